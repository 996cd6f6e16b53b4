/** @file Cells that a spreadsheet would run: "CSV injection" (OWASP). */

/** A sign in front of nothing but digits and number punctuation is data: "-3.5", "+1 425 555-0123", "-2.5e-07". */
const NUMBER_LIKE = /^[+-](?:[\d\s.,:/()%+-]*|[\d.]+e[+-]?\d+)$/i;

/** Whether a spreadsheet that opens a csv file would take this cell for a formula. */
export function isFormula(text: string): boolean {
  switch (text.charCodeAt(0)) {
    case 0x09: // tab
    case 0x0d: // carriage return
    case 0x3d: // =
    case 0x40: // @
    case 0xff1d: // full-width =
    case 0xff20: // full-width @
      return true;
    case 0x2b: // +
    case 0x2d: // -
      return !NUMBER_LIKE.test(text);
    case 0xff0b: // full-width +
    case 0xff0d: // full-width -
      return true;
    default:
      return false;
  }
}

/** The cell with an apostrophe in front, which spreadsheets read as "text follows", where it needs one. */
export const neutralised = (text: string): string => (isFormula(text) ? `'${text}` : text);
