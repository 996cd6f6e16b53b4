/** The first letters of first and last name, each with a dot. */
export function initials(name: string): string {
  return `${name
    .split(" ")
    .map((word) => word[0])
    .join(".")}.`;
}

export default initials;
