import fc from "fast-check";
import { expect, test } from "vitest";
import { fileNameOf, uniqueName } from "../../src/library/names.ts";

test.each([
  ["Initials", "initials"],
  ["First Name", "first-name"],
  ["firstName", "first-name"],
  ["Café", "cafe"],
  ["Cafe\u0301", "cafe"],
  ["STRASSE", "strasse"],
  ["Straße", "strasse"],
  ["ΟΔΟΣ", "οδοσ"],
  ["ﬁle Ｗｉｄｅ", "file-wide"],
  ["名前", "名前"],
  ["../../etc/passwd", "etc-passwd"],
  ["C:\\Windows\\x", "c-windows-x"],
  ["a\0b", "a-b"],
  [".hidden", "hidden"],
  ["trailing. ", "trailing"],
  ["", "program"],
  ["💥", "program"],
  ["__proto__", "proto"],
  ["CON", "con-program"],
  ["com1", "com1-program"],
  ["LPT¹", "lpt1-program"],
  ["nul.txt", "nul-txt"],
  ["x.test", "x-test"],
  ["y.knack.json", "y-knack-json"],
])("%j is saved as %j", (name, file) => {
  expect(fileNameOf(name)).toBe(file);
});

test("any name gives a safe file name, the same for all spellings that a file system may unify", () => {
  const names = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary", maxLength: 300 }));
  fc.assert(
    fc.property(names, (name) => {
      const file = fileNameOf(name);
      expect(file).toMatch(/^[\p{L}\p{N}\p{M}]+(-[\p{L}\p{N}\p{M}]+)*$/u);
      expect(new TextEncoder().encode(file).length).toBeLessThanOrEqual(108);
      expect(file).toBe(file.normalize("NFC"));
      expect(fileNameOf(file)).toBe(file);
      expect(fileNameOf(name.slice(0, 500).normalize("NFD"))).toBe(
        fileNameOf(name.slice(0, 500).normalize("NFC")),
      );
      expect(file.toLowerCase()).toBe(file);
    }),
    { numRuns: 500 },
  );
});

test("long names are cut between characters, and stay within the limit with a number behind", () => {
  const file = fileNameOf("名".repeat(500));
  expect(file).toBe("名".repeat(33));
  const second = uniqueName(file, (name) => name === file);
  expect(second).toBe(`${"名".repeat(32)}-2`);
});

test("collisions are numbered", () => {
  const taken = new Set<string>();
  const names = ["Phone", "phone", "PHONE", "Phöne"].map((name) => {
    const file = uniqueName(fileNameOf(name), (candidate) => taken.has(candidate));
    taken.add(file);
    return file;
  });
  expect(names).toEqual(["phone", "phone-2", "phone-3", "phone-4"]);
});
