/** @file Functions on binary trees, where null is the empty tree and a leaf has two of them, and on expressions. */

import type { Random } from "../../../src/language/random.ts";
import { naturals } from "../reference.ts";
import { type Classic, classic } from "./classic.ts";

/** A type, not an interface: an interface has no index signature, which JSON has. */
type Tree = { value: number; left: Tree; right: Tree } | null;

const node = (value: number, left: Tree = null, right: Tree = null): Tree => ({ value, left, right });

/** What is made of a tree, from what was made of those below it. */
const folded = <R>(tree: Tree, empty: R, join: (value: number, left: R, right: R) => R): R =>
  tree === null ? empty : join(tree.value, folded(tree.left, empty, join), folded(tree.right, empty, join));

const leavesOf = (tree: Tree): number[] => {
  if (tree === null) return [];
  if (tree.left === null && tree.right === null) return [tree.value];
  return [...leavesOf(tree.left), ...leavesOf(tree.right)];
};

const inserted = (tree: Tree, value: number): Tree => {
  if (tree === null) return node(value);
  if (value === tree.value) return tree;
  return value < tree.value
    ? { ...tree, left: inserted(tree.left, value) }
    : { ...tree, right: inserted(tree.right, value) };
};

const nodesAt = (tree: Tree, level: number): number => {
  if (tree === null) return 0;
  return level === 0 ? 1 : nodesAt(tree.left, level - 1) + nodesAt(tree.right, level - 1);
};

/** A tree of that many nodes. */
function grown(random: Random, nodes: number): Tree {
  if (nodes === 0) return null;
  const left = random.below(nodes);
  return node(random.below(100), grown(random, left), grown(random, nodes - 1 - left));
}

type Expression = { op: "num"; value: number } | { op: "add" | "mul"; left: Expression; right: Expression };

const num = (value: number): Expression => ({ op: "num", value });
const add = (left: Expression, right: Expression): Expression => ({ op: "add", left, right });
const mul = (left: Expression, right: Expression): Expression => ({ op: "mul", left, right });

const evaluated = (expression: Expression): number => {
  if (expression.op === "num") return expression.value;
  const [left, right] = [evaluated(expression.left), evaluated(expression.right)];
  return expression.op === "add" ? left + right : left * right;
};

/** An expression of that many operators; of numbers so small that no product leaves the whole numbers. */
function written(random: Random, operators: number): Expression {
  if (operators === 0) return num(random.below(4));
  const left = random.below(operators);
  const make = random.below(2) === 0 ? add : mul;
  return make(written(random, left), written(random, operators - 1 - left));
}

const three = node(2, node(1), node(3));
const leaning = node(3, node(2, node(1)));
const full = node(4, node(2, node(1), node(3)), node(6, node(5), node(7)));
/** The same below on both sides: what is known of one side is known of the other. */
const twins = node(5, node(5), node(5));
const wide = node(4, node(2, node(1), node(3)), node(6, null, node(7)));

