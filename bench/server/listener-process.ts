import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import type {ListenerAnswer, ListenerQuestion} from './listener-words.ts';

const PROGRAM = fileURLToPath(new URL('listeners.ts', import.meta.url));

/** Open desks in a process of their own. */
export interface Listeners {
  /** Forgets what was before. */
  note(): Promise<void>;
  /** Settles when all of them have read up to a position of the feed. */
  readUpTo(position: number): Promise<ListenerAnswer>;
  stop(): void;
}

export async function startListeners(url: string, count: number, head: number): Promise<Listeners> {
  const child = fork(PROGRAM, [url, String(count), String(head)]);
  const answer = <Answer>(): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`The listeners ended with code ${String(code)}.`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as Answer);
      });
    });
  await answer();
  const ask = <Answer>(question: ListenerQuestion): Promise<Answer> => {
    const answered = answer<Answer>();
    child.send(question);
    return answered;
  };
  return {
    async note() {
      await ask({noteFrom: true});
    },
    readUpTo: (position) => ask<ListenerAnswer>({until: position}),
    stop: () => void child.kill(),
  };
}
