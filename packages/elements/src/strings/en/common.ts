/** Words that occur in more than one widget. */
export const common = {
  ok: 'OK',
  cancel: 'Cancel',
  close: 'Close',
  open: 'Open',
  dismiss: 'Dismiss',
  show: 'Show',
  hide: 'Hide',
  edit: 'Edit',
  save: 'Save',
  done: 'Done',
  remove: 'Remove',
  undo: 'Undo',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  more: 'More',
  back: 'Back',
  loading: 'Loading',
  note: 'Note',
  print: 'Print',
  /** A word the store gave nothing for. */
  unknown: 'Unknown',
  /** Names of keys as they stand on a key cap. */
  keys: {enter: 'Enter', space: 'Space', escape: 'Esc', up: '↑', down: '↓'},
  keyboard: 'Keyboard',
  allKeys: 'all keys',
  listAnd: (items: readonly string[]) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`),
  /** Puts sentences behind each other. */
  sentences: (...sentences: readonly string[]) => sentences.filter((sentence) => sentence !== '').join(' '),
  /** Joins facts in one line. */
  dot: ' · ',
  label: (name: string, value: string) => `${name}: ${value}`,
};

export type CommonStrings = typeof common;
