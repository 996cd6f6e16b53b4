import { describe, expect, it } from "vitest";
import { isSolved, placeOf } from "../../src/evidence/evidence.ts";
import { jsonOf, valueOfJson, valueOfText } from "../../src/evidence/json.ts";
import { BOOL, INT, list, option, REAL, TEXT } from "../../src/language/type.ts";
import { CivilDate, Grid, type Value } from "../../src/language/value.ts";
import { contradiction } from "../../src/tasks/contradiction.ts";
import type { Example, Task } from "../../src/tasks/task.ts";

const task = (examples: readonly Example[]): Task => ({
  name: "t",
  signature: { params: [{ name: "a", type: TEXT }], result: TEXT },
  examples,
  tests: [],
  unlabelled: [],
});

describe("contradictions", () => {
  it("are equal inputs with different outputs", () => {
    const a = { inputs: ["x"], output: "1" };
    const b = { ...a, output: "3" };
    expect(contradiction(task([a, { inputs: ["y"], output: "2" }, b]))?.pair).toEqual([0, 2]);
    expect(contradiction(task([a, a]))).toBeUndefined();
    expect(contradiction(task([a, { inputs: ['x" "'], output: "2" }]))).toBeUndefined();
  });

  it("say how many examples any function gets wrong", () => {
    const example = (input: string, output: string): Example => ({ inputs: [input], output });
    const twice = [example("x", "1"), example("x", "2"), example("x", "1")];
    expect(contradiction(task(twice))).toEqual({ pair: [0, 1], wrong: 1, doubtful: [1] });
    expect(contradiction(task([...twice, example("y", "1"), example("y", "2")]))?.wrong).toBe(2);
    expect(contradiction(task([...twice, example("x", "3"), example("x", "4")]))?.wrong).toBe(3);
  });

  it("tells text from numbers, and null from the text null", () => {
    const outputs: Value[] = ["1", 1, null, "null", true, "true"];
    const examples = outputs.map((value, i) => ({ inputs: [value], output: i }));
    expect(contradiction(task(examples))).toBeUndefined();
  });
});

describe("solved", () => {
  const suspect = { row: 1, inputs: ["x"], given: "a", expected: "b" };
  const evidence = (right: number, of: number, suspects = 0) => ({
    ...{ fit: { right, of }, alternatives: [], questions: [] },
    suspects: Array.from({ length: suspects }, () => suspect),
  });

  it("means that what is not right is a suspect", () => {
    expect(isSolved(evidence(3, 3))).toBe(true);
    expect(isSolved(evidence(3, 4, 1))).toBe(true);
    expect(isSolved(evidence(3, 4))).toBe(false);
    expect(isSolved(evidence(0, 1, 1))).toBe(false);
    expect(isSolved(evidence(0, 0))).toBe(false);
  });

  it("counts rows as the file does", () => {
    const rows = task([
      { inputs: ["x"], output: "a", row: 7 },
      { inputs: ["y"], output: "b" },
    ]);
    expect([placeOf(rows, 0), placeOf(rows, 1)]).toEqual([{ row: 7 }, { row: 0 }]);
    expect(placeOf(task([{ inputs: ["x"], output: "a" }]), 0)).toEqual({ row: 1 });
    expect(placeOf(task([{ inputs: ["x"], output: "a", row: 1, line: 9 }]), 0)).toEqual({ row: 1, line: 9 });
  });
});

describe("values as JSON", () => {
  it("writes every kind", () => {
    const values: Value[] = [undefined, null, "a", 1.5, true, [1, [null]], new CivilDate(2021, 3, 4)];
    expect(values.map(jsonOf)).toEqual([null, null, "a", 1.5, true, [1, [null]], "2021-03-04"]);
    expect(jsonOf(new Grid(2, 1, new Uint8Array([1, 2])))).toEqual([[1, 2]]);
  });

  it("reads what was typed", () => {
    expect(valueOfText("A.B.", TEXT)).toBe("A.B.");
    expect(valueOfText("2", TEXT)).toBe("2");
    expect(valueOfText('"2"', TEXT)).toBe("2");
    expect(valueOfText('"a\\nb"', TEXT)).toBe("a\nb");
    expect(valueOfText('"', TEXT)).toBe('"');
    expect(valueOfText('"a"b"', TEXT)).toBe('"a"b"');
    expect(valueOfText("2", INT)).toBe(2);
    expect(valueOfText("2.5", INT)).toBeUndefined();
    expect(valueOfText("2.5", REAL)).toBe(2.5);
    expect(valueOfText("true", BOOL)).toBe(true);
    expect(valueOfText("yes", BOOL)).toBeUndefined();
    expect(valueOfText('["a"]', list(TEXT))).toEqual(["a"]);
    expect(valueOfText("null", option(INT))).toBe(null);
    expect(valueOfJson({ a: 1 }, TEXT)).toBeUndefined();
  });
});
