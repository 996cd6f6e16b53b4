/** The ten digits of a phone number, in three groups. */
export function phone(number: string): string {
  const digits = number.replace(/\D/g, "");
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}

export default phone;
