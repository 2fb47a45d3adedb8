import {fixture, html} from '@open-wc/testing';
import '../src/receipt-review/define.ts';
import type {ReceiptReview} from '../src/receipt-review/receipt-review.ts';
import {settle} from './order-table.ts';
import type {Shop} from './shop.ts';

/** A picture in one colour, as a phone's bank app would be photographed. */
export async function drawReceipt(colour = '#1f6b5b', width = 400, height = 600): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures.');
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  return canvas.convertToBlob({type: 'image/png'});
}

/** The review, at a width in px, with its first order on the stage. */
export async function openReview(shop: Shop, {width = 1280, height = 800, lang = 'en', orderId = undefined as string | undefined} = {}): Promise<ReceiptReview> {
  const review = await fixture<ReceiptReview>(html`<receipt-review lang=${lang} .engine=${shop.engine} .orderId=${orderId}></receipt-review>`);
  review.style.width = `${width}px`;
  review.style.height = `${height}px`;
  await settle(review);
  return review;
}
