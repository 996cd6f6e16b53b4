/** @file JSON that may hold anything, read field by field. */

import type { Json } from "../evidence/json.ts";
import { InputError } from "../tasks/error.ts";

/** One place in a file: the value there, and its path for messages. Every complaint is an `InputError`. */
export class Field {
  readonly file: string;
  readonly path: string;
  readonly value: Json | undefined;

  constructor(file: string, path: string, value: Json | undefined) {
    this.file = file;
    this.path = path;
    this.value = value;
  }

  fail(problem: string): never {
    throw new InputError(this.file, `${this.path === "" ? "the file" : `field "${this.path}"`} ${problem}`);
  }

  object(): { readonly [key: string]: Json } {
    const { value } = this;
    if (value === undefined) this.fail("is missing");
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.fail("should be an object");
    return value as { readonly [key: string]: Json };
  }

  /** Own fields only: `__proto__` and `constructor` are like any other name. */
  at(name: string): Field {
    const value = this.object();
    const path = this.path === "" ? name : `${this.path}.${name}`;
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    return new Field(this.file, path, found);
  }

  has(name: string): boolean {
    return this.at(name).value !== undefined;
  }

  only(names: readonly string[]): void {
    const unknown = Object.keys(this.object()).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      this.fail(`has an unknown field ${JSON.stringify(unknown)}; known are ${names.join(", ")}`);
    }
  }

  text(): string {
    if (typeof this.value !== "string") this.fail(this.value === undefined ? "is missing" : "should be text");
    return this.value;
  }

  number(): number {
    if (typeof this.value !== "number")
      this.fail(this.value === undefined ? "is missing" : "should be a number");
    return this.value;
  }

  /** A finite number between the two, as JSON's `1e999` is not. */
  real(least = -Number.MAX_VALUE, most = Number.MAX_VALUE): number {
    const value = this.number();
    return value >= least && value <= most ? value : this.fail(`should be from ${least} to ${most}`);
  }

  whole(least: number, most: number): number {
    const value = this.number();
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    return this.fail(`should be a whole number from ${least} to ${most}`);
  }

  flag(): boolean {
    return typeof this.value === "boolean" ? this.value : this.fail("should be true or false");
  }

  items(): Field[] {
    if (!Array.isArray(this.value)) this.fail(this.value === undefined ? "is missing" : "should be a list");
    return this.value.map((item, i) => new Field(this.file, `${this.path}[${i}]`, item));
  }
}
