import type {ShopperOrder} from '@packline/core';

const hkd = (cents: number) => ({amount: cents, scale: 2, currency: 'HKD'});

/** An order by FPS that waits for its receipt, as the server of the example answers it. */
export const SHOPPER_ORDER: ShopperOrder = {
  storeName: '山外茶莊 Hillside Tea',
  number: '10478',
  version: 1,
  placedAt: '2026-11-23T04:20:00.000Z',
  language: 'en',
  timeZone: 'Asia/Hong_Kong',
  status: 'payment_review',
  statusDetail: {code: 'awaiting_receipt'},
  payment: 'unpaid',
  fulfillment: 'unfulfilled',
  currency: 'HKD',
  lines: [{id: '1', name: '白毫銀針 50 g', quantity: 2, unitPrice: hkd(21_200), picture: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>'}, {id: '2', name: 'Tea caddy', quantity: 1, unitPrice: hkd(0)}],
  shippingFee: hkd(3_200),
  discounts: [],
  total: hkd(45_600),
  payable: hkd(45_600),
  due: hkd(45_600),
  paymentMethod: {code: 'fps', name: '轉數快 FPS'},
  shippingMethod: {code: 'sf', name: 'SF Express 順豐速運', carrier: 'own'},
  payInstructions: {fpsId: '167 023 489', payee: 'HILLSIDE TEA LTD', reference: '10478'},
  canUploadReceipt: true,
  receiptBytes: 10_000_000,
  receipts: [],
  parcels: [],
  packing: {packed: 0, of: 2},
  linkExpiresAt: '2027-02-21T04:20:00.000Z',
};

/** The wire's end of a page: what `fetch` and `EventSource` would have met. Everything above it is real. */
export class ShopperEdge {
  /** The next `GET` answers this, or this status without an order. */
  answer: ShopperOrder | number = SHOPPER_ORDER;
  /** What becomes of an upload: the order after it, a status, or no connection. */
  onUpload: (file: Blob) => ShopperOrder | number | 'offline' = () => 404;
  readonly asked: string[] = [];
  readonly streams: FakeStream[] = [];
  readonly #fetch = globalThis.fetch;
  readonly #EventSource = globalThis.EventSource;

  constructor() {
    globalThis.fetch = async (input, init) => {
      const {pathname} = new URL(input instanceof Request ? input.url : input);
      this.asked.push(`${init?.method ?? 'GET'} ${pathname}`);
      if (init?.method === 'POST') {
        const answer = this.onUpload(init.body as Blob);
        if (answer === 'offline') throw new TypeError('Failed to fetch');
        return typeof answer === 'number' ? this.#problem(answer) : Response.json({receiptId: 'r1', hash: '0', order: answer}, {status: 201});
      }
      if (this.answer === 0) throw new TypeError('Failed to fetch');
      return typeof this.answer === 'number' ? this.#problem(this.answer) : Response.json(this.answer);
    };
    const {streams} = this;
    globalThis.EventSource = class extends FakeStream {
      constructor(url: string) {
        super(url);
        streams.push(this);
      }
    } as unknown as typeof EventSource;
  }

  #problem(status: number): Response {
    return new Response(JSON.stringify({type: 'urn:problem-type:packline:test', title: 'A problem.', status}), {status, headers: {'content-type': 'application/problem+json'}});
  }

  /** The server says that the order changed to this. */
  change(order: ShopperOrder): void {
    this.answer = order;
    this.streams.at(-1)?.dispatchEvent(new MessageEvent('change', {data: '{"position":2}'}));
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
    globalThis.EventSource = this.#EventSource;
  }
}

/** A stream that opens at once and breaks when told to. */
export class FakeStream extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly url: string;
  readyState: number = FakeStream.CONNECTING;

  constructor(url: string) {
    super();
    this.url = url;
    queueMicrotask(() => this.open());
  }

  open(): void {
    if (this.readyState === FakeStream.CLOSED) return;
    this.readyState = FakeStream.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** The line breaks; the browser tries again by itself, unless the answer was final. */
  break(isFinal = false): void {
    this.readyState = isFinal ? FakeStream.CLOSED : FakeStream.CONNECTING;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = FakeStream.CLOSED;
  }
}
