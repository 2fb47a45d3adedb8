/**
 * Words that were typed and not yet sent, kept for as long as the tab lives: a closed pane, a reload or a moment offline
 * loses nothing. Where the browser forbids it they are kept in memory.
 */
const memory = new Map<string, string>();
const PREFIX = 'packline-draft ';

export function readDraft(key: string): string {
  try {
    return sessionStorage.getItem(PREFIX + key) ?? memory.get(key) ?? '';
  } catch {
    return memory.get(key) ?? '';
  }
}

/** Keeps `text`; an empty one forgets the draft. */
export function keepDraft(key: string, text: string): void {
  if (text === '') memory.delete(key);
  else memory.set(key, text);
  try {
    if (text === '') sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, text);
  } catch {
    // Private browsing or a full store: memory has it.
  }
}
