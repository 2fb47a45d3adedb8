/** A limit is clamped, never refused. */
export function clampLimit(text: string | null, {standard, most}: {standard: number; most: number}): number {
  const wanted = text === null || text.trim() === '' ? standard : Number(text);
  return Number.isFinite(wanted) ? Math.min(most, Math.max(1, Math.floor(wanted))) : standard;
}
