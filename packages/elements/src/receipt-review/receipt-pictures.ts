import type {Receipt} from '@packline/core';
import type {OrderEngine} from '@packline/core/engine';

/** One upload as far as it is here. */
export interface ReceiptPicture {
  /** document: not a picture (a PDF). */
  readonly state: 'reading' | 'ready' | 'document' | 'failed';
  readonly bitmap: ImageBitmap | undefined;
  readonly file: Blob | undefined;
}

const READING: ReceiptPicture = {state: 'reading', bitmap: undefined, file: undefined};
/** Decoded pictures kept in memory: some megabytes each. */
const MOST = 12;

/** Fetches and decodes uploads through the engine, which keeps them on the device; the newest dozen stay decoded. */
export class ReceiptPictures {
  readonly #onChange: () => void;
  readonly #pictures = new Map<string, ReceiptPicture>();
  readonly #orders = new Map<string, string>();
  #engine: OrderEngine | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  connect(engine: OrderEngine | undefined): void {
    if (engine === this.#engine) return;
    this.#engine = engine;
    for (const {bitmap} of this.#pictures.values()) bitmap?.close();
    this.#pictures.clear();
    this.#orders.clear();
  }

  read(orderId: string, receipt: Receipt): ReceiptPicture {
    const key = `${orderId} ${receipt.id}`;
    const known = this.#pictures.get(key);
    if (known === undefined) void this.#fetch(key, orderId, receipt);
    return known ?? READING;
  }

  retry(orderId: string, receipt: Receipt): void {
    this.#pictures.delete(`${orderId} ${receipt.id}`);
    this.#onChange();
  }

  /** Whether the open upload of an order is here already. */
  isReady(orderId: string): boolean {
    const key = this.#orders.get(orderId);
    return key !== undefined && this.#pictures.get(key)?.state === 'ready';
  }

  /** Fetches what will probably be looked at next, one after the other. */
  prefetch(orderIds: readonly string[]): void {
    for (const orderId of orderIds) {
      if (this.#orders.has(orderId)) continue;
      this.#orders.set(orderId, '');
      void this.#readAhead(orderId);
    }
  }

  async #readAhead(orderId: string): Promise<void> {
    try {
      const order = await this.#engine?.readOrder(orderId);
      const receipt = order?.receipts.find(({state}) => state === 'submitted');
      if (receipt !== undefined) this.read(orderId, receipt);
      else this.#orders.delete(orderId);
    } catch {
      this.#orders.delete(orderId); // it is read again, with its error, when it is looked at
    }
  }

  async #fetch(key: string, orderId: string, receipt: Receipt): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined) return;
    this.#pictures.set(key, READING);
    this.#orders.set(orderId, key);
    const picture = await readPicture(engine, orderId, receipt);
    if (this.#engine !== engine) return picture.bitmap?.close();
    this.#pictures.set(key, picture);
    this.#forgetOldest();
    this.#onChange();
  }

  #forgetOldest(): void {
    for (const [key, {bitmap}] of this.#pictures) {
      if (this.#pictures.size <= MOST) return;
      bitmap?.close();
      this.#pictures.delete(key);
    }
  }
}

async function readPicture(engine: OrderEngine, orderId: string, receipt: Receipt): Promise<ReceiptPicture> {
  let file: Blob | undefined;
  try {
    file = await engine.readReceipt(orderId, receipt.id);
    if (!receipt.mediaType.startsWith('image/')) return {state: 'document', bitmap: undefined, file};
    return {state: 'ready', bitmap: await createImageBitmap(file), file};
  } catch {
    return {state: 'failed', bitmap: undefined, file};
  }
}