export const TREES: readonly Classic[] = [
  classic(
    "tree_binsert",
    [
      [null, 1, node(1)],
      [null, 3, node(3)],
      [node(2), 2, node(2)],
      [node(2), 1, node(2, node(1))],
      [node(2), 3, node(2, null, node(3))],
      [node(9), 8, node(9, node(8))],
      [node(9), 11, node(9, null, node(11))],
      [node(7, node(2), node(9)), 1, node(7, node(2, node(1)), node(9))],
      [node(7, node(2), node(9)), 3, node(7, node(2, null, node(3)), node(9))],
      [node(7, node(2), node(9)), 7, node(7, node(2), node(9))],
      [node(7, node(2), node(9)), 8, node(7, node(2), node(9, node(8)))],
      [node(7, node(2), node(9)), 11, node(7, node(2), node(9, null, node(11)))],
    ],
    inserted,
    (random, size) => [naturals(random, size).reduce<Tree>(inserted, null), random.below(100)],
  ),
  classic(
    "tree_collect_leaves",
    [
      [null, []],
      [node(1), [1]],
      [node(3), [3]],
      [node(7), [7]],
      [node(2, node(1)), [1]],
      [node(6, null, node(7)), [7]],
      [three, [1, 3]],
      [leaning, [1]],
      [wide, [1, 3, 7]],
      [node(5, node(7), three), [7, 1, 3]],
    ],
    leavesOf,
    (random, size) => [grown(random, size)],
  ),
  classic(
    "tree_count_leaves",
    [
      [null, 0],
      [node(1), 1],
      [node(2, node(1)), 1],
      [node(2, null, node(3)), 1],
      [three, 2],
      [leaning, 1],
      [wide, 3],
      [full, 4],
      [node(1, node(7, node(3)), node(0)), 2],
      [node(0, null, node(5, node(5), node(5))), 2],
    ],
    (tree: Tree) => leavesOf(tree).length,
    (random, size) => [grown(random, size)],
  ),
  classic(
    "tree_count_nodes",
    [
      [null, 0],
      [node(4), 1],
      [node(2, node(1)), 2],
      [node(2, null, node(3)), 2],
      [three, 3],
      [wide, 6],
    ],
    (tree: Tree) => folded<number>(tree, 0, (_value, left, right) => 1 + left + right),
    (random, size) => [grown(random, size)],
  ),
  classic(
    "tree_inorder",
    [
      [null, []],
      [node(1), [1]],
      [node(2, node(1)), [1, 2]],
      [node(2, null, node(3)), [2, 3]],
      [three, [1, 2, 3]],
      [node(1, node(5), node(2)), [5, 1, 2]],
      [wide, [1, 2, 3, 4, 6, 7]],
    ],
    (tree: Tree) => folded<number[]>(tree, [], (value, left, right) => [...left, value, ...right]),
    (random, size) => [grown(random, size)],
  ),
  classic(
    "tree_map",
    [
      [null, null],
      [node(1), node(2)],
      [node(2, node(1)), node(3, node(2))],
      [node(2, null, node(3)), node(3, null, node(4))],
      [three, node(3, node(2), node(4))],
      [wide, node(5, node(3, node(2), node(4)), node(7, null, node(8)))],
    ],
    (tree: Tree) => folded<Tree>(tree, null, (value, left, right) => node(value + 1, left, right)),
    (random, size) => [grown(random, size)],
  ),
  classic(
    "tree_nodes_at_level",
    [
      [null, 0, 0],
      [null, 1, 0],
      [node(5), 0, 1],
      [node(5), 1, 0],
      [twins, 0, 1],
      [twins, 1, 2],
      [twins, 2, 0],
      [node(5, twins, node(5)), 0, 1],
      [node(5, twins, node(5)), 1, 2],
      [node(5, twins, node(5)), 2, 2],
      [node(5, null, twins), 2, 2],
      [node(5, twins, twins), 2, 4],
    ],
    nodesAt,
    (random, size) => [grown(random, size), random.below(6)],
  ),
  classic(
    "tree_postorder",
    [
      [null, []],
      [node(1), [1]],
      [node(2, node(1)), [1, 2]],
      [node(2, null, node(3)), [3, 2]],
      [three, [1, 3, 2]],
      [leaning, [1, 2, 3]],
      [wide, [1, 3, 2, 7, 6, 4]],
    ],
    (tree: Tree) => folded<number[]>(tree, [], (value, left, right) => [...left, ...right, value]),
    (random, size) => [grown(random, size)],
  ),
  classic(
    "tree_preorder",
    [
      [null, []],
      [node(1), [1]],
      [node(2, node(1)), [2, 1]],
      [node(2, null, node(3)), [2, 3]],
      [three, [2, 1, 3]],
      [leaning, [3, 2, 1]],
      [wide, [4, 2, 1, 3, 6, 7]],
    ],
    (tree: Tree) => folded<number[]>(tree, [], (value, left, right) => [value, ...left, ...right]),
    (random, size) => [grown(random, size)],
  ),
  classic(
    "expr_eval",
    [
      [num(0), 0],
      [num(3), 3],
      [add(num(1), num(2)), 3],
      [mul(num(2), num(3)), 6],
      [mul(num(0), num(3)), 0],
      [add(num(4), mul(num(2), num(3))), 10],
      [mul(add(num(1), num(2)), num(3)), 9],
      [add(add(num(1), num(1)), mul(num(2), num(2))), 6],
    ],
    evaluated,
    (random, size) => [written(random, size)],
  ),
];
