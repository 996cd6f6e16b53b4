/** @file What the points of a cloud are coloured and judged by: their class, or a number. */

export type Labels =
  | { readonly kind: "classes"; readonly names: readonly string[]; readonly of: ArrayLike<number> }
  | { readonly kind: "numbers"; readonly name: string; readonly of: ArrayLike<number> };

/** The labels of those rows. */
export const labelsAt = (labels: Labels, rows: readonly number[]): Labels => ({
  ...labels,
  of: rows.map((row) => labels.of[row]),
});

/** From the name of each example's class; names in order of their first letters and numbers. */
export function classLabels(each: readonly string[]): Labels {
  const names = [...new Set(each)].sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0));
  const numbers = new Map(names.map((name, i) => [name, i]));
  return { kind: "classes", names, of: each.map((name) => numbers.get(name) as number) };
}
