/** The host of a web address. */
export function host(url: string): string {
  return url.split("//")[1].split("/")[0];
}

export default host;
