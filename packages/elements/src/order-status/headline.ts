import type {ShopperOrder} from '@packline/core';
import type {StatusPageStrings} from '../strings/en/status-page.ts';

/** One line that answers "where is it?". */
export function headlineOf(order: ShopperOrder, {headline}: StatusPageStrings): string {
  const {parcels} = order;
  const sent = parcels.length;
  switch (order.status) {
    case 'draft':
      return headline.draft;
    case 'payment_review':
      return order.statusDetail?.code === 'receipt_to_review' ? headline.reviewing : headline.upload;
    case 'pending_payment':
      return order.statusDetail?.code === 'receipt_denied' ? headline.uploadAgain : order.canUploadReceipt ? headline.upload : headline.waitingForPayment;
    case 'expired':
      return headline.expired;
    case 'cancelled':
      return headline.cancelled;
    case 'refunded':
      return headline.refunded;
    case 'processing':
      if (sent > 0) return headline.partSent(sent);
      return order.fulfillment === 'packed' ? headline.packed : order.fulfillment === 'packing' ? headline.packing : headline.preparing;
    case 'complete':
      return completeHeadline(order, headline);
    default:
      return headline.complete;
  }
}

function completeHeadline(order: ShopperOrder, headline: StatusPageStrings['headline']): string {
  const {parcels, statusDetail} = order;
  const delivered = parcels.filter(({transit}) => transit === 'delivered').length;
  switch (statusDetail?.code) {
    case 'problem':
      return headline.problem;
    case 'returned':
      return headline.returned;
    case 'delivered':
      return headline.delivered;
    case 'part_delivered':
      return headline.partDelivered(delivered, parcels.length);
    case 'handed_over':
      return headline.handedOver;
    case 'sent':
    case 'left':
      return headline.sent;
    default:
      return headline.complete;
  }
}
