/** An ISO date as it is written in Germany. */
export function germanDate(date: string): string {
  const [year, month, day] = date.split("-");
  return `${day}.${month}.${year}`;
}

export default germanDate;
