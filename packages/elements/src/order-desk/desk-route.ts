/** What the desk shows, and of which order. */
export interface DeskRoute {
  readonly pane: 'list' | 'order' | 'receipts' | 'delivery';
  readonly orderId: string | undefined;
}

export const LIST: DeskRoute = {pane: 'list', orderId: undefined};

const PANES: ReadonlySet<string> = new Set(['order', 'receipts', 'delivery']);

/**
 * Reads the part of an address after `#`, so that a reload, a bookmark and the back button find the same place.
 * @example
 * readRoute('#delivery/0198…') //=> {pane: 'delivery', orderId: '0198…'}
 */
export function readRoute(hash: string): DeskRoute {
  const [pane = '', id] = hash.replace(/^#/, '').split('/');
  if (!PANES.has(pane)) return LIST;
  const orderId = decode(id);
  if (orderId === undefined && pane !== 'receipts') return LIST;
  return {pane: pane as DeskRoute['pane'], orderId};
}

/** A damaged address leads to the list. */
function decode(id: string | undefined): string | undefined {
  try {
    return id === undefined || id === '' ? undefined : decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

/** The other way round. */
export function writeRoute({pane, orderId}: DeskRoute): string {
  if (pane === 'list') return '#';
  return orderId === undefined ? `#${pane}` : `#${pane}/${encodeURIComponent(orderId)}`;
}
