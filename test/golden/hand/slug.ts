/** Words in lower case, joined by dashes. */
export function slug(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}

export default slug;
