import type {CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {awaitsPayment} from './derive-payment.ts';

/** The upload that waits has no answer to wait for any more. */
export function supersedeOpen(order: Order): OrderEventBody[] {
  return order.receipts.filter((receipt) => receipt.state === 'submitted').map((receipt) => ({type: 'receipt.superseded' as const, receiptId: receipt.id}));
}

/** A new upload supersedes the open one; when no money is expected it is only kept. */
export function submitReceipt(order: Order, command: CommandOf<'receipt.submit'>, context: DecisionContext): OrderEventBody[] {
  const {receiptId, hash, mediaType, sizeBytes} = command;
  const upload = {id: receiptId, hash, mediaType, sizeBytes, uploadedAt: context.now};
  if (!awaitsPayment(order)) return [{type: 'receipt.submitted', receipt: {...upload, state: 'superseded', forTheRecord: true}}];
  return [...supersedeOpen(order), {type: 'receipt.submitted', receipt: {...upload, state: 'submitted'}}];
}
