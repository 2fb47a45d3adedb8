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
/** Decoded pictures kept in memory, the one on the stage, five ahead and two behind: up to 27 MB each. */
const MOST = 8;
/** Photos of phones are far larger than what is written on a receipt needs; longest side in px. */
const LONGEST_PX = 2600;

/** Fetches and decodes uploads through the engine, which keeps them on the device; the last few stay decoded. */
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
    if (known === undefined) {
      void this.#fetch(key, orderId, receipt);
      return READING;
    }
    // What is looked at is the last to be put away.
    this.#pictures.delete(key);
    this.#pictures.set(key, known);
    return known;
  }

  /** Asks again for everything that could not be fetched. */
  retry(): void {
    for (const [key, {state}] of this.#pictures) if (state === 'failed') this.#forget(key);
    this.#onChange();
  }

  /** The decoded upload of an order, if it is here already. */
  bitmapOf(orderId: string): ImageBitmap | undefined {
    return this.#pictures.get(this.#orders.get(orderId) ?? '')?.bitmap;
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
    for (const key of this.#pictures.keys()) {
      if (this.#pictures.size <= MOST) return;
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    this.#pictures.get(key)?.bitmap?.close();
    this.#pictures.delete(key);
    for (const [orderId, known] of this.#orders) if (known === key) this.#orders.delete(orderId);
  }
}

async function decode(file: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(file);
  const scale = LONGEST_PX / Math.max(whole.width, whole.height);
  if (scale >= 1) return whole;
  try {
    return await createImageBitmap(whole, {resizeWidth: Math.round(whole.width * scale), resizeHeight: Math.round(whole.height * scale), resizeQuality: 'high'});
  } finally {
    whole.close();
  }
}

async function readPicture(engine: OrderEngine, orderId: string, receipt: Receipt): Promise<ReceiptPicture> {
  let file: Blob | undefined;
  try {
    file = await engine.readReceipt(orderId, receipt.id);
    if (!receipt.mediaType.startsWith('image/')) return {state: 'document', bitmap: undefined, file};
    return {state: 'ready', bitmap: await decode(file), file};
  } catch {
    return {state: 'failed', bitmap: undefined, file};
  }
}
