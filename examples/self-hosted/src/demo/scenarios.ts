import {STAFF, hkd, type DemoOrder} from './demo-order.ts';
import type {DemoCustomer} from './customers.ts';
import type {Random} from './random.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Words a clerk sends with a denied receipt. */
const DENIALS = {
  en: ['The slip shows another account. Please pay to FPS 167 023 489 and upload the new slip.', 'The picture is cut off: we cannot see the amount. Please upload the whole slip.', 'We have not received this transfer. Please check with your bank, or upload another slip.'],
  'zh-Hant': ['收據上的戶口並非本店，請轉賬至轉數快 167 023 489，再上載新收據。', '圖片不完整，看不到金額。請上載完整的收據。', '本店未收到此筆轉賬。請向銀行查詢，或上載另一張收據。'],
} as const;

function denial(random: Random, buyer: DemoCustomer | undefined): string {
  return random.pick(buyer?.customer.language === 'zh-Hant' ? DENIALS['zh-Hant'] : DENIALS.en);
}

function tracking({random}: DemoOrder['facts']): string {
  return `SF${random.whole(1000, 9999)}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`;
}

function remark(order: DemoOrder): string {
  const {random, shippingMethod} = order.facts;
  if (shippingMethod.carrier === 'collect') return random.pick(['Ready at the counter. 可到門市取貨。', '請憑訂單編號取貨。']);
  return random.pick([tracking(order.facts), `順豐 ${tracking(order.facts)}`, `${tracking(order.facts)} Leave with the caretaker if nobody is home. 如無人在家，請放管理處。`, '']);
}

/** Money arrives the way the order is to be paid. */
function paid(order: DemoOrder): DemoOrder {
  const {paymentMethod, random} = order.facts;
  if (!paymentMethod.needsReceipt) return order;
  order.upload(random.whole(4, 90));
  return order.accept(random.whole(10, 8 * HOUR));
}

function packed(order: DemoOrder): DemoOrder {
  return paid(order).packAll(order.facts.random.whole(2 * HOUR, DAY)).verify(8);
}

function sent(order: DemoOrder): DemoOrder {
  return packed(order).send(order.facts.random.whole(HOUR, 20 * HOUR), remark(order));
}

