/** An order's number with five digits. */
export function orderNumber(id: number): string {
  return `ORD-${String(id).padStart(5, "0")}`;
}

export default orderNumber;
