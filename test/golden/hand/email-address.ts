/** first.last@example.org */
export function emailAddress(first: string, last: string): string {
  return `${first.toLowerCase()}.${last.toLowerCase()}@example.org`;
}

export default emailAddress;
