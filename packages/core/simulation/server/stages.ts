import type {CommandBody, CommandType} from '../../src/order/command.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';

/** How far an order of a new world has come: how it was placed, and what was done with it since. */
export interface Stage {
  readonly sale?: Partial<NewOrder>;
  readonly moves: readonly (Exclude<CommandType, 'order.place'> | ((order: Order) => CommandBody | undefined))[];
}

const CARD = {code: 'card', needsReceipt: false, allowUnpaidDispatch: false};
const FPS = {code: 'fps', needsReceipt: true, allowUnpaidDispatch: false};
const PAID = {kind: 'sale', draft: false, paymentMethod: CARD, paid: {method: 'card'}, shippingMethod: {code: 'sf', carrier: 'own'}} as const;
const PACK = ['parcel.pack', 'parcel.pack', 'parcel.pack', 'parcel.pack'] as const;
const ALL: CommandBody = {type: 'order.dispatch', mode: 'all_items'};

const lineVerified = (order: Order): CommandBody | undefined => {
  const [parcel] = order.parcels;
  const content = parcel?.contents[0];
  return parcel && content && {type: 'parcel.verify', parcelId: parcel.id, lineId: content.lineId};
};
const allRefunded = ({totals}: Order): CommandBody => ({type: 'payment.refund', amount: totals.payable});

/** Places from which the rarer moves and refusals are near. */
export const STAGES: readonly Stage[] = [
  {moves: [...PACK, 'parcel.verify']},
  {moves: ['note.add', 'parcel.add', ...PACK, 'tags.change', 'receipt.submit']},
  {sale: {...PAID, draft: true}, moves: []},
  {sale: {kind: 'sale', draft: false, paymentMethod: FPS}, moves: ['receipt.submit']},
  {sale: {kind: 'sale', draft: false, paymentMethod: CARD}, moves: []},
  {sale: {kind: 'sale', draft: false, paymentMethod: {...CARD, code: 'cod', allowUnpaidDispatch: true}}, moves: [...PACK, 'parcel.verify']},
  {sale: PAID, moves: [...PACK, 'parcel.verify']},
  {sale: PAID, moves: [...PACK, 'parcel.verify', 'parcel.send', 'parcel.add']},
  {sale: PAID, moves: [() => ALL, 'parcel.report']},
  {sale: PAID, moves: [() => ALL, () => ({type: 'order.close'})]},
  {sale: PAID, moves: [...PACK, 'parcel.verify', 'hold.add']},
  {sale: PAID, moves: [...PACK, 'parcel.verify', allRefunded]},
  {sale: {...PAID, lines: ['1', '2'].map((id) => ({id, sku: id, name: 'Tea', quantity: 2, unitPrice: {amount: 500, scale: 2, currency: 'HKD'}}))}, moves: [...PACK, ...PACK, lineVerified]},
  {sale: PAID, moves: ['parcel.add', 'parcel.add', ...PACK]},
  {sale: {...PAID, kind: 'credit', lines: [{sku: '1', name: 'Tea', quantity: -1, unitPrice: {amount: 500, scale: 2, currency: 'HKD'}}]}, moves: []},
];
