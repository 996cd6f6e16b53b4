import { describe, expect, it } from "vitest";
import { domains } from "../src/domains/index.ts";
import { InputError, learn } from "../src/index.ts";
import { bits, type Domain, type Sample } from "../src/language/grammar.ts";
import type { Primitive } from "../src/language/primitive.ts";
import { apply, input } from "../src/language/program.ts";
import { TEXT } from "../src/language/type.ts";
import { withoutPrimitives } from "../src/without.ts";

const SAMPLE: Sample = {
  inputs: [{ name: "name", type: TEXT, values: ["ada", "bob"] }],
  outputs: ["ADA", "BOB"],
  result: TEXT,
};

const proposed = (some: readonly Domain[], sample = SAMPLE): Set<string> =>
  new Set(
    some.flatMap((domain) =>
      domain
        .propose(sample)
        .productions.flatMap(({ head }) => ("primitive" in head ? [head.primitive.name] : [])),
    ),
  );

describe("without", () => {
  it("leaves out what is named, and nothing else", () => {
    const before = proposed(domains);
    expect(before).toContain("upper");
    const after = proposed(withoutPrimitives(domains, ["upper", "trim"]));
    expect([...before].filter((name) => !after.has(name)).sort()).toEqual(["trim", "upper"]);
    expect(withoutPrimitives(domains, [])).toBe(domains);
  });

  it("leaves out what is made of it", () => {
    const upper = domains
      .flatMap(({ primitives }) => primitives)
      .find(({ name }) => name === "upper") as Primitive;
    const shout: Primitive = { ...upper, name: "shout", body: apply(upper, [input(0, TEXT)], TEXT) };
    const learned: Domain = {
      name: "learned",
      layouts: [],
      primitives: [shout],
      propose: () => ({
        sorts: [],
        productions: [{ sort: "text", head: { primitive: shout }, args: [{ sort: "text" }], cost: bits(3) }],
      }),
    };
    expect(proposed(withoutPrimitives([...domains, learned], ["upper"]))).not.toContain("shout");
    expect(proposed(withoutPrimitives([...domains, learned], ["lower"]))).toContain("shout");
  });

  it("knows those that there is one of for every width", () => {
    expect(() => withoutPrimitives(domains, ["bvand-12"])).not.toThrow();
  });

  it("refuses a name that no primitive has", () => {
    const refused = (names: readonly string[]) => () => withoutPrimitives(domains, names, "--without");
    expect(refused(["uper"])).toThrow('--without "uper": there is no such primitive; did you mean upper?');
    expect(refused(["upper", "__proto__"])).toThrow(InputError);
  });

  it("holds for learn", async () => {
    const rows = [
      ["ada", "ADA"],
      ["grace hopper", "GRACE HOPPER"],
      ["bob", "BOB"],
    ];
    expect((await learn(rows)).program).toBe("(upper $1)");
    const other = await learn(rows, { without: ["upper"], budget: { candidates: 20_000 } }).catch(
      ({ name }: Error) => name,
    );
    expect(typeof other === "string" ? other : other.program).not.toContain("(upper ");
    await expect(learn(rows, { without: ["uper"] })).rejects.toThrow("did you mean upper");
    await expect(learn(rows, { without: "upper" as unknown as string[] })).rejects.toThrow("give a list");
  });
});
