/** The amount in dollars and cents, thousands grouped. */
export function dollars(amount: number): string {
  const [whole, cents] = amount.toFixed(2).split(".");
  return `$${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${cents}`;
}

export default dollars;
