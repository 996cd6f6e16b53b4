/** First letter and last name, in lower case. */
export function username(name: string): string {
  const [first, last] = name.toLowerCase().split(" ");
  return first[0] + last;
}

export default username;
