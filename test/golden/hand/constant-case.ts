/** Words in capitals, joined by underscores. */
export function constantCase(name: string): string {
  return name.toUpperCase().replaceAll(" ", "_");
}

export default constantCase;
