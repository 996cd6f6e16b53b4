/** A capital at the start of each word. */
export function titleCase(text: string): string {
  return text
    .split(" ")
    .map((word) => word[0].toUpperCase() + word.slice(1).toLowerCase())
    .join(" ");
}

export default titleCase;
