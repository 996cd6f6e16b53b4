/** Price times quantity. */
export function total(price: number, quantity: number): number {
  return price * quantity;
}

export default total;
