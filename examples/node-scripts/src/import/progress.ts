/** Where progress is drawn: `process.stderr`, or anything like it. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  /** So many orders are done. */
  update(done: number): void;
  /** Writes a line of its own without tearing the bar. */
  say(text: string): void;
  /** Draws the last state and ends the line. */
  end(): void;
}

const BAR_WIDTH = 20;

/**
 * A bar on a terminal, redrawn in place ten times a second; elsewhere (a log, a pipe) a plain line every five seconds.
 *
 * @param nowMs a clock that only goes forward
 */
export function createProgress(total: number, output: ProgressOutput, nowMs: () => number = () => performance.now()): Progress {
  const startedAt = nowMs();
  let done = 0;

  function text(): string {
    const seconds = (nowMs() - startedAt) / 1000;
    const share = total === 0 ? 1 : done / total;
    const pace = seconds > 0 ? done / seconds : 0;
    const left = pace > 0 && done < total ? `, ${Math.ceil((total - done) / pace).toLocaleString('en')} s left` : '';
    const numbers = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} orders, ${Math.floor(share * 100)} %, ${Math.round(pace).toLocaleString('en')}/s${left}`;
    if (!output.isTTY) return numbers;
    const filled = Math.round(share * BAR_WIDTH);
    return `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}] ${numbers}`.slice(0, (output.columns ?? 80) - 1);
  }

  const draw = () => void output.write(output.isTTY ? `\r\u001B[2K${text()}` : `${text()}\n`);
  const drawing = setInterval(draw, output.isTTY ? 100 : 5000);

  return {
    update: (count) => void (done = count),
    say: (line) => void output.write(output.isTTY ? `\r\u001B[2K${line}\n` : `${line}\n`),
    end() {
      clearInterval(drawing);
      draw();
      if (output.isTTY) output.write('\n');
    },
  };
}
