import type {ShopperOrder} from '@packline/core';

/** Why an order cannot be shown or an upload was not taken. */
export type ShopLinkFailure = 'offline' | 'expired' | 'not-found' | 'too-large' | 'wrong-kind' | 'refused';

export class ShopLinkError extends Error {
  override readonly name = 'ShopLinkError';
  readonly reason: ShopLinkFailure;

  constructor(reason: ShopLinkFailure, options?: ErrorOptions) {
    super(`The order link answered: ${reason}.`, options);
    this.reason = reason;
  }
}

const REASONS: Readonly<Record<number, ShopLinkFailure>> = {403: 'expired', 404: 'not-found', 410: 'expired', 413: 'too-large', 415: 'wrong-kind'};

async function ask(address: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (cause) {
    throw new ShopLinkError('offline', {cause});
  }
  if (response.ok) return response;
  throw new ShopLinkError(response.status >= 500 ? 'offline' : (REASONS[response.status] ?? 'refused'));
}

/** A closed stream is opened again after so long, in ms; apart from each other, so that a restart is not a stampede. */
const REOPEN_MS = 3000;

/**
 * One order over its signed link: read it, follow it, upload to it. The token is in the address, so the browser's own
 * `EventSource` will do; the SDK's HTTP client would double the size of a page that every customer loads.
 */
export class ShopLink {
  readonly #base: string;
  readonly #root: string;

  constructor(endpoint: string, token: string) {
    this.#root = new URL(endpoint, document.baseURI).href;
    this.#base = new URL(`v1/shop/orders/${encodeURIComponent(token)}`, this.#root.endsWith('/') ? this.#root : `${this.#root}/`).href;
  }

  /** @throws ShopLinkError */
  async read(): Promise<ShopperOrder> {
    return (await (await ask(this.#base)).json()) as ShopperOrder;
  }

  /** Calls back whenever the order may have changed, and when the connection comes or goes. The answer ends it. */
  follow(onChange: () => void, onConnection: (isOpen: boolean) => void): () => void {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(`${this.#base}/stream`);
      source.addEventListener('open', () => onConnection(true));
      source.addEventListener('change', onChange);
      source.addEventListener('error', () => {
        onConnection(false);
        // After a broken line the browser tries again by itself; after an answer that is no stream (a server that
        // starts anew, a link that expired) it gives up.
        if (source?.readyState !== EventSource.CLOSED) return;
        timer = setTimeout(() => {
          onChange();
          open();
        }, REOPEN_MS * (1 + Math.random()));
      });
    };
    open();
    return () => {
      source?.close();
      clearTimeout(timer);
    };
  }

  /** @throws ShopLinkError */
  async upload(file: Blob): Promise<ShopperOrder> {
    const response = await ask(`${this.#base}/receipts`, {method: 'POST', body: file, headers: {'content-type': file.type || 'application/octet-stream'}});
    return ((await response.json()) as {order: ShopperOrder}).order;
  }

  /** A full address for one the backend gave. */
  resolve(address: string): string {
    return new URL(address, this.#root).href;
  }
}
