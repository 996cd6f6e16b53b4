/** The size of a parcel by its weight. */
export function parcel(weight: number): string {
  if (weight < 1) return "small";
  return weight < 10 ? "medium" : "large";
}

export default parcel;
