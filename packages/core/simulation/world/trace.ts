import {createHash} from 'node:crypto';

/** What happened, line by line. Two runs of one seed write the same. */
export class Trace {
  readonly lines: string[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  add(line: string): void {
    this.lines.push(`${this.#nowMs().toFixed(3)} ${line}`);
  }

  /** One word for all of it. */
  hash(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex').slice(0, 16);
  }
}
