/** 25904 → `25,904`: three by three, as both English and Chinese write it. */
export function groupDigits(value: number | string): string {
  const text = String(value);
  return text.length < 4 ? text : text.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
}
