import type {OrderEvent} from '../order/event.ts';
import type {Receipt} from '../payment/receipt.ts';

type ReceiptEvent = Extract<OrderEvent, {type: `receipt.${string}`}>;

/** The uploads after one event; none is ever dropped. */
export function evolveReceipts(receipts: readonly Receipt[], event: ReceiptEvent): readonly Receipt[] {
  if (event.type === 'receipt.submitted') return [...receipts, event.receipt];
  return receipts.map((receipt) => (receipt.id === event.receiptId ? decided(receipt, event) : receipt));
}

function decided(receipt: Receipt, event: Exclude<ReceiptEvent, {type: 'receipt.submitted'}>): Receipt {
  const stamp = {decidedAt: event.at, decidedBy: event.by};
  if (event.type === 'receipt.accepted') return {...receipt, ...stamp, state: 'accepted', acceptedAmount: event.amount};
  if (event.type === 'receipt.denied') return {...receipt, ...stamp, state: 'denied', message: event.message};
  return {...receipt, ...stamp, state: 'superseded'};
}
