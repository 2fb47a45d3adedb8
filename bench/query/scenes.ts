import {dayBounds, type OrderSort} from '@packline/core';
import type {Facts} from './facts.ts';

export const TIME_ZONE = 'Asia/Hong_Kong';
/** The day of the newest generated order. */
export const TODAY = '2026-11-23';

/** One change of filter and sort: in the query language, and written by hand. */
export interface Scene {
  readonly query: string;
  readonly sort: OrderSort;
  readonly holds: (facts: Facts) => boolean;
}

const up = (field: OrderSort['field']): OrderSort => ({field, descending: false});
const down = (field: OrderSort['field']): OrderSort => ({field, descending: true});
const within = (from: string | undefined, to: string | undefined) => {
  const {startMs, endMs} = dayBounds(from, to, TIME_ZONE);
  return (ms: number) => ms >= startMs && ms < endMs;
};
const autumn = within('2026-09-01', undefined);
const firstHalf = within('2025-01-01', '2025-06-30');
const lastWeek = within('2026-11-17', TODAY);

/** What somebody does at a list within a few minutes. */
export const SCENES: readonly Scene[] = [
  {query: '', sort: down('placedAt'), holds: () => true},
  {query: 'status:processing', sort: down('placedAt'), holds: ({status}) => status === 'processing'},
  {query: 'status:complete', sort: down('total'), holds: ({status}) => status === 'complete'},
  {query: 'status:payment_review,pending_payment', sort: up('customer'), holds: ({status}) => status === 'payment_review' || status === 'pending_payment'},
  {query: '', sort: up('total'), holds: () => true},
  {query: 'payment:paid fulfillment:unfulfilled,packing', sort: up('placedAt'), holds: ({payment, fulfillment}) => payment === 'paid' && (fulfillment === 'unfulfilled' || fulfillment === 'packing')},
  {query: 'placed:2026-09-01.. total:>500', sort: down('total'), holds: ({placedAtMs, total}) => autumn(placedAtMs) && total > 500},
  {query: '', sort: up('customer'), holds: () => true},
  {query: 'carrier:own,collect -status:complete', sort: up('number'), holds: ({carrier, status}) => (carrier === 'own' || carrier === 'collect') && status !== 'complete'},
  {query: 'sent:2026-11-17..2026-11-23', sort: down('updatedAt'), holds: ({sentAtMs}) => sentAtMs.some(lastWeek)},
  {query: 'detail:part_sent,left', sort: up('status'), holds: ({detail}) => detail === 'part_sent' || detail === 'left'},
  {query: 'kind:credit', sort: down('placedAt'), holds: ({kind}) => kind === 'credit'},
  {query: 'has:tracking placed:2025-01..2025-06', sort: up('delivery'), holds: ({hasTracking, placedAtMs}) => hasTracking && firstHalf(placedAtMs)},
  {query: '-status:complete,cancelled,expired', sort: up('status'), holds: ({status}) => status !== 'complete' && status !== 'cancelled' && status !== 'expired'},
  {query: 'status:complete total:100..300', sort: down('customer'), holds: ({status, total}) => status === 'complete' && total >= 100 && total <= 300},
];

/** The standard views, written by hand, in their order. */
const today = within(TODAY, TODAY);
export const VIEWS: readonly ((facts: Facts) => boolean)[] = [
  ({payment, archived}) => payment === 'in_review' && !archived,
  ({detail, archived}) => detail === 'awaiting_receipt' && !archived,
  ({status, fulfillment, archived}) => status === 'processing' && (fulfillment === 'unfulfilled' || fulfillment === 'packing' || fulfillment === 'part_sent') && !archived,
  ({status, fulfillment, archived}) => status === 'processing' && fulfillment === 'packed' && !archived,
  ({sentAtMs, archived}) => sentAtMs.some(today) && !archived,
  ({hasProblem, archived}) => hasProblem && !archived,
  () => true,
];
