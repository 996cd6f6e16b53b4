/** "Last, First". */
export function lastNameFirst(name: string): string {
  const [first, last] = name.split(" ");
  return `${last}, ${first}`;
}

export default lastNameFirst;
