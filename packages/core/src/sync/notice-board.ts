import type {Channel} from '../engine/platform.ts';
import {isNotice, type Notice} from './notices.ts';

/** Sends notices to the other tabs and hears theirs. Without a channel (one script alone) it is silent. */
export class NoticeBoard {
  readonly #channel: Channel | undefined;
  readonly #listeners = new Set<(notice: Notice) => void>();

  constructor(channel: Channel | undefined) {
    this.#channel = channel;
    channel?.addEventListener('message', ({data}) => {
      if (isNotice(data)) for (const listener of this.#listeners) listener(data);
    });
  }

  /** False where nobody can be heard. */
  get isOpen(): boolean {
    return this.#channel !== undefined;
  }

  post(notice: Notice): void {
    this.#channel?.postMessage(notice);
  }

  hear(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel?.close();
  }
}
