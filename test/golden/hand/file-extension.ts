/** What stands behind the last dot. */
export function fileExtension(file: string): string {
  return file.slice(file.lastIndexOf(".") + 1);
}

export default fileExtension;
