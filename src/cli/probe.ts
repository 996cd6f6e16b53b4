/** @file `knack probe`: what is inside a fitted net. */

import { InputError } from "../tasks/error.ts";
import { Exit, type Io, write } from "./io.ts";
import { parseOptions } from "./options.ts";

const HELP = `knack probe MODEL [FILE|DIR] --geometry    the image of the data after every layer of a net
knack probe --geometry --example NAME      the same of a shape, for nets of several widths
knack probe MODEL --near WORD              the words that a net takes for nearest to one
knack probe MODEL --analogy A B C          the words that are to C as B is to A

MODEL is what knack fit saved. Where no FILE or DIR is named, the data is what the net was fitted on, if it is still
there: of that the rows which the net never saw, where they are a hundred at least.

Of --geometry, for each layer: where the points lie in three dimensions (a layer of at most three numbers as it is,
a wider one by its principal components, turned towards the layer before), and how far its classes are pulled apart.

      --png FILE           one picture, a panel for each layer
      --svg FILE           an animation: the points move from layer to layer, in a loop
      --json FILE          all points and measures; - is standard output
      --points N           at most so many points, 3 to 1000 (default: 500)
      --target COLUMN      the output column of FILE (default: that of the net)

Of --example, which takes half a minute or so, NAME is one of rings, nested, spirals, sheet; examples/geometry/NAME.csv
has the points:

      --widths A,B,...     of the hidden layers; each width is tried (default: those that tell)
      --depths A,B,...     how many hidden layers
      --seeds N            from so many beginnings each (default: 2)
      --activation KIND    tanh or relu (default: tanh)

Of --near and --analogy:

      --top N              so many words (default: 10)

Exit status: 0 done · 2 unusable input · 130 stopped by Ctrl-C
`;

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(argv, {
    geometry: { type: "boolean" },
    near: { type: "string" },
    analogy: { type: "boolean" },
    example: { type: "string" },
    png: { type: "string" },
    svg: { type: "string" },
    json: { type: "string" },
    points: { type: "string" },
    target: { type: "string" },
    widths: { type: "string" },
    depths: { type: "string" },
    seeds: { type: "string" },
    activation: { type: "string" },
    top: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    await write(io.stdout, HELP);
    return Exit.Success;
  }
  const asked = (["geometry", "near", "analogy"] as const).filter((name) => values[name] !== undefined);
  if (asked.length !== 1) {
    const what = asked.length === 0 ? "say what to look at" : "only one of these at a time";
    throw new InputError("", `${what}: --geometry, --near WORD or --analogy A B C (see knack probe --help)`);
  }
  if (values.geometry) {
    const { shapeGeometry, showGeometry } = await import("./geometry.ts");
    return values.example === undefined
      ? showGeometry(positionals, values, io)
      : shapeGeometry(values.example, positionals, values, io);
  }
  const { analogy, near } = await import("./words.ts");
  return values.near === undefined
    ? analogy(positionals, values, io)
    : near(positionals, values.near, values, io);
}