/** How an order has lived so far; each ends in the status and detail it is named for. */
export const SCENARIOS = {
  toReview: (order: DemoOrder) => void order.upload(order.facts.random.whole(3, 60)),
  toReviewAgain(order: DemoOrder) {
    const {random, buyer} = order.facts;
    order.upload(random.whole(3, 40), {cents: Math.round(order.payableCents * 0.8)});
    order.deny(30, denial(random, buyer));
    order.upload(45);
  },
  toReviewLess: (order: DemoOrder) => void order.upload(20, {cents: order.payableCents - Math.min(18_000, Math.round(order.payableCents / 2))}),
  awaitingReceipt: (_order: DemoOrder) => {},
  receiptDenied(order: DemoOrder) {
    const {random, buyer} = order.facts;
    order.upload(random.whole(3, 60), {cents: Math.round(order.payableCents * random.pick([0.5, 0.78, 1]))});
    order.deny(random.whole(20, 3 * HOUR), denial(random, buyer));
  },
  partPaid(order: DemoOrder) {
    const some = Math.round(order.payableCents * 0.6);
    order.upload(30, {cents: some});
    order.accept(60, some);
  },
  /** Somebody closed the card form. */
  unpaid: (_order: DemoOrder) => {},
  toPack: (order: DemoOrder) => void paid(order),
  onHold: (order: DemoOrder) => void paid(order).exactly(25, STAFF.mei, {type: 'hold.add', reason: '等客人回覆顏色', note: 'Asked on WhatsApp which glaze'}),
  packing(order: DemoOrder) {
    const {lines, random} = order.facts;
    paid(order).pack(random.whole(HOUR, 6 * HOUR), order.parcel, 0, Math.max(1, (lines[0]?.quantity ?? 1) - 1));
    if (lines.length > 2) order.pack(2, order.parcel, 1);
  },
  packed: (order: DemoOrder) => void packed(order),
  readyToShip(order: DemoOrder) {
    packed(order);
    order.after(5, STAFF.kit, {type: 'parcel.schedule', parcelId: order.parcel, shipOn: new Date(order.facts.nowMs + DAY * 60_000).toISOString().slice(0, 10)});
  },
  partSent(order: DemoOrder) {
    const {random} = order.facts;
    paid(order).pack(random.whole(HOUR, 8 * HOUR), order.parcel, 0).verify(4).after(2, STAFF.kit, {type: 'parcel.add', parcelId: order.secondParcel});
    order.send(3 * HOUR, tracking(order.facts)).pack(30, order.secondParcel, 1).exactly(3, STAFF.kit, {type: 'note.add', text: '餘下的下週到貨 The rest arrives next week'});
  },
  sent: (order: DemoOrder) => void sent(order),
  delivered: (order: DemoOrder) => void sent(order).exactly(DAY, STAFF.mei, {type: 'parcel.report', parcelId: order.parcel, transit: 'delivered'}),
  nobodyHome: (order: DemoOrder) => void sent(order).exactly(DAY, STAFF.mei, {type: 'parcel.report', parcelId: order.parcel, transit: 'attempt_failed', note: '無人在家'}),
  sentInTwo(order: DemoOrder) {
    const {random, lines} = order.facts;
    paid(order).after(3 * HOUR, STAFF.kit, {type: 'parcel.add', parcelId: order.secondParcel}).pack(2, order.parcel, 0);
    for (const index of lines.keys()) if (index > 0) order.pack(2, order.secondParcel, index);
    order.verify(6, order.parcel).verify(2, order.secondParcel).send(random.whole(HOUR, 12 * HOUR), tracking(order.facts)).send(4, tracking(order.facts), order.secondParcel);
  },
  dispatched: (order: DemoOrder) => void paid(order).after(DAY, STAFF.mei, {type: 'order.dispatch', mode: 'all_items', remark: remark(order)}),
  handedOver: (_order: DemoOrder) => {},
  expired: (order: DemoOrder) => void order.after(3 * DAY, STAFF.scheduler, {type: 'order.expire'}),
  cancelled: (order: DemoOrder) => void order.after(5 * HOUR, STAFF.mei, {type: 'order.cancel', reason: order.facts.random.pick(['Customer changed their mind', '重複下單', '缺貨'])}),
  refunded(order: DemoOrder) {
    paid(order).after(DAY, STAFF.mei, {type: 'payment.refund', amount: hkd(order.payableCents), note: '全數退款'});
  },
  partRefunded(order: DemoOrder) {
    packed(order).send(9 * HOUR, tracking(order.facts)).after(2 * DAY, STAFF.mei, {type: 'payment.refund', amount: hkd(5000), note: 'Box arrived dented'});
  },
  overpaid(order: DemoOrder) {
    order.upload(20, {cents: order.payableCents + 10_000});
    order.accept(HOUR, order.payableCents + 10_000).packAll(DAY).verify(5).send(HOUR, tracking(order.facts));
  },
  draft: (_order: DemoOrder) => {},
  confirmedDraft: (order: DemoOrder) => void order.after(40, STAFF.mei, {type: 'order.confirm'}).after(20, STAFF.mei, {type: 'payment.record', method: 'fps'}),
  credit: (_order: DemoOrder) => {},
  adjustment: (_order: DemoOrder) => {},
} as const satisfies Record<string, (order: DemoOrder) => void>;

export type ScenarioName = keyof typeof SCENARIOS;

/** How many of each lie weeks back, and how many are in hand now. */
export const OLD: Readonly<Partial<Record<ScenarioName, number>>> = {
  sent: 41, delivered: 21, nobodyHome: 2, dispatched: 20, sentInTwo: 6, handedOver: 18, expired: 4, cancelled: 5, refunded: 4, credit: 2, adjustment: 1, partRefunded: 1, overpaid: 1, receiptDenied: 1, partPaid: 1,
};
export const RECENT: Readonly<Partial<Record<ScenarioName, number>>> = {
  toReview: 22, toReviewAgain: 3, toReviewLess: 4, awaitingReceipt: 7, receiptDenied: 4, partPaid: 3, unpaid: 2, toPack: 6, onHold: 1, packing: 5, packed: 4, readyToShip: 2, partSent: 3, draft: 3, confirmedDraft: 1,
};
