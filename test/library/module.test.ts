import { expect, test } from "vitest";
import { moduleOf, relearnTask } from "../../src/library/module.ts";
import { domainModule } from "./modules.ts";

test("of very many examples those are kept that differ most, in their order; suspects are set aside", () => {
  const { program, signature } = domainModule();
  const usual = Array.from({ length: 300 }, (_, i) => ({ inputs: [`u${i}@a.example`], output: "a.example" }));
  const odd = { inputs: ["Müller <m@b.example>"], output: "b.example>" };
  const wrong = { inputs: ["x@c.example"], output: "c.exmaple" };
  const suspects = [{ example: 301, given: "c.exmaple", expected: "c.example" }];
  const module = moduleOf(
    { name: "Domain", signature, examples: [...usual, odd, wrong], tests: [], unlabelled: [] },
    { program, cost: 1, right: 301, suspects, foundBy: "bottom-up" },
    { provenance: { knack: "0" } },
  );
  expect(module.examples).toHaveLength(200);
  expect(module.examples.at(-1)).toBe(odd);
  const places = module.examples
    .slice(0, -1)
    .map((example) => usual.indexOf(example as (typeof usual)[number]));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(module.suspects).toEqual([{ inputs: wrong.inputs, given: "c.exmaple", expected: "c.example" }]);
});

test("learning again keeps what was known, and a correction replaces what it corrects", () => {
  const module = domainModule({
    answers: [{ inputs: ["x@y.example"], output: "y.example" }],
    suspects: [{ inputs: ["eve@example.net"], given: "example.nte", expected: "example.net" }],
  });
  const task = relearnTask(module, [{ inputs: ["eve@example.net"], output: "example.net" }]);
  expect(task.name).toBe(module.name);
  expect(task.signature).toBe(module.signature);
  expect(task.examples).toEqual([
    ...module.examples,
    ...module.answers,
    { inputs: ["eve@example.net"], output: "example.net" },
  ]);
});
