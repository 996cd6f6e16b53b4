/** The nearest multiple of five. */
export function nearestFive(value: number): number {
  return Math.round(value / 5) * 5;
}

export default nearestFive;
