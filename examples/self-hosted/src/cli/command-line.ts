import type {Writable} from 'node:stream';
import type {Logger} from '@packline/core';
import type {ServerConfig} from '../config.ts';

/** What a command of the command line gets. */
export interface CommandLine {
  /** Words after the command's own name. */
  readonly args: readonly string[];
  /** Read only by commands that need a shop. */
  readonly config: () => ServerConfig;
  readonly log: Logger;
  /** What a program may read: answers. */
  readonly out: Writable;
  /** What a person may read meanwhile: how it goes. */
  readonly err: Writable;
  /** Aborts when the person gives up. */
  readonly giveUp: AbortSignal;
  readonly now: () => string;
}

/** 0: done · 1: not done, or something is wrong · 2: the words were not understood. */
export type ExitCode = 0 | 1 | 2;

export interface CliCommand {
  /** One line for `help`, the words first. */
  readonly usage: string;
  readonly about: string;
  run(line: CommandLine): Promise<ExitCode>;
}

/** The words of a command were not understood; the message says which. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function say(stream: Writable, text: string): void {
  stream.write(`${text}\n`);
}
