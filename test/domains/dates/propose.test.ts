import { expect, test } from "vitest";
import { datesDomain } from "../../../src/domains/dates/index.ts";
import type { Sample } from "../../../src/language/grammar.ts";
import { INT, option, TEXT, type Type } from "../../../src/language/type.ts";
import type { Value } from "../../../src/language/value.ts";

/** Rows of inputs with the output last; `more` are unlabelled. */
function sampleOf(
  rows: readonly (readonly Value[])[],
  more: readonly (readonly Value[])[] = [],
  types?: readonly Type[],
): Sample {
  const width = rows[0].length - 1;
  return {
    inputs: Array.from({ length: width }, (_, i) => ({
      name: `x${i}`,
      type: types?.[i] ?? TEXT,
      values: [...rows.map((row) => row[i]), ...more.map((row) => row[i])],
    })),
    outputs: rows.map((row) => row[width]),
    result: TEXT,
  };
}

function literals(sample: Sample, sort: string): Value[] {
  const { productions } = datesDomain.propose(sample);
  return productions
    .filter((production) => production.sort === sort && "literal" in production.head)
    .sort((a, b) => a.cost - b.cost)
    .map(({ head }) => ("literal" in head ? head.literal : undefined));
}

const READING = "dates:reading/0";

test("a task without dates gets nothing", () => {
  const samples = [
    sampleOf([
      ["Ada Lovelace", "A.L."],
      ["Alan Turing", "A.T."],
    ]),
    sampleOf([
      ["555-123-4567", "(555) 123-4567"],
      ["555-987-6543", "(555) 987-6543"],
    ]),
    sampleOf([
      ["192.168.10.12", "192"],
      ["10.0.0.1", "10"],
    ]),
    sampleOf([
      ["v1.2.13", "13"],
      ["v2.4.7", "7"],
    ]),
    sampleOf([
      ["123.4567", "123.46"],
      ["3.4", "3.40"],
    ]),
    sampleOf([
      ["12.5", "12,5"],
      ["9.75", "9,75"],
    ]),
    sampleOf([
      ["38891", "38"],
      ["1234", "12"],
    ]),
    sampleOf([
      ["12/16", "3/4"],
      ["2/4", "1/2"],
    ]),
    sampleOf([
      ["82", "80-89"],
      ["59", "50-59"],
    ]),
    sampleOf([
      ["CPT-00350", "350"],
      ["CPT-00115", "115"],
    ]),
    sampleOf([
      ["1:2", "3"],
      ["4:5", "9"],
    ]),
    sampleOf([
      ["May", "M"],
      ["June", "J"],
    ]),
    sampleOf(
      [
        [3, "3"],
        [4, "4"],
      ],
      [],
      [INT],
    ),
    sampleOf(
      [
        ["", ""],
        [null, "x"],
      ],
      [],
      [option(TEXT)],
    ),
  ];
  for (const sample of samples) {
    const { sorts, productions } = datesDomain.propose(sample);
    expect([sample.inputs[0].values[0], sorts.length, productions.length]).toEqual([
      sample.inputs[0].values[0],
      0,
      0,
    ]);
  }
});

test("one reading where one layout fits every row, in each order that it fits in", () => {
  expect(
    literals(
      sampleOf([
        ["3/4/2020", "2020-03-04"],
        ["5/6/2021", "2021-05-06"],
      ]),
      READING,
    ),
  ).toEqual(["M/d/yyyy", "d/M/yyyy"]);
  const forced = sampleOf([["3/4/2020", "March 4"]], [["13/4/2020"], ["4/5/2020"]]);
  expect(literals(forced, READING)).toEqual(["d/M/yyyy"]);
  const log = sampleOf([
    ["x,9/12/2002 6:25:57 PM,8.1,311", "18:25:57"],
    ["y,9/13/2002 9:44:40 PM,8.1,311", "21:44:40"],
  ]);
  expect(literals(log, READING)[0]).toBe("M/d/yyyy h:mm:ss a");
});

test("mixed layouts get a convention and a union, the likelier order first", () => {
  const readings = literals(
    sampleOf([
      ["06-Oct-2143", "10/6/2143"],
      ["Mar 30 2002", "3/30/2002"],
      ["01311846", "1/31/1846"],
    ]),
    READING,
  );
  expect(readings[0]).toBe("month-first");
  expect(readings).toContainEqual(expect.stringContaining("|"));
  const dayFirst = literals(
    sampleOf([
      ["27.3.1990", "1990-03-27"],
      ["9 April 1987", "1987-04-09"],
      ["1973-12-17", "1973-12-17"],
    ]),
    READING,
  );
  expect(dayFirst[0]).toBe("day-first");
});

test("the second of two times in a text can be read", () => {
  const sample = sampleOf([
    ["10:00-11:30", "11:30 AM"],
    ["9:15-14:00", "2:00 PM"],
  ]);
  expect(literals(sample, READING)).toEqual(expect.arrayContaining(["H:mm", "-H:mm"]));
});

test("doubtful texts are dates where the outputs say so", () => {
  expect(
    literals(
      sampleOf([
        ["26/4", "04-26"],
        ["5/11", "11-05"],
      ]),
      READING,
    ),
  ).toEqual(["d/M"]);
  expect(
    literals(
      sampleOf([
        ["227", "2AM-4AM"],
        ["825", "8AM-10AM"],
      ]),
      READING,
    ),
  ).toEqual(["Hmm"]);
  expect(
    literals(
      sampleOf([
        ["2143 75", "2143 16 3"],
        ["2192 100", "2192 9 4"],
      ]),
      READING,
    ),
  ).toContain("yyyy D");
});

