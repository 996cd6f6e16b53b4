/** @file The primitives that put things in order, whatever they are asked for: all that sorting is to be learned without. */

/** By name. What is left compares two numbers, and says whether the one is smaller or they are equal. */
export const ORDERING: readonly string[] = [
  ...["sort-items", "sort-by"],
  ...["smallest", "largest", "min-by", "max-by"],
  ...["smaller", "larger", "minimum", "maximum"],
];
