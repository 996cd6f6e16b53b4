/** The share in percent, with one decimal. */
export function share(part: number): string {
  return `${(part * 100).toFixed(1)}%`;
}

export default share;
