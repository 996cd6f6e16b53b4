/** The price with 20 % tax, to the cent. */
export function gross(net: number): number {
  return Math.round(net * 120) / 100;
}

export default gross;