test("layouts come from the outputs", () => {
  const cases: [readonly (readonly string[])[], string][] = [
    [
      [
        ["2020-03-06", "March the 6th, 2020"],
        ["2021-04-01", "April the 1st, 2021"],
      ],
      "MMMM 'the' do, yyyy",
    ],
    [
      [
        ["2020-03-06", "Friday #1 March"],
        ["2021-04-21", "Wednesday #3 April"],
      ],
      "EEEE #W MMMM",
    ],
    [
      [
        ["2020-03-06", "due 6.3.20."],
        ["2021-11-21", "due 21.11.21."],
      ],
      "d.M.yy",
    ],
    [
      [
        ["2020-03-06 18:05", "6:05PM"],
        ["2021-11-21 9:30", "9:30AM"],
      ],
      "h:mma",
    ],
    [
      [
        ["18:25:57", "Between 6PM and 8PM"],
        ["07:00:20", "Between 6AM and 8AM"],
      ],
      "ha",
    ],
    [
      [
        ["11:12:29", "10:00AM-11:59AM"],
        ["08:29:52", "8:00AM-9:59AM"],
      ],
      "h:mma",
    ],
    [
      [
        ["11:12:29", "10-12"],
        ["12:41:14", "12-14"],
      ],
      "H",
    ],
    [
      [
        ["31-Jan-2031 05:54", "Q1 2031"],
        ["16-Aug-1985 01:11", "Q3 1985"],
      ],
      "Q yyyy",
    ],
    [
      [
        ["31-Jan-2031 05:54", "01312031"],
        ["16-Aug-1985 01:11", "08161985"],
      ],
      "MMddyyyy",
    ],
  ];
  for (const [rows, layout] of cases) {
    const layouts = literals(sampleOf(rows), "dates:layout");
    expect([layout, layouts]).toEqual([layout, expect.arrayContaining([layout])]);
    expect(layouts.length).toBeLessThanOrEqual(40);
  }
});

test("a wrong cell does not hide the layout of the others", () => {
  const rows = [
    ["3/14/2020", "2020-03-14"],
    ["4/15/2021", "2021-04-15"],
    ["5/16/2022", "2022-06-99"],
    ["6/17/2023", "2023-06-17"],
  ];
  expect(literals(sampleOf(rows), "dates:layout")).toContain("yyyy-MM-dd");
});

test("units and durations are those between the dates", () => {
  const cases: [readonly (readonly string[])[], string, string][] = [
    [
      [
        ["11:12:29", "11:00-11:30"],
        ["12:41:14", "12:30-13:00"],
      ],
      "dates:unit",
      "30 minutes",
    ],
    [
      [
        ["11:12:29", "11AM-1PM"],
        ["08:29:52", "7AM-9AM"],
      ],
      "dates:unit",
      "2 hours from 1:00",
    ],
    [
      [
        ["11:12:29", "10:00AM-11:59AM"],
        ["08:29:52", "8:00AM-9:59AM"],
      ],
      "dates:duration",
      "119 minutes",
    ],
    [
      [
        ["0:00", "0:00-19:00"],
        ["40:00", "40:00-59:00"],
      ],
      "dates:unit",
      "20 minutes",
    ],
    [
      [
        ["2020-03-06", "2020-03-01"],
        ["2021-04-17", "2021-04-01"],
      ],
      "dates:unit",
      "1 month",
    ],
    [
      [
        ["2020-03-06", "2020-03-13"],
        ["2021-12-28", "2022-01-04"],
      ],
      "dates:duration",
      "1 week",
    ],
    [
      [
        ["2020-01-31", "due 29 Feb 2020"],
        ["2021-12-28", "due 28 Jan 2022"],
      ],
      "dates:duration",
      "1 month",
    ],
  ];
  for (const [rows, sort, label] of cases) {
    expect([label, literals(sampleOf(rows), sort)[0]]).toEqual([label, label]);
  }
});

test("two columns of dates can be compared and combined", () => {
  const { productions } = datesDomain.propose(
    sampleOf([
      ["2020-03-06", "2020-03-13", "7"],
      ["2021-12-28", "2022-01-04", "7"],
    ]),
  );
  const names = productions.flatMap(({ head }) => ("primitive" in head ? [head.primitive.name] : []));
  expect(names).toEqual(expect.arrayContaining(["is-before", "days-between", "combine"]));
});

test("every production has a cost of at least 1 and sorts that exist", () => {
  const { sorts, productions } = datesDomain.propose(
    sampleOf([
      ["3/4/2020", "9:30", "Mar 4, 2020 9AM"],
      ["5/6/2021", "10:15", "May 6, 2021 10AM"],
    ]),
  );
  const known = new Set([...sorts.map(({ name }) => name), "text", "int", "bool", "real", "date"]);
  for (const { sort, args, cost } of productions) {
    expect(Number.isInteger(cost) && cost >= 1).toBe(true);
    for (const name of [sort, ...args.map((arg) => arg.sort)]) expect(known).toContain(name);
  }
});

test("proposing is quick, on long and hostile texts too", () => {
  const repeat = (text: string): string => text.repeat(Math.ceil(100_000 / text.length));
  const ordinary = sampleOf(
    Array.from({ length: 100 }, (_, i) => [
      `${i} Marsh Lane, Springfield, IL ${60_000 + i}, 555-010-${2000 + i}`,
      `${i}`,
    ]),
  );
  const hostile = ["12/", "jan ", "1 jan 2020 10:00 - ", "12:30:", "mon ", "1 ", "2020-"].map((piece) =>
    sampleOf([
      [repeat(piece), repeat(piece)],
      [repeat(piece), "1 jan 2020"],
    ]),
  );
  for (const sample of [ordinary, ...hostile]) {
    datesDomain.propose(sample);
    const start = performance.now();
    datesDomain.propose(sample);
    expect(performance.now() - start).toBeLessThan(200);
  }
});
