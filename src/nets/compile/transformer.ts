/**
 * @file Sequences as a transformer, as Tracr lays them out: each value of each sequence has a coordinate of its own, which is 1 where the
 * place has that value. Every operation takes the first layer by which what it needs is there. Scores, tables and sums are whole
 * numbers, so that 32-bit floats hold them exactly; counts come from shares s / (s + 1) and are rounded by steps.
 */

import type { LayerSpec } from "../layers/layer.ts";
import type { NetSpec } from "../net.ts";
import type { Weights } from "../weights.ts";
import { type Condition, optionsOf, positionsOf, type Selector, type Sequence } from "./rasp.ts";
import { Refusal } from "./refusal.ts";

/** e⁻³² is nothing beside 1 in 32-bit floats. */
const APART = 32;

/** Coordinates of one place, and hidden units of one layer. */
const MOST_WIDTH = 4096;

/** The coordinate that is 1 everywhere. */
const ONE = 0;

class Matrix {
  readonly shape: readonly number[];
  readonly data: Float32Array;

  constructor(rows: number, columns: number) {
    this.shape = [rows, columns];
    this.data = new Float32Array(rows * columns);
  }

  add(row: number, column: number, value: number): void {
    this.data[row * this.shape[1] + column] += value;
  }
}

/** A head: rows of its matrices by coordinate. */
interface Head {
  /** For each unit of comparison: what the place looked at has there, and what the one that looks has. */
  readonly units: readonly { readonly key: Row; readonly query: Row }[];
  readonly nowhere: number;
  /** From coordinate to coordinate. */
  readonly moves: readonly (readonly [from: number, to: number])[];
}
type Row = readonly (readonly [coordinate: number, weight: number])[];

interface Unit {
  readonly from: Row;
  readonly bias: number;
  readonly to: Row;
}

interface Block {
  readonly heads: Head[];
  readonly units: Unit[];
  /** Added to coordinates whatever comes in. */
  readonly always: (readonly [coordinate: number, value: number])[];
}

export interface Transformer {
  readonly spec: NetSpec;
  readonly weights: Weights;
}

/**
 * @param tokens what is given: token 0 is a place without a value, the others are its values in order
 * @param output one class for no value, then one for each of its values
 */
export function transformer(tokens: Sequence, places: Sequence, output: Sequence): Transformer {
  const needed = sequencesFor(output);
  const layout = new Layout([...new Set([tokens, ...needed])]);
  const blocks: Block[] = [];
  const blockAt = (index: number): Block => {
    while (blocks.length <= index) blocks.push({ heads: [], units: [], always: [] });
    return blocks[index];
  };
  // Twice the number of the first block that sees it, and 1 less where its hidden layer does.
  const ready = new Map<Sequence, number>();
  const after = (of: readonly Sequence[]): number =>
    Math.max(0, ...of.map((one) => ready.get(one) as number));
  for (const one of needed) {
    const { operation } = one;
    const from = after(partsOf(one));
    const attending = Math.ceil(from / 2);
    const mapping = Math.max(0, Math.ceil((from - 1) / 2));
    switch (operation.kind) {
      case "tokens":
      case "places":
        ready.set(one, 0);
        break;
      case "aggregate": {
        const moves = operation.of.values.map(
          (_, i) => [layout.at(operation.of, i), layout.at(one, i)] as const,
        );
        blockAt(attending).heads.push(headOf(operation.selector, layout, moves));
        ready.set(one, 2 * attending + 1);
        break;
      }
      case "tally": {
        const share = layout.shareOf(one);
        const block = blockAt(attending);
        block.heads.push(headOf(operation.selector, layout, [[ONE, share]]));
        block.units.push(...stepsOf(share, one, layout));
        block.always.push([layout.at(one, 0), 1]);
        ready.set(one, 2 * attending + 2);
        break;
      }
      case "table":
      case "either":
        blockAt(mapping).units.push(...unitsOf(one, layout));
        ready.set(one, 2 * mapping + 2);
        break;
    }
  }
  return laidOut({ tokens, places, output, isPlaced: needed.includes(places) }, layout, blocks);
}

const partsOf = ({ operation }: Sequence): readonly Sequence[] => {
  switch (operation.kind) {
    case "table":
    case "either":
      return operation.of;
    case "aggregate":
      return [...selected(operation.selector), operation.of];
    case "tally":
      return selected(operation.selector);
    default:
      return [];
  }
};

const selected = ({ conditions, preference, times }: Selector): readonly Sequence[] => [
  ...conditions.flatMap(({ keys, queries }) => (queries ? [keys, queries] : [keys])),
  ...(preference ? [preference.of] : []),
  ...(times ? [times.of] : []),
];

