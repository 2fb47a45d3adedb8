import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hkd} from '../../test/support/new-order.ts';
import type {OrderKind} from '../order/order.ts';
import type {PaymentEntry, PaymentStatus} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import {awaitsPayment, derivePayment, dueOf} from './derive-payment.ts';

/** What a row of the table looks at, in cents. */
interface Sums {
  readonly kind: OrderKind;
  readonly P: number;
  readonly received: number;
  readonly reversed: number;
  readonly W: number;
  readonly R: number;
  readonly open: boolean;
  readonly expired: boolean;
}

/** The table as it is written in SPEC.md, in plain numbers: the first row that matches. */
const TABLE: readonly [row: (sums: Sums & {A: number}) => boolean, status: PaymentStatus][] = [
  [({kind, P}) => kind !== 'sale' || P <= 0, 'not_required'],
  [({R, A}) => R > 0 && R >= A, 'refunded'],
  [({open, A, W, R, P}) => open && A + W - R < P, 'in_review'],
  [({A, expired}) => A === 0 && expired, 'expired'],
  [({A}) => A === 0, 'unpaid'],
  [({R, A, P, W}) => R > Math.max(0, A - P) && A + W >= P, 'part_refunded'],
  [({A, W, R, P}) => A + W - R < P, 'part_paid'],
  [({A, R, P}) => A - R > P, 'overpaid'],
  [() => true, 'paid'],
];

function orderOf({kind, P, received, reversed, W, R, open, expired}: Sums) {
  const entry = (id: PaymentEntry['kind'], cents: number): PaymentEntry[] => (cents === 0 ? [] : [{id, kind: id, amount: hkd(cents), at: '', by: ''}]);
  const receipt: Receipt = {id: 'r', state: 'submitted', hash: '', mediaType: 'image/png', sizeBytes: 1, uploadedAt: ''};
  const totals = {lines: hkd(P), total: hkd(P), payable: hkd(P)};
  return {
    kind,
    currency: 'HKD',
    totals,
    payments: [...entry('received', received), ...entry('reversed', reversed), ...entry('waived', W), ...entry('refunded', R)],
    receipts: open ? [receipt] : [],
    ...(expired ? {expiredAt: '2026-01-01T00:00:00.000Z'} : {}),
  };
}

function* allSums(): Generator<Sums> {
  for (const kind of ['sale', 'credit', 'adjustment'] as const)
    for (const P of [-1, 0, 1, 2, 3])
      for (const received of [0, 1, 2, 3, 4])
        for (const reversed of [0, 1, 2].filter((cents) => cents <= received))
          for (const W of [0, 1, 2])
            for (const R of [0, 1, 2, 3].filter((cents) => cents <= received))
              for (const open of [false, true]) for (const expired of [false, true]) yield {kind, P, received, reversed, W, R, open, expired};
}

test('M6 payment is the first row of the table that matches, over every combination of small sums', (t) => {
  const seen = new Map<PaymentStatus, number>();
  for (const sums of allSums()) {
    const status = derivePayment(orderOf(sums));
    const expected = TABLE.find(([row]) => row({...sums, A: sums.received - sums.reversed}))?.[1];
    assert.equal(status, expected, JSON.stringify(sums));
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  t.diagnostic(JSON.stringify(Object.fromEntries(seen)));
  assert.equal(seen.size, TABLE.length, 'Every status was reached.');
});

/** One sale per status, told in amounts. */
const EXAMPLES: Readonly<Record<PaymentStatus, Partial<Sums>>> = {
  unpaid: {},
  in_review: {open: true},
  part_paid: {received: 40},
  paid: {received: 100},
  overpaid: {received: 101},
  part_refunded: {received: 100, R: 30},
  refunded: {received: 100, R: 100},
  expired: {expired: true},
  not_required: {P: 0},
};

test('M6 an example of every payment status', () => {
  for (const [status, sums] of Object.entries(EXAMPLES)) {
    assert.equal(derivePayment(orderOf({kind: 'sale', P: 100, received: 0, reversed: 0, W: 0, R: 0, open: false, expired: false, ...sums})), status);
  }
});

test('M6 giving back what was too much leaves a sale paid, a difference accepted as full makes it paid', () => {
  const sale = {kind: 'sale' as const, P: 100, received: 0, reversed: 0, W: 0, R: 0, open: false, expired: false};
  assert.equal(derivePayment(orderOf({...sale, received: 130, R: 30})), 'paid');
  assert.equal(derivePayment(orderOf({...sale, received: 130, R: 31})), 'part_refunded');
  assert.equal(derivePayment(orderOf({...sale, received: 95, W: 5})), 'paid');
  assert.equal(derivePayment(orderOf({...sale, received: 100, reversed: 100})), 'unpaid');
});

test('M6 amounts of several scales are compared by value with payable', () => {
  const order = orderOf({kind: 'sale', P: 180, received: 0, reversed: 0, W: 0, R: 0, open: false, expired: false});
  const paidWith = (amount: number, scale: number) => ({...order, payments: [{id: 'a', kind: 'received' as const, amount: {amount, scale, currency: 'HKD'}, at: '', by: ''}]});
  assert.equal(derivePayment(paidWith(18, 1)), 'paid');
  assert.equal(derivePayment(paidWith(1_800_000, 6)), 'paid');
  assert.equal(derivePayment(paidWith(1_799_999, 6)), 'part_paid');
  assert.equal(derivePayment(paidWith(1_800_001, 6)), 'overpaid');
});

test('M8 what is due is payable less what counts, and money is expected until a sale was once paid', () => {
  const due = (sums: Partial<Sums>) => {
    const order = orderOf({kind: 'sale', P: 100, received: 0, reversed: 0, W: 0, R: 0, open: false, expired: false, ...sums});
    return [dueOf(order).amount, awaitsPayment({...order, payment: derivePayment(order)})];
  };
  assert.deepEqual(due({}), [100, true]);
  assert.deepEqual(due({received: 40}), [60, true]);
  assert.deepEqual(due({received: 40, W: 60}), [0, false]);
  assert.deepEqual(due({received: 120}), [-20, false]);
  assert.deepEqual(due({received: 100, R: 30}), [30, false]);
  assert.deepEqual(due({received: 100, R: 100}), [100, true]);
  assert.deepEqual(due({kind: 'credit'}), [100, false]);
});
