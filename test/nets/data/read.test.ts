import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { showType } from "../../../src/language/type.ts";
import { CivilDate, Picture } from "../../../src/language/value.ts";
import type { Dataset } from "../../../src/nets/data/dataset.ts";
import { type ReadDatasetOptions, readDataset } from "../../../src/nets/data/read.ts";
import { InputError } from "../../../src/tasks/error.ts";
import { idxFile } from "../../support/idx.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "knack-"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, content: Uint8Array | string): Promise<void> =>
  writeFile(join(folder, name), content);
const read = (name = "", options?: ReadDatasetOptions): Promise<Dataset> =>
  readDataset(join(folder, name), options);

async function refusal(name = "", options?: ReadDatasetOptions): Promise<string> {
  const error = await read(name, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toMatch(/\n/);
  return message;
}

const typesOf = ({ inputs, output }: Dataset): string =>
  `${inputs.map(({ name, type }) => `${name}: ${showType(type)}`).join(", ")} -> ${output.name}: ${showType(output.type)}`;

describe("IDX", () => {
  const images = idxFile([3, 2, 2], [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23]);
  const labels = idxFile([3], [7, 0, 9]);

  it("a folder of training and test files", async () => {
    await put("train-images-idx3-ubyte.gz", gzipSync(images));
    await put("train-labels-idx1-ubyte.gz", gzipSync(labels));
    await put("t10k-images-idx3-ubyte", idxFile([1, 2, 2], [5, 5, 5, 5]));
    await put("t10k-labels-idx1-ubyte", idxFile([1], [3]));
    const dataset = await read();
    expect(typesOf(dataset)).toBe("image: image -> label: int");
    expect(dataset.output.isLabel).toBe(true);
    expect(dataset.rows.map(({ output }) => output)).toEqual([7, 0, 9]);
    expect(dataset.rows[1].inputs).toEqual([new Picture(2, 2, 1, Uint8Array.of(10, 11, 12, 13))]);
    expect(dataset.tests).toEqual([{ inputs: [new Picture(2, 2, 1, Uint8Array.of(5, 5, 5, 5))], output: 3 }]);
    expect(await read("train-images-idx3-ubyte.gz")).toMatchObject({
      rows: dataset.rows,
      tests: dataset.tests,
    });
    expect((await read("t10k-labels-idx1-ubyte")).rows).toEqual(dataset.tests);
  });

  it("the same file packed and unpacked, once", async () => {
    for (const [name, bytes] of [
      ["images-idx3-ubyte", images],
      ["labels-idx1-ubyte", labels],
    ] as const) {
      await put(name, bytes);
      await put(`${name}.gz`, gzipSync(bytes));
    }
    expect((await read()).rows.length).toBe(3);
  });

  it("lists of numbers in place of images", async () => {
    await put("images-idx2-float", idxFile([2, 3], [0.5, 1, 2, 3, 4, 5], 13));
    await put("labels-idx1-float", idxFile([2], [0.25, 1], 13));
    const dataset = await read();
    expect(typesOf(dataset)).toBe("input: list<real> -> label: real");
    expect(dataset.output.isLabel).toBeUndefined();
    expect(dataset.rows[0]).toEqual({ inputs: [[0.5, 1, 2]], output: 0.25 });
  });

  it("refuses what does not go together", async () => {
    await put("train-images-idx3-ubyte", images);
    expect(await refusal()).toMatch(/no images with labels beside them; they are named like/);
    expect(await refusal("train-images-idx3-ubyte")).toMatch(/images needs one of labels beside it/);
    await put("train-labels-idx1-ubyte", idxFile([2], [1, 2]));
    expect(await refusal()).toMatch(/train-labels-idx1-ubyte: 2 labels for 3 images/);
    await put("train-labels-idx1-ubyte", images);
    expect(await refusal()).toMatch(/labels are one number each/);
    await put("train-labels-idx1-ubyte", labels);
    await put("train-images-idx3-ubyte", idxFile([3, 1, 2, 2], Array(12).fill(1)));
    expect(await refusal()).toMatch(/3 × 1 × 2 × 2 that holds no images/);
    await put("train-images-idx3-ubyte", idxFile([3, 1], [1, Number.NaN, 2], 13));
    expect(await refusal()).toMatch(/number 2 is NaN/);
    expect(await refusal("", { target: "x" })).toMatch(/--target names a column/);
  });
});

describe("tables", () => {
  it("columns are numbers, truth values, dates or texts", async () => {
    await put("a.csv", "n,x,ok,day,code,size\n1,0.5,true,2020-02-29,007,9\n-2,3,FALSE,2021-01-01,010,8\n");
    const dataset = await read("a.csv");
    expect(typesOf(dataset)).toBe("n: int, x: real, ok: bool, day: date, code: text -> size: int");
    expect(dataset.rows[0]).toEqual({ inputs: [1, 0.5, true, new CivilDate(2020, 2, 29), "007"], output: 9 });
  });

  it("the output is named, and rows without one are left out", async () => {
    await put("a.csv", "y,x,none\n1,2,\n,3,\n5,,\n");
    const dataset = await read("a.csv", { target: "y" });
    expect(typesOf(dataset)).toBe("x: int? -> y: int");
    expect(dataset.rows).toEqual([
      { inputs: [2], output: 1 },
      { inputs: [null], output: 5 },
    ]);
    expect(dataset.notes).toEqual([
      "a.csv: 1 row without an output left out",
      'a.csv: column "none" left out: no cell is filled',
    ]);
  });

  it("json keeps its types", async () => {
    await put("a.json", '[{"xs": [1, 2], "sum": 3}, {"xs": [], "sum": 0}]');
    expect(typesOf(await read("a.json"))).toBe("xs: list<int> -> sum: int");
  });

  describe("read like another", () => {
    const rowsOf = async (name: string, content: string, like: Dataset): Promise<readonly unknown[]> => {
      await put(name, content);
      const dataset = await read(name, { like });
      expect(typesOf(dataset)).toBe(typesOf(like));
      return dataset.rows.map(({ inputs, output }) => [...inputs, output]);
    };

    it("have the types and points that it has, whatever their own cells would be", async () => {
      await put("a.csv", "x;code;day;y\n1,5;007;2020-02-29;1\n-2,25;red;;0,5\n");
      const like = await read("a.csv");
      expect(typesOf(like)).toBe("x: real, code: text, day: date? -> y: real");
      expect(await rowsOf("b.csv", "x;code;day;y\n1.234;12;;2\n3;7;;1.000\n", like)).toEqual([
        [1234, "12", null, 2],
        [3, "7", null, 1000],
      ]);
      expect(await rowsOf("c.csv", "x,code,day,y\n1.234,true,2020-02-29,2\n", like)).toEqual([
        [1.234, "true", new CivilDate(2020, 2, 29), 2],
      ]);
      expect(await rowsOf("d.json", '[{"x": 2, "code": 12, "day": null, "y": 0.5}]', like)).toEqual([
        [2, "12", null, 0.5],
      ]);
    });

    it("are refused where a cell is none of it", async () => {
      await put("a.csv", "x,y\n1,true\n2,false\n");
      const like = await read("a.csv");
      const refused = async (content: string): Promise<string> => {
        await put("b.csv", content);
        return refusal("b.csv", { like });
      };
      expect(await refused("x,y\n,\n3,true\n2.5,true\n")).toBe(
        'b.csv, row 3, column "x": has "2.5", where a.csv has whole numbers',
      );
      expect(await refused("x,y\n3,true\n,true\n")).toBe(
        'b.csv, row 2, column "x": is empty, where a.csv has a value in every row',
      );
      expect(await refused("x,y\n3,maybe\n")).toBe(
        'b.csv, row 1, column "y": has "maybe", where a.csv has true and false',
      );
    });
  });

  it("refuses what cannot be learned from", async () => {
    await put("a.csv", "x,y\n1,2\nnan,3\n4,5\n");
    expect(await refusal("a.csv")).toMatch(
      /^a\.csv, row 2, column "x": nan is no number that a net can learn from/,
    );
    expect(await refusal("a.csv", { target: "z" })).toMatch(/no column "z"/);
    await put("b.csv", "x\n1\n");
    expect(await refusal("b.csv")).toMatch(/there is one column only, "x"/);
    await put("c.csv", "x,y\n1,\n");
    expect(await refusal("c.csv")).toMatch(/no row has a value in column "y"/);
    await put("d.csv", "x,y\n,1\n");
    expect(await refusal("d.csv")).toMatch(/no column but the output has any value/);
    await put("e.csv", "");
    expect(await refusal("e.csv")).toMatch(/the file is empty/);
  });
});

describe("the disk", () => {
  it("refuses links out of the folder, and what is not there", async () => {
    await symlink("/etc/passwd", join(folder, "train-labels-idx1-ubyte"));
    expect(await refusal()).toMatch(/train-labels-idx1-ubyte: is a link out of knack-/);
    expect(await refusal("none")).toMatch(/none: /);
    expect(await refusal("train-labels-idx1-ubyte/x")).toMatch(/x: /);
  });

  it("is not looked at beyond the files that belong together", async () => {
    await put("images-idx3-ubyte", idxFile([1, 1, 1], [1]));
    await put("labels-idx1-ubyte", idxFile([1], [1]));
    await symlink("/etc/passwd", join(folder, "notes"));
    expect((await read("images-idx3-ubyte")).rows.length).toBe(1);
    expect(await refusal()).toMatch(/notes: is a link out of/);
  });

  it("refuses devices", async () => {
    await expect(readDataset("/dev/zero")).rejects.toThrow("/dev/zero: is not a file");
  });
});
