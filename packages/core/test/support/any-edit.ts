import type {CommandBody} from '../../src/order/command.ts';
import type {LineEdit, OrderEdit} from '../../src/order/order-edit.ts';
import type {Order} from '../../src/order/order.ts';
import {CARD, COD, FPS} from './new-order.ts';
import type {Picker} from './picker.ts';

/** An edit of one kind, now and then of two; of the lines most often. */
export function editing(order: Order | undefined, pick: Picker, unique: string): CommandBody {
  const lines = pick.seldom(4) ? undefined : [lineEdit(order, pick, unique), ...(pick.seldom(3) ? [lineEdit(order, pick, `${unique}b`)] : [])];
  const other = lines === undefined || pick.seldom(3) ? otherEdit(order, pick) : {};
  return {
    type: 'order.edit',
    changes: {...(lines === undefined ? {} : {lines}), ...other},
    ...(pick.seldom(2) ? {undoPacking: true} : {}),
    ...(pick.seldom() ? {expectedVersion: pick.of(order?.version ?? 0, 0)} : {}),
  };
}

function lineEdit(order: Order | undefined, pick: Picker, unique: string): LineEdit {
  const lineId = order === undefined || pick.seldom() ? 'nothing' : (order.lines[pick.below(order.lines.length)]?.id ?? 'nothing');
  const line = order?.lines.find(({id}) => id === lineId);
  const unitPrice = {amount: pick.of(500, 0, 12_345), scale: pick.seldom(4) ? 3 : 2, currency: pick.seldom(16) ? 'XAF' : (order?.currency ?? 'HKD')};
  const sign = (line?.quantity ?? 1) < 0 ? -1 : 1;
  switch (pick.below(8)) {
    case 0:
      return {add: {sku: 'NEW-01', name: 'Jasmine 茉莉花茶', quantity: 1 + pick.below(3), unitPrice, ...(pick.seldom(3) ? {requiresShipping: false} : {})}};
    case 1:
      return {add: {id: pick.seldom(4) ? lineId : `l-${unique}`, sku: 'NEW-02', name: 'Gift card', quantity: pick.seldom() ? Number.MAX_SAFE_INTEGER : 1, unitPrice, note: 'as asked'}};
    case 2:
      return {remove: lineId};
    case 3:
      return {lineId, unitPrice, sku: 'TEA-02', name: 'Oolong 烏龍', note: pick.of<string | null>('ground', null)};
    default:
      return {lineId, quantity: pick.seldom(12) ? 0 : sign * Math.max(1, Math.abs(line?.quantity ?? 1) + pick.of(1, -1, -2, -1, 2, -3))};
  }
}

function otherEdit(order: Order | undefined, pick: Picker): OrderEdit {
  const fee = {amount: pick.of(3000, 0, Number.MAX_SAFE_INTEGER), scale: 2, currency: order?.currency ?? 'HKD'};
  return pick.of<OrderEdit>(
    {customer: {name: '陳小明', phone: '+852 9876 5432'}, shippingAddress: pick.of({lines: ['1 Nathan Road'], city: 'Hong Kong'}, null)},
    {shippingMethod: {code: 'method', carrier: pick.of('own', 'none', 'collect', 'shipany')}},
    {paymentMethod: pick.of(COD, CARD, FPS), channel: {code: 'phone'}},
    {shippingFee: pick.seldom(3) ? null : fee, discounts: pick.of([], [{name: 'VIP', amount: {...fee, amount: 100}}]), tax: pick.of({amount: {...fee, amount: 50}, included: false}, null)},
    {customerNote: pick.of('ring twice', null), staffNote: pick.of('regular', null)},
    {},
  );
}
