/** @file Types found by use: a whole number serves as a real one, and what is only used as one may still be whole. */

import { describe, expect, it } from "vitest";
import { BOOL, fn, INT, list, option, REAL, TEXT } from "../../src/language/type.ts";
import { TypeMismatch, Unifier } from "../../src/language/unify.ts";

describe("a variable", () => {
  it("that is taken for a real may be whole", () => {
    const unifier = new Unifier();
    const item = unifier.fresh();
    unifier.fit(item, REAL);
    unifier.fit(item, INT);
    expect(unifier.settled(item)).toEqual(INT);
  });

  it("that holds reals is none of whole numbers", () => {
    const unifier = new Unifier();
    const item = unifier.fresh();
    unifier.fit(list(REAL), list(item));
    expect(() => unifier.fit(item, INT)).toThrow(TypeMismatch);
  });

  it("that holds whole numbers and reals holds reals", () => {
    const unifier = new Unifier();
    const item = unifier.fresh();
    unifier.fit(INT, item);
    unifier.fit(REAL, item);
    expect(unifier.settled(list(item))).toEqual(list(REAL));
  });

  it("is found inside functions of lists", () => {
    const unifier = new Unifier();
    const [item, made] = [unifier.fresh(), unifier.fresh()];
    unifier.fit(fn([list(TEXT)], list(BOOL)), fn([list(item)], list(made)));
    expect([item, made].map((type) => unifier.settled(type))).toEqual([TEXT, BOOL]);
  });

  it("does not stand for a type that it is a part of", () => {
    const unifier = new Unifier();
    const item = unifier.fresh();
    expect(() => unifier.fit(item, list(item))).toThrow(TypeMismatch);
  });

  it("accepts null beside values", () => {
    const unifier = new Unifier();
    const item = unifier.fresh();
    unifier.fit(TEXT, item);
    unifier.fit(option(TEXT), item);
    expect(unifier.settled(item)).toEqual(option(TEXT));
  });
});
