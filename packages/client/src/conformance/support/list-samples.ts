import {firstParcelId, type Command, type NewOrder} from '@packline/core';
import {amount, dispatch, give, newId, newOrder, note} from './samples.ts';

interface Sample {
  readonly order: Partial<NewOrder>;
  /** By transfer, and nothing came yet. */
  readonly unpaid?: true;
  /** What happens to it once it is placed. */
  readonly next?: (orderId: string) => readonly Command[];
}

const line = (sku: string, name: string, cents: number, quantity = 1) => ({sku, name, quantity, unitPrice: amount(cents)});
const TRANSFER = {code: 'fps', name: 'FPS 轉數快', needsReceipt: true, allowUnpaidDispatch: false};

/** Orders that differ in all that a query can ask for. Days and totals are all different, so that sorting has one answer. */
const SAMPLES: readonly Sample[] = [
  {order: {placedAt: '2026-01-05T03:00:00.000Z', customer: {id: 'C-17850', name: '陳大文 Chan Tai Man', email: 'taiman@example.com', phone: '+852 9123 4567'}, lines: [line('TEA-TG-100', '鐵觀音 Tieguanyin 100 g', 10_010)]}},
  {unpaid: true, order: {placedAt: '2026-01-31T16:30:00.000Z', channel: {code: 'whatsapp'}, customer: {name: '陳嘉欣 Chan Ka Yan', phone: '+852 5500 1020'}, lines: [line('TEA-DD-150', '凍頂烏龍 Dong Ding oolong', 20_020, 2)]}},
  {order: {placedAt: '2026-02-01T02:00:00.000Z', customer: {name: '李小龍 Lee'}, lines: [line('GW-110-W', '蓋碗 Gaiwan 110 ml', 30_030)], customerNote: '請勿摺疊 do not bend'}, next: (id) => [give(id, {type: 'parcel.pack', parcelId: firstParcelId(id), lineId: '1', quantity: 1})]},
  {order: {placedAt: '2026-02-14T10:00:00.000Z', channel: {code: 'till', name: '門市'}, customer: {name: 'Ольга Иванова'}, shippingMethod: {code: 'shop', carrier: 'collect'}, lines: [line('BOX-07', 'Gift box red', 4_040)]}},
  {order: {placedAt: '2026-02-28T15:59:00.000Z', customer: {name: 'Müller & Söhne'}, lines: [line('BAG-01', 'lunch bag blue', 50_050)]}, next: (id) => [dispatch(id)]},
  {order: {placedAt: '2026-03-01T00:00:00.000Z', customer: {name: 'bag lunch'}, lines: [line('BAG-02', 'bag for lunch', 60_060)], shippingMethod: {code: 'none', carrier: 'none'}}},
  {order: {placedAt: '2026-03-02T00:00:00.000Z', customer: {name: 'O’Brien %_\\'}, lines: [line('100%_SURE', 'Percent % underscore _ backslash \\ "quote"', 707)]}, next: (id) => [give(id, {type: 'hold.add', reason: 'fraud check', note: 'call first'})]},
  {order: {placedAt: '2026-03-03T00:00:00.000Z', customer: {name: 'Zoë'}, lines: [line('TEA-PE-250', 'Pu-erh 普洱 ２５０克', 80_080)]}, next: (id) => [give(id, {type: 'order.cancel', reason: 'changed her mind'})]},
  {order: {placedAt: '2026-03-04T00:00:00.000Z', customer: {name: 'Wing'}, lines: [line('TEA-WH-50', '白茶 White tea', 90_090, 3)], tags: ['急件', 'vip']}, next: (id) => [note(id, '客人會來電')]},
  {unpaid: true, order: {placedAt: '2026-03-05T00:00:00.000Z', customer: {name: 'Draft'}, lines: [line('TEA-GR-50', 'green tea', 1_001)], draft: true}},
  {unpaid: true, order: {placedAt: '2026-03-06T00:00:00.000Z', customer: {name: 'Credit'}, kind: 'credit', lines: [{...line('TEA-TG-100', 'returned tea', 5_005), quantity: -1}]}},
  {order: {placedAt: '2026-03-07T00:00:00.000Z', customer: {name: 'Ana'}, lines: [line('BOX-08', '禮盒 Gift box green', 12_120)]}, next: (id) => [give(id, {type: 'order.dispatch', mode: 'all_items', remark: 'SF1432009877161'}), give(id, {type: 'order.archive', archived: true})]},
];

/** Commands that make the orders of a list, and the ids of those orders. */
export function listSamples(word: string): {commands: readonly Command[]; orderIds: readonly string[]} {
  const orderIds = SAMPLES.map(newId);
  const commands = SAMPLES.flatMap(({order, unpaid = false, next}, index) => {
    const id = orderIds[index] ?? '';
    const {paid, ...base} = newOrder();
    const placed: NewOrder = {...base, ...(unpaid ? {paymentMethod: TRANSFER} : paid && {paid}), ...order, tags: [...(order.tags ?? []), word], number: `${word}-${index * 7 + 3}`};
    return [give(id, {type: 'order.place', order: placed}), ...(next?.(id) ?? [])];
  });
  return {commands, orderIds};
}

/** What is asked of them: each finds some, not all, of the orders above. */
export const LIST_QUERIES: readonly string[] = [
  'tea', 'TEA', 'tea green', 'lunch', 'lunch bag', '"lunch bag"', '-lunch', 'lunch -"lunch bag"', 'bag lunch -customer:bag', 'aiwa', 'ｇａｉｗａｎ',
  '茶', '陳', '鐵觀', '铁观音', '普洱', '龍', '請勿', '-茶', '禮盒 green', '茶 急件',
  'product:"gift box"', 'product:box -product:red', 'sku:TEA', 'sku:tea-dd', 'sku:100%_', 'product:%', 'product:_', 'product:\\', 'customer:chan', 'customer:陳', 'customer:"chan tai"', 'customer:c-17850',
  'customer:müller', 'customer:MÜLLER', 'customer:ольга', 'customer:o’brien', 'phone:91234567', '9123', 'phone:"+852 5500"', 'email:taiman@', 'tracking:SF1432009877161', 'tag:急件', 'tag:vip', '-tag:vip',
  'channel:whatsapp', 'channel:門市', 'channel:online -tea', 'hold:fraud', 'hold:any', 'hold:none tea', 'has:note', 'has:remark', 'has:hold', 'is:archived', '-is:archived',
  'status:processing', 'status:complete', 'status:processing,complete', 'status:draft', 'status:cancelled', '-status:cancelled', 'payment:paid', 'payment:unpaid,in_review', 'fulfillment:sent', 'fulfillment:packing',
  'kind:credit', '-kind:sale', 'carrier:collect', 'carrier:collect,none', 'carrier:own',
  'placed:2026-02', 'placed:2026-02-01', 'placed:2026-02-01..2026-02-28', 'placed:..2026-01-31', 'placed:2026-03-04..', '-placed:2026-03', 'total:>500', 'total:<=100.10', 'total:100.10', 'total:100..400', 'total:40.40 status:complete',
  'sent:2000-01-01..', '-sent:2000-01-01..', 'updated:2000-01-01.. tea',
];

/** What is no query, each for a reason of its own. */
export const UNREADABLE_QUERIES: readonly string[] = ['colour:red', 'status:lost', 'payment:maybe', 'placed:2026-02-30', 'placed:soon', 'total:many', 'has:everything', 'is:nice', '"without an end', 'kind:sale,gift'];
