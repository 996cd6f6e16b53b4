/** The number in the middle of a product code. */
export function productNumber(code: string): string {
  return code.split("-")[1];
}

export default productNumber;
