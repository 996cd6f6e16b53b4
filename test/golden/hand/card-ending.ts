/** The last four digits of a card. */
export function cardEnding(card: string): string {
  return `ending in ${card.slice(-4)}`;
}

export default cardEnding;
