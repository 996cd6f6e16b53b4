import { describe, expect, test } from "vitest";
import { rangesIn } from "../../../src/domains/numbers/ranges.ts";
import { learn } from "../../../src/index.ts";

describe("ranges in the outputs", () => {
  test.each([
    [
      "that touch",
      [
        [30, 0],
        [40, 10],
      ],
      [34, 7],
      { touch: true, length: 10 },
    ],
    [
      "that do not",
      [
        [30, 0],
        [39, 9],
      ],
      [34, 7],
      { touch: false, length: 10 },
    ],
    [
      "of decimals",
      [
        [0.3, 0],
        [0.4, 0.1],
      ],
      [0.34, 0.07],
      { touch: true, length: 0.1 },
    ],
    [
      "of prices",
      [
        [10, 0],
        [14.99, 4.99],
      ],
      [12.5, 3],
      { touch: false, length: 5 },
    ],
    [
      "from one on",
      [
        [31, 1],
        [40, 10],
      ],
      [34, 7],
      { touch: false, length: 10 },
    ],
    [
      "not about the input",
      [
        [30, 0],
        [40, 10],
      ],
      [44, 7],
      undefined,
    ],
    [
      "of no constant width",
      [
        [30, 0],
        [40, 20],
      ],
      [34, 7],
      undefined,
    ],
    [
      "the wrong way round",
      [
        [40, 10],
        [30, 0],
      ],
      [34, 7],
      undefined,
    ],
    ["of one row", [[30], [40]], [34], undefined],
  ])("%s", (_, places, view, wanted) => {
    expect(rangesIn(places, [view])).toEqual(wanted);
  });
});

const RANGES: readonly (readonly [name: string, examples: [string, string][], fresh: [string, string][]])[] =
  [
    [
      "tens",
      [
        ["34", "30-40"],
        ["7", "0-10"],
        ["52", "50-60"],
      ],
      [
        ["90", "90-100"],
        ["119", "110-120"],
      ],
    ],
    [
      "inclusive",
      [
        ["34", "25 to 49"],
        ["7", "0 to 24"],
      ],
      [
        ["50", "50 to 74"],
        ["100", "100 to 124"],
      ],
    ],
    [
      "from one on",
      [
        ["34", "31-40"],
        ["7", "1-10"],
        ["50", "41-50"],
      ],
      [
        ["90", "81-90"],
        ["41", "41-50"],
      ],
    ],
    [
      "brackets",
      [
        ["34", "[30;40)"],
        ["7", "[0;10)"],
      ],
      [["50", "[50;60)"]],
    ],
    [
      "below zero",
      [
        ["-34", "-40 to -30"],
        ["7", "0 to 10"],
        ["52", "50 to 60"],
      ],
      [
        ["-20", "-20 to -10"],
        ["90", "90 to 100"],
      ],
    ],
    [
      "prices",
      [
        ["12.5", "10-15"],
        ["3.99", "0-5"],
        ["27", "25-30"],
      ],
      [["5", "5-10"]],
    ],
    [
      "open ends",
      [
        ["34", "30-39"],
        ["92", "90+"],
        ["7", "0-9"],
        ["95", "90+"],
        ["55", "50-59"],
      ],
      [
        ["60", "60-69"],
        ["99", "90+"],
      ],
    ],
    [
      "times",
      [
        ["10:42", "10:30-11:00"],
        ["9:10", "9:00-9:30"],
      ],
      [
        ["14:30", "14:30-15:00"],
        ["23:45", "23:30-0:00"],
      ],
    ],
    [
      "minutes inclusive",
      [
        ["10:42", "10:00-10:59"],
        ["09:10", "09:00-09:59"],
      ],
      [["14:00", "14:00-14:59"]],
    ],
    [
      "hours of the day",
      [
        ["2:05pm", "2pm-4pm"],
        ["9:10am", "8am-10am"],
      ],
      [["4:00pm", "4pm-6pm"]],
    ],
    [
      "half to even",
      [
        ["2.5", "2"],
        ["3.5", "4"],
        ["7.2", "7"],
        ["0.5", "0"],
        ["11.5", "12"],
      ],
      [
        ["4.5", "4"],
        ["5.5", "6"],
      ],
    ],
  ];

describe("learned ranges", () => {
  test.each(RANGES)("%s", async (_, examples, fresh) => {
    const unlabelled = fresh.map(([input]) => [input]);
    const learned = await learn(examples, { unlabelled, budget: { candidates: 2_000_000 } });
    for (const [input, output] of fresh) expect(learned(input), learned.typescript).toBe(output);
  });
});
