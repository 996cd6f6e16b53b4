import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode } from "../../src/tasks/encoding.ts";
import { read, refusal } from "./support.ts";

const ALL = Uint8Array.from({ length: 224 }, (_, i) => i + 32);

describe("encodings", () => {
  it.each(["utf-8", "utf-16le", "utf-16be"] as const)("reads %s with and without its mark", async (name) => {
    const text = "Näme,Out\nÅda,Å\nBo,\n";
    for (const mark of [true, false]) {
      const bytes = encode(text, { name, mark }, "a");
      const sheet = await read("a.csv", bytes);
      expect(sheet.tasks[0].examples[0]).toEqual({ inputs: ["Åda"], output: "Å", row: 1 });
      expect(sheet.notes).toEqual([]);
      expect(sheet.fill([])).toEqual(bytes);
    }
  });

  it("reads anything else as windows-1252, with a note, and writes it back", async () => {
    const bytes = encode("Name,Out\n“Zoë” – €5,Z\nBo,\n", { name: "windows-1252", mark: false }, "a");
    const sheet = await read("a.csv", bytes);
    expect(sheet.tasks[0].examples[0].inputs).toEqual(["“Zoë” – €5"]);
    expect(sheet.notes).toEqual(["a.csv is not UTF-8: read as windows-1252"]);
    expect(sheet.fill([])).toEqual(bytes);
    expect(() => sheet.fill([{ task: 0, row: 2, value: "→" }])).toThrow(/windows-1252 has no "→"/);
  });

  it("agrees with the platform's windows-1252 on every byte it can hold", () => {
    const text = decode(ALL, "a").text;
    const unassigned = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
    const known: Record<number, string> = { 128: "€", 138: "Š", 153: "™", 159: "Ÿ", 233: "é", 255: "ÿ" };
    for (const [byte, char] of Object.entries(known)) expect(text[Number(byte) - 32]).toBe(char);
    for (const byte of unassigned) expect(text.charCodeAt(byte - 32)).toBe(byte);
    expect(encode(text, { name: "windows-1252", mark: false }, "a")).toEqual(ALL);
  });

  it("round-trips any text without control characters (property)", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("utf-8", "utf-16le", "utf-16be"),
        (text, name) => {
          fc.pre(!/\0/.test(text));
          expect(decode(encode(text, { name, mark: true } as const, "a"), "a").text).toBe(text);
        },
      ),
    );
  });

  it.each([
    ["a PNG", [0x89, 0x50, 0x4e, 0x47, 13, 10], /PNG image; save it as csv or xlsx/],
    ["an old Excel file", [0xd0, 0xcf, 0x11, 0xe0, 1], /old Excel file/],
    ["a PDF", [...new TextEncoder().encode("%PDF-1.7")], /PDF/],
    ["noise", [0x7f, 1, 2, 3, 0xff, 4, 5, 0], /not text/],
    ["UTF-16 cut in half", [0xff, 0xfe, 0x61, 0, 0x62], /begins as UTF-16 but is not/],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal("a.csv", Uint8Array.from(bytes))).toMatch(message);
  });
});
