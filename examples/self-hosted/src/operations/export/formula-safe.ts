/*
 * A spreadsheet takes a cell that begins with one of these signs for a formula, and a formula can send what stands beside
 * it to anybody. Every shopper chooses their own name. Some programs take spaces and invisible signs in front away first.
 */
const DANGEROUS = /^(?:['\t\r\n]|[\s\u200b-\u200f\u2060]*[=+\-@＝＋－＠])/u;

/** The text as a cell that no spreadsheet computes: with a `'` in front where it would, or where one stands already. */
export function toSafeCell(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** What {@link toSafeCell} was given. */
export function fromSafeCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
