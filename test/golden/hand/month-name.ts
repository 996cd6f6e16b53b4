const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The month of an ISO date. */
export function monthName(date: string): string {
  return MONTHS[Number(date.split("-")[1]) - 1];
}

export default monthName;
