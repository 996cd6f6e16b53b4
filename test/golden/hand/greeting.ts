/** A formal or an informal greeting. */
export function greeting(tone: string, title: string, name: string): string {
  const [first, last] = name.split(" ");
  return tone === "Formal" ? `Dear ${title} ${last}` : `Hi ${first}`;
}

export default greeting;
