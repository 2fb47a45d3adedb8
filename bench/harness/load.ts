import {loadavg} from 'node:os';

/** What else the machine did meanwhile: the highest load average of a minute seen at any `look`. */
export function watchLoad(): {look(): void; readonly highest: number} {
  let highest = loadavg()[0] ?? 0;
  return {
    look() {
      highest = Math.max(highest, loadavg()[0] ?? 0);
    },
    get highest() {
      return Math.round(highest * 10) / 10;
    },
  };
}
