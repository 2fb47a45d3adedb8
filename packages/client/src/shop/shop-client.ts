import {STREAM_SILENCE_MS} from '../contract/limits.ts';
import {PATHS} from '../contract/paths.ts';
import {receiptUploadedSchema, shopOrderSchema, type ReceiptUploaded, type ShopOrder} from '../contract/shop.ts';
import {createHttp, PICTURE_TIMEOUT_MS} from '../http/create-http.ts';
import {toBackendError} from '../http/to-backend-error.ts';
import {listenToStream} from '../stream/listen-to-stream.ts';

export interface ShopClientOptions {
  /** Where the backend is, for example `https://shop.example/packline`. Relative to the page in a browser. */
  readonly endpoint: string;
  /** The signed part of the link the customer was given; it opens one order and expires. */
  readonly linkToken: string;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds to wait for an answer to begin, and once more for its body. Default 30,000; an upload gets five minutes. */
  readonly timeoutMs?: number;
  /** Milliseconds without a byte after which the stream counts as dead. Default 40,000. */
  readonly silenceMs?: number;
}

/** One order, seen by the customer it belongs to. Every method throws as those of the HTTP backend do. */
export interface ShopClient {
  readOrder(options?: {signal?: AbortSignal}): Promise<ShopOrder>;
  /** Calls `onChange` whenever the order may have changed, until `signal` aborts or the connection ends. */
  listen(options: {onChange: () => void; onOpen?: () => void; signal: AbortSignal}): Promise<void>;
  /** Uploads a proof of payment. It is not repeated by itself: a second upload replaces the first. */
  uploadReceipt(picture: Blob, options?: {signal?: AbortSignal}): Promise<ReceiptUploaded>;
}

/**
 * What a page needs to show a customer their order: no sign-in, no cache, the signed link is the right to read.
 *
 * @throws EngineError `client/bad-endpoint` at once when the endpoint is no address.
 * @example
 * const shop = createShopClient({endpoint: 'https://shop.example', linkToken});
 * show(await shop.readOrder());
 */
export function createShopClient(options: ShopClientOptions): ShopClient {
  const {linkToken, silenceMs = STREAM_SILENCE_MS} = options;
  const http = createHttp(options);
  let lastEventId = '';

  async function ask<Answer>(signal: AbortSignal | undefined, request: (options: {signal?: AbortSignal}) => Promise<Answer>): Promise<Answer> {
    try {
      return await request(signal === undefined ? {} : {signal});
    } catch (thrown) {
      throw toBackendError(thrown, signal);
    }
  }

  return {
    readOrder: ({signal} = {}) => ask(signal, (options) => http.get(PATHS.shopOrder(linkToken), options).json(shopOrderSchema)),

    listen: ({onChange, onOpen, signal}) =>
      listenToStream(http, {
        path: PATHS.shopOrderStream(linkToken),
        lastEventId,
        silenceMs,
        signal,
        onId: (id) => (lastEventId = id),
        onOpen: () => onOpen?.(),
        onEvent: onChange,
      }),

    uploadReceipt: (picture, {signal} = {}) =>
      ask(signal, (options) => http.post(PATHS.shopReceipts(linkToken), {...options, body: picture, timeout: PICTURE_TIMEOUT_MS}).json(receiptUploadedSchema)),
  };
}
