import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {randomOrders, SETTINGS} from '../../test/support/random-order.ts';
import type {Order} from '../order/order.ts';
import {money} from '../shared/money.ts';
import {matchesOrder} from './match-order.ts';
import {orderHaystacks} from './order-haystacks.ts';
import {parseQuery} from './parse-query.ts';

const [base] = randomOrders(1, 1) as [Order];
const [line] = base.lines as [Order['lines'][number]];
const order: Order = {
  ...base,
  number: 'C536379',
  channel: {code: 'whatsapp', name: '門市 WhatsApp'},
  customer: {id: '17850', name: '陳大文', phone: '+852 9123 4567', email: 'Tai.Man@Example.com'},
  shippingAddress: {name: 'Reception Desk', phone: '2345-6789', lines: ['Flat A, 12 Nathan Road'], district: 'Kowloon', country: 'Hong Kong'},
  lines: [
    {...line, id: '1', sku: '20725', name: 'LUNCH BAG  RED RETROSPOT', note: 'damaged box'},
    {...line, id: '2', sku: 'TEA-01', name: '凍頂烏龍茶'},
  ],
  parcels: [
    {id: 'p1', contents: [], transit: 'attempt_failed', sentAt: '2026-02-03T16:30:00.000Z', shipOn: '2026-02-01', trackingNumber: 'SF1234567890123', remark: 'Left at the door'},
    {id: 'p2', contents: [], transit: 'none', shipOn: '2026-02-05'},
  ],
  holds: [{id: 'h1', reason: 'Address unclear', at: '2026-02-01T00:00:00.000Z', by: 'u1', note: 'ask the caretaker'}],
  notes: [{id: 'n1', text: 'Rang back at noon', at: '2026-02-01T00:00:00.000Z', by: 'u1'}],
  kind: 'sale',
  shippingMethod: {code: 'std', carrier: 'shipany'},
  archived: false,
  updatedAt: '2026-02-03T16:30:00.000Z',
  receipts: [],
  tags: ['not-vip'],
  customerNote: '請打電話',
  staffNote: 'Check twice',
  placedAt: '2026-01-31T16:30:00.000Z',
  totals: {...base.totals, total: money(1995, 2, 'HKD')},
  status: 'processing',
  statusDetail: {code: 'part_sent', count: 1, of: 2},
  payment: 'paid',
  fulfillment: 'packing',
};

function matches(text: string, timeZone = 'Asia/Hong_Kong'): boolean {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, text);
  return matchesOrder(order, parsed.query, {...SETTINGS, timeZone});
}

describe('an order is found', () => {
  for (const text of [
    '536379',
    'c5363',
    '6379 陳',
    '陈大',
    '17850',
    'example.com',
    'unch',
    'lunch RED',
    '"bag red"',
    '乌龙',
    'tea-01',
    'sf12345',
    'door',
    '打电话',
    'twice',
    'damaged',
    'reception',
    'not-vip',
    '91234567',
    '"9123 4567"',
    '+852',
    '9123-4567',
    '3456789',
    'number:536',
    'customer:17850',
    'customer:大文',
    'product:"lunch bag"',
    'product:"LUNCH BAG RED"',
    'sku:207',
    'phone:4567',
    'phone:"9123 4567"',
    'phone:23456789',
    'email:tai.man',
    'tracking:sf123',
    'tag:vip',
    'channel:whatsapp',
    'channel:门市',
    'status:processing',
    'status:complete,processing',
    'payment:paid fulfillment:packing',
    'placed:2026-02-01',
    'placed:2026-02-01..',
    'total:19.95',
    'total:>19 total:<20',
    '-status:complete',
    '-kitchen',
    'rang noon',
    'caretaker',
    'hold:unclear',
    'hold:any',
    '-hold:stock',
    'detail:part-sent,packed',
    'kind:sale',
    'carrier:shipany,own',
    '-carrier:own',
    'has:note',
    'has:tracking,receipt',
    '-has:receipt',
    '-is:archived',
    'problem:delivery',
    'problem:any',
    '-problem:overpaid,refund_due,moving_unsent',
    'updated:2026-02-04',
    'sent:2026-02-04',
    '-sent:2026-02-03',
    'ship:2026-02-05',
    'ship:..2026-02-05',
    '-ship:2026-02-01',
    '',
    '"   "',
    '-"  "',
  ]) {
    test(`Q3 by ${text === '' ? 'nothing at all' : text}`, () => assert.ok(matches(text)));
  }
});

