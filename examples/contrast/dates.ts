/** @file Dates in another layout: what is far away is long ago, or still to come. */

import type { ContrastTask } from "../../src/contrast/task.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const two = (n: number): string => String(n).padStart(2, "0");

export default {
  name: "dates",
  description: "2024-03-09 as 9 March 2024",
  signature: { inputs: [{ name: "iso", type: "text" }], output: "text" },
  axis: "magnitude",
  reference(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  },
  sample(random, reach) {
    const years = random.between(reach === 1 ? 0 : 5 * reach, 10 * reach);
    const year = 2010 + (random.chance(0.5) ? years : -years);
    return [`${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`];
  },
} satisfies ContrastTask<[iso: string], string>;