/** All that a sequence is made from, before it. */
function sequencesFor(output: Sequence): readonly Sequence[] {
  const seen = new Set<Sequence>();
  const visit = (one: Sequence): void => {
    if (seen.has(one)) return;
    seen.add(one);
    partsOf(one).forEach(visit);
  };
  visit(output);
  return [...seen].sort((a, b) => a.id - b.id);
}

/** Where the values of sequences stand. */
class Layout {
  readonly #from = new Map<Sequence, number>();
  readonly #shares = new Map<Sequence, number>();
  readonly width: number;

  constructor(sequences: readonly Sequence[]) {
    let next = ONE + 1;
    for (const one of sequences) {
      this.#from.set(one, next);
      next += one.values.length;
      if (one.operation.kind === "tally") this.#shares.set(one, next++);
    }
    this.width = next;
  }

  at(one: Sequence, value: number): number {
    return (this.#from.get(one) as number) + value;
  }

  shareOf(tally: Sequence): number {
    return this.#shares.get(tally) as number;
  }
}

/**
 * Scores are 0 where every condition holds and no place is preferred, and lower by `apart` for each that does not. A count looks
 * nowhere with score 0, too, so that of s places the share s / (s + 1) is attended to; else looking nowhere lies half-way.
 */
function headOf({ conditions, preference, times }: Selector, layout: Layout, moves: Head["moves"]): Head {
  const isCount = moves.length === 1 && moves[0][0] === ONE;
  const lowest = preference ? Math.max(...preference.order) - Math.min(...preference.order) : 0;
  const apart = isCount ? APART : 2 * APART * (lowest + 1);
  const always: Row = [[ONE, 1]];
  const units: { key: Row; query: Row }[] = [{ key: always, query: [[ONE, -apart * conditions.length]] }];
  for (const condition of conditions) units.push(...comparison(condition, layout, apart));
  if (preference) {
    const { of, order } = preference;
    const first = Math.min(...order);
    units.push({
      key: order.map((number, i) => [layout.at(of, i), (first - number) * APART]),
      query: always,
    });
  }
  if (times) {
    const { of, times: counts } = times;
    const logs = counts.flatMap((count, i) =>
      count > 1 ? [[layout.at(of, i), Math.log(count)] as const] : [],
    );
    units.push({ key: logs, query: always });
  }
  return { units, nowhere: isCount ? 0 : -apart / 2, moves };
}

/** `apart` where the condition holds, by a unit for each value of the side that has fewer. */
function comparison({ keys, queries, holds }: Condition, layout: Layout, apart: number): Head["units"] {
  const at = (of: Sequence, i: number): readonly [number, number] => [layout.at(of, i), 1];
  if (!queries) {
    const key = keys.values.flatMap((_, i) => (holds[i] === 1 ? [at(keys, i)] : []));
    return [{ key, query: [[ONE, apart]] }];
  }
  const width = queries.values.length;
  const scaled = ([coordinate]: readonly [number, number]): readonly [number, number] => [coordinate, apart];
  const heldBy = (key: number): Row =>
    queries.values.flatMap((_, q) => (holds[key * width + q] === 1 ? [scaled(at(queries, q))] : []));
  const holding = (query: number): Row =>
    keys.values.flatMap((_, k) => (holds[k * width + query] === 1 ? [scaled(at(keys, k))] : []));
  return keys.values.length <= width
    ? keys.values.map((_, k) => ({ key: [at(keys, k)], query: heldBy(k) }))
    : queries.values.map((_, q) => ({ key: holding(q), query: [at(queries, q)] }));
}

/** From a share s / (s + 1) to the coordinate of s: a step half-way between each two. */
function stepsOf(share: number, tally: Sequence, layout: Layout): Unit[] {
  return tally.values.slice(1).flatMap((_, i) => {
    const count = i + 1;
    const [low, high] = [(count - 1) / count, count / (count + 1)];
    const slope = 2 / (high - low);
    const middle = (slope * (low + high)) / 2;
    const to = (sign: number): Row => [
      [layout.at(tally, count), sign],
      [layout.at(tally, count - 1), -sign],
    ];
    return [
      { from: [[share, slope]], bias: 0.5 - middle, to: to(1) },
      { from: [[share, slope]], bias: -0.5 - middle, to: to(-1) },
    ];
  });
}

/** A hidden unit for each combination, which is 1 where all its values stand there. */
function unitsOf(one: Sequence, layout: Layout): Unit[] {
  const { operation } = one;
  if (operation.kind === "either") {
    return one.values.map((value, i) => ({
      from: operation.of.flatMap((part) =>
        part.values.flatMap((other, k) =>
          Object.is(other, value) ? [[layout.at(part, k), 1] as const] : [],
        ),
      ),
      bias: 0,
      to: [[layout.at(one, i), 1]],
    }));
  }
  if (operation.kind !== "table") throw new Error("internal: only tables and choices are looked up");
  const { of, entries } = operation;
  const units: Unit[] = [];
  for (const [combination, entry] of entries.entries()) {
    if (entry < 0) continue;
    const from: (readonly [number, number])[] = [];
    let bias = 1 - of.length;
    for (const [i, position] of positionsOf(of, combination).entries()) {
      if (position >= 0) {
        from.push([layout.at(of[i], position), 1]);
        continue;
      }
      bias++;
      for (let k = 0; k < of[i].values.length; k++) from.push([layout.at(of[i], k), -1]);
    }
    units.push({ from, bias, to: [[layout.at(one, entry), 1]] });
  }
  return units;
}

interface Ends {
  readonly tokens: Sequence;
  readonly places: Sequence;
  readonly output: Sequence;
  readonly isPlaced: boolean;
}

function laidOut(
  { tokens, places, output, isPlaced }: Ends,
  layout: Layout,
  blocks: readonly Block[],
): Transformer {
  const { width } = layout;
  const vocabulary = optionsOf(tokens);
  const length = places.values.length;
  const weights: Record<string, { shape: readonly number[]; data: Float32Array }> = {};

  const token = new Matrix(vocabulary, width);
  for (let id = 0; id < vocabulary; id++) token.add(id, ONE, 1);
  tokens.values.forEach((_, i) => {
    token.add(i + 1, layout.at(tokens, i), 1);
  });
  weights["layer0.token"] = token;
  if (isPlaced) {
    const place = new Matrix(length, width);
    places.values.forEach((_, i) => {
      place.add(i, layout.at(places, i), 1);
    });
    weights["layer0.place"] = place;
  }

  const specs: LayerSpec[] = blocks.map((block, i) => {
    const spec = {
      kind: "selective" as const,
      heads: block.heads.length,
      key: Math.max(0, ...block.heads.map(({ units }) => units.length)),
      value: Math.max(0, ...block.heads.map(({ moves }) => moves.length)),
      hidden: block.units.length,
    };
    const largest = Math.max(width, spec.hidden, spec.heads * spec.key);
    if (largest > MOST_WIDTH)
      throw new Refusal(`a layer of ${largest} units is too wide; ${MOST_WIDTH} at most`);
    const named = (name: string): string => `layer${i + 1}.${name}`;
    for (const [name, matrix] of Object.entries(blockWeights(block, spec, width)))
      weights[named(name)] = matrix;
    return spec;
  });

  const unembed = new Matrix(width, output.values.length + 1);
  const bias = new Float32Array(output.values.length + 1);
  bias[0] = 0.5;
  output.values.forEach((_, i) => {
    unembed.add(layout.at(output, i), i + 1, 1);
  });
  weights[`layer${blocks.length + 1}.weight`] = unembed;
  weights[`layer${blocks.length + 1}.bias`] = { shape: [bias.length], data: bias };

  return {
    spec: {
      inputs: [{ shape: [length], layers: [] }],
      layers: [
        { kind: "embedding", vocabulary, units: width, positions: isPlaced ? "learned" : "none", length },
        ...specs,
        { kind: "dense", units: output.values.length + 1, activation: "linear" },
      ],
    },
    weights,
  };
}

function blockWeights(
  { heads, units, always }: Block,
  spec: { readonly heads: number; readonly key: number; readonly value: number; readonly hidden: number },
  width: number,
): Weights {
  const vector = (size: number): { shape: readonly number[]; data: Float32Array } => ({
    shape: [size],
    data: new Float32Array(size),
  });
  const query = new Matrix(width, spec.heads * spec.key);
  const key = new Matrix(width, spec.heads * spec.key);
  const value = new Matrix(width, spec.heads * spec.value);
  const mix = new Matrix(spec.heads * spec.value, width);
  const nowhere = vector(spec.heads);
  heads.forEach((head, h) => {
    nowhere.data[h] = head.nowhere;
    head.units.forEach((unit, u) => {
      const column = h * spec.key + u;
      for (const [coordinate, weight] of unit.key) key.add(coordinate, column, weight);
      for (const [coordinate, weight] of unit.query) query.add(coordinate, column, weight);
    });
    head.moves.forEach(([from, to], u) => {
      value.add(from, h * spec.value + u, 1);
      mix.add(h * spec.value + u, to, 1);
    });
  });
  const up = new Matrix(width, spec.hidden);
  const down = new Matrix(spec.hidden, width);
  const [upBias, downBias] = [vector(spec.hidden), vector(width)];
  units.forEach((unit, u) => {
    for (const [coordinate, weight] of unit.from) up.add(coordinate, u, weight);
    upBias.data[u] = unit.bias;
    for (const [coordinate, weight] of unit.to) down.add(u, coordinate, weight);
  });
  for (const [coordinate, amount] of always) downBias.data[coordinate] += amount;
  return {
    ...(spec.heads > 0 && { query, key, nowhere, value, mix }),
    ...(spec.hidden > 0 && { up, upBias, down, downBias }),
  };
}