describe('an order is not found', () => {
  for (const text of [
    'kitchen',
    'lunch kitchen',
    '"red lunch"',
    '"retrospot 凍頂"',
    '17850陳',
    'whatsapp',
    'nathan',
    'kowloon',
    'processing',
    'product:20725',
    'sku:lunch',
    'customer:reception',
    'customer:536379',
    'number:17850',
    'phone:abc',
    'phone:45679',
    '9-1-2',
    'tag:gift',
    'channel:online',
    'status:complete',
    '-status:processing',
    '-lunch',
    'placed:2026-01-31',
    'placed:..2026-01-31',
    'total:>19.95',
    'total:<19.95',
    'total:10..<19.95',
    'total:20',
    '-total:>19',
    'unclear',
    'hold:none',
    'hold:noon',
    'detail:packed',
    '-detail:part_sent',
    'kind:credit,adjustment',
    'carrier:collect,none',
    'has:receipt',
    'is:archived',
    'problem:none',
    'problem:refund_due',
    'updated:..2026-02-03',
    'sent:2026-02-03',
    'sent:2026-02-05..',
    'ship:2026-02-01',
    'ship:2026-02-06..',
  ]) {
    test(`Q3 by ${text}`, () => assert.ok(!matches(text)));
  }
});

test('Q3 Q4 the day an order was placed on is the one of the shop', () => {
  assert.ok(matches('placed:2026-01-31', 'Europe/London'));
  assert.ok(!matches('placed:2026-01-31', 'Asia/Hong_Kong'));
});

test('Q3 an order without a customer name is found by the name on its label', () => {
  const guest: Order = {...order, customer: {}};
  const parsed = parseQuery('customer:reception');
  assert.ok(parsed.ok && matchesOrder(guest, parsed.query, SETTINGS));
});

test('Q3 what somebody has to look into is found by its kind', () => {
  const found = (changed: Partial<Order>, text: string): boolean => {
    const parsed = parseQuery(text);
    assert.ok(parsed.ok, text);
    return matchesOrder({...order, ...changed}, parsed.query, SETTINGS);
  };
  const received = {id: 'e1', kind: 'received', method: 'card', amount: money(1995, 2, 'HKD'), at: order.placedAt, by: 'u1'} as const;
  assert.ok(found({lifecycle: 'cancelled', payments: [received]}, 'problem:refund_due'));
  assert.ok(!found({lifecycle: 'cancelled', payments: [received, {...received, id: 'e2', kind: 'refunded'}]}, 'problem:refund_due'));
  assert.ok(!found({lifecycle: 'placed', payments: [received]}, 'problem:refund_due'));
  assert.ok(found({payment: 'overpaid'}, 'problem:overpaid'));
  assert.ok(found({parcels: [{id: 'p', contents: [], transit: 'in_transit'}]}, 'problem:moving_unsent'));
  assert.ok(!found({parcels: [{id: 'p', contents: [], transit: 'in_transit', sentAt: order.placedAt}]}, 'problem:any'));
  assert.ok(found({archived: true}, 'is:archived'));
  assert.ok(found({customerNote: '', staffNote: '', notes: [], lines: [], holds: [], parcels: []}, '-has:note,remark,tracking,hold,receipt'));
});

test('Q3 a copy without amounts is in no range of amounts, and is found by what is left of the phone number', () => {
  const copy: Order = {...order, redactedFor: 'packer', customer: {name: '陳大文', phoneTail: '4567'}, totals: {...order.totals, total: money(0, 2, 'HKD')}};
  delete (copy as {shippingAddress?: unknown}).shippingAddress;
  const found = (text: string): boolean => {
    const parsed = parseQuery(text);
    assert.ok(parsed.ok, text);
    return matchesOrder(copy, parsed.query, SETTINGS);
  };
  assert.ok(!found('total:..5'));
  assert.ok(found('-total:..5'));
  assert.ok(found('phone:4567'));
  assert.ok(!found('phone:91234567'));
});

test('Q3 haystacks are folded, phones digits only, empty texts left out', () => {
  const haystacks = orderHaystacks({...order, number: ''});
  assert.ok(!haystacks.some(({field, text}) => field === 'number' || text === ''));
  assert.ok(haystacks.some(({field, text}) => field === 'phone' && text === '85291234567'));
  assert.ok(haystacks.some(({field, text}) => field === 'product' && text === 'lunch bag red retrospot'));
});
