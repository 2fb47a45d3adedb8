import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {explainStatus} from '../src/history/explain-status.ts';
import {orderAt} from '../src/history/order-at.ts';
import {timelineOf} from '../src/history/timeline-of.ts';
import {OrderIndex} from '../src/index/order-index.ts';
import {toOrderRow} from '../src/index/to-order-row.ts';
import type {OrderEvent} from '../src/order/event.ts';
import type {Order} from '../src/order/order.ts';
import {orderHaystacks} from '../src/query/order-haystacks.ts';
import {parseQuery} from '../src/query/parse-query.ts';
import {redactDecision, redactRefusal, redactResult} from '../src/redaction/redact-answer.ts';
import {redactEvent} from '../src/redaction/redact-event.ts';
import {redactLogged} from '../src/redaction/redact-logged.ts';
import {redact} from '../src/redaction/redact-order.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {decide} from '../src/rules/decide.ts';
import {deriveOrder} from '../src/rules/derive-order.ts';
import {anyStory} from './support/any-story.ts';
import {checkProperty} from './support/check-property.ts';
import {deepFreeze} from './support/deep-freeze.ts';
import {amountsIn, leaksIn, liveMarked} from './support/marked-story.ts';
import {hkd, line} from './support/new-order.ts';
import {Logbook} from './support/logbook.ts';
import {ACTORS, contextOf, NOW} from './support/people.ts';
import {REACHED} from './support/reached-refusals.ts';
import {HASH, Story} from './support/story.ts';

const PACKER = ACTORS.packer;

test('V1 nothing that a packer gets holds an amount, an e-mail address or a whole telephone number', (t) => {
  let secretsSeen = 0;
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {order, log} = liveMarked(story, ({before, command, context, answer}) => {
        const secrets = amountsIn([before, answer, command]);
        secretsSeen += secrets.size;
        const orders = [before, answer.ok ? answer.order : undefined].filter((one) => one !== undefined);
        const shown = orders.map((one) => redact(one, 'packer'));
        const result = {id: command.id, outcome: answer.ok ? ('applied' as const) : ('refused' as const), version: 1, position: 1, ...(answer.ok ? {order: answer.order} : {refusal: answer.refusal})};
        const own = before === undefined ? undefined : decide(redact(before, 'packer'), command, {...context, actor: PACKER});
        const views = [
          shown,
          shown.map(orderHaystacks),
          shown.map((one) => toOrderRow(one, 'synced')),
          shown.map((one) => explainStatus(one, context.settings)),
          redactResult(result, 'packer'),
          redactDecision(decide(before, command, context), 'packer'),
          own,
        ];
        assert.deepEqual(leaksIn(views, secrets), [], command.type);
        for (const one of shown) assert.deepEqual([...amountsIn(one)], []);
      });
      const secrets = amountsIn([order, log]);
      const logged = redactLogged(log, 'packer');
      assert.deepEqual(leaksIn([logged, timelineOf(logged)], secrets), []);
      assert.deepEqual([...amountsIn(logged)], []);
    }),
    {runs: 120},
  );
  assert.ok(secretsSeen > 1000, 'there was something to hide');
});

test('V1 fields of a newer version, which nobody here knows, do not come along', () => {
  const order = {...new Story().place({paid: {method: 'card'}}).order, carrierCost: {amount: 4200, scale: 2, currency: 'HKD'}} as Order;
  const cost = 42.75;
  const parcels = order.parcels.map((parcel) => ({...parcel, cost, dimensionsMm: {length: 1, width: 1, height: 1, cost}, contents: [{lineId: '1', quantity: 1, verified: false, cost}]}));
  const methods = {channel: {...order.channel, cost}, paymentMethod: {...order.paymentMethod, cost}, shippingMethod: {...order.shippingMethod, cost}, statusDetail: {code: 'packing' as const, cost}};
  const newer = {...order, ...methods, parcels, lines: order.lines.map((line) => ({...line, cost})), customer: {...order.customer, cost}} as Order;
  assert.doesNotMatch(JSON.stringify(redact(newer, 'packer')), /4200|42\.75/);
  const event = {type: 'parcel.quoted', at: order.updatedAt, by: 'Mei', cost: 42.75} as unknown as OrderEvent;
  assert.deepEqual(redactEvent(event, 'packer'), {type: 'parcel.quoted', at: order.updatedAt, by: 'Mei'});
});

test('V1 nor does the name under which somebody did something: a customer may have given an address or a number', () => {
  const name = 'lee@secret.example 6941 7385';
  const settings = contextOf().settings;
  let order = new Story().place({paid: {method: 'card', amount: hkd(100)}}).order;
  const log: OrderEvent[] = [];
  const bodies = [
    ...['r1', 'r2'].map((receiptId) => ({type: 'receipt.submit', receiptId, hash: HASH, mediaType: 'image/png', sizeBytes: 1}) as const),
    {type: 'receipt.accept', receiptId: 'r2', hash: HASH} as const,
    {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 3} as const,
    {type: 'parcel.verify', parcelId: 'o1-p1'} as const,
    {type: 'parcel.send', parcelId: 'o1-p1'} as const,
    {type: 'parcel.report', parcelId: 'o1-p1', transit: 'delivered'} as const,
    {type: 'note.add', text: 'Thanks'} as const,
    {type: 'hold.add', reason: 'Wait'} as const,
  ];
  for (const [index, body] of bodies.entries()) {
    const applied = applyCommand(order, {id: `by-${index}`, schemaVersion: 1, orderId: 'o1', ...body}, {settings, actor: {id: 'x', name, role: 'system'}, now: NOW});
    assert.ok(applied.ok, body.type);
    order = applied.order;
    log.push(...applied.events);
  }
  assert.doesNotMatch(JSON.stringify([redact(order, 'packer'), log.map((event) => redactEvent(event, 'packer'))]), /secret|6941/);
  const late = {id: 'late', schemaVersion: 1, orderId: 'o1', type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1} as const;
  const asPacker = {settings, actor: PACKER, now: NOW};
  const refused = redactDecision(decide(order, late, asPacker), 'packer');
  assert.equal(refused.ok, false);
  assert.doesNotMatch(JSON.stringify(refused), /secret|6941/);
  assert.deepEqual(decide(redact(order, 'packer'), late, asPacker), refused);
});

test('V1 nor does the name of a way to pay or to ship, which a shop may have written its price or its account into', () => {
  const paymentMethod = {code: 'fps', name: 'FPS to 6941 7385', needsReceipt: false, allowUnpaidDispatch: true};
  const shippingMethod = {code: 'sf', name: 'SF Express HK$ 73.31', carrier: 'own'} as const;
  const story = new Story().place({paymentMethod, shippingMethod});
  const placed = story.events;
  story.does({type: 'order.edit', changes: {paymentMethod: {...paymentMethod, needsReceipt: true}, shippingMethod: {...shippingMethod, carrier: 'collect'}}});
  const copy = redact(story.order, 'packer');
  assert.doesNotMatch(JSON.stringify([copy, [...placed, ...story.events].map((event) => redactEvent(event, 'packer'))]), /6941|73\.31/);
  assert.deepEqual([copy.paymentMethod, copy.shippingMethod], [{...story.order.paymentMethod, name: 'FPS to ••••7385'}, {...story.order.shippingMethod, name: 'SF Express ••••'}]);
});

test('V1 no refusal tells an amount or a contact', () => {
  for (const [code, questions] of Object.entries(REACHED)) {
    for (const {order, command, context} of questions) {
      const decision = decide(order, command, context);
      assert.ok(!decision.ok);
      const {params} = redactRefusal({code: decision.refusal.code, params: {...decision.refusal.params, dueAmount: '500.00'}}, 'packer');
      assert.equal(decision.refusal.code, code);
      assert.deepEqual(Object.keys(params).filter((name) => /amount|money|email|phone|price|cost/i.test(name)), []);
    }
  }
});

test('V2 every verdict stays: payment, fulfillment, status with its detail, whether a label can be printed, the last digits of the phone', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {order} = liveMarked(story);
      if (order === undefined) return;
      const {payment, fulfillment, status, statusDetail, addressComplete, customer, redactedFor} = redact(order, 'packer');
      assert.deepEqual({payment, fulfillment, status, statusDetail}, {payment: order.payment, fulfillment: order.fulfillment, status: order.status, statusDetail: order.statusDetail});
      assert.equal(redactedFor, 'packer');
      // Of somebody who was erased no number is left.
      const phone = order.customer.phone ?? order.shippingAddress?.phone;
      assert.ok(phone !== undefined || order.erasedAt !== undefined || order.shippingAddress === undefined);
      assert.equal(addressComplete, order.shippingAddress !== undefined && phone !== undefined);
      assert.equal(customer.phoneTail, phone?.slice(-4));
    }),
    {runs: 60},
  );
});

test('V2 an address is complete with a name, a street and a telephone number, wherever they stand', () => {
  const complete = (changes: Parameters<Story['place']>[0]) => redact(new Story().place(changes).order, 'packer').addressComplete;
  assert.equal(complete({customer: {name: 'Lee', phone: '91234567'}, shippingAddress: {lines: ['1 Nathan Road']}}), true);
  assert.equal(complete({customer: {}, shippingAddress: {name: 'Lee', phone: '91234567', lines: ['1 Nathan Road']}}), true);
  assert.equal(complete({customer: {name: 'Lee', phone: '91234567'}, shippingAddress: {name: '', phone: ' ', lines: ['1 Nathan Road']}}), true, 'a field left empty is none');
  assert.equal(complete({customer: {name: 'Lee', phone: '91234567'}}), false);
  assert.equal(complete({customer: {name: 'Lee', phone: '91234567'}, shippingAddress: {lines: [' ']}}), false);
  assert.equal(complete({customer: {phone: '91234567'}, shippingAddress: {lines: ['1 Nathan Road']}}), false);
  assert.equal(complete({customer: {name: 'Lee'}, shippingAddress: {lines: ['1 Nathan Road']}}), false);
});

test('V3 V4 for everything a packer asks, deciding on the copy and copying the decision are the same, and so is what it leads to', (t) => {
  const seen = new Map<string, number>();
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      liveMarked(story, ({before, command, context}) => {
        if (before === undefined) return;
        const asPacker = {...context, actor: PACKER};
        const copy = deepFreeze(redact(before, 'packer'));
        const whole = applyCommand(before, command, asPacker);
        assert.deepEqual(decide(copy, command, asPacker), redactDecision(decide(before, command, asPacker), 'packer'), command.type);
        const answer = applyCommand(copy, command, asPacker);
        assert.equal(answer.ok, whole.ok);
        if (!answer.ok || !whole.ok) return;
        assert.deepEqual(answer.order, redact(whole.order, 'packer'), command.type);
        assert.deepEqual(deriveOrder(answer.order, context.settings), answer.order);
        seen.set(command.type, (seen.get(command.type) ?? 0) + 1);
      });
    }),
    {runs: 300},
  );
  t.diagnostic([...seen].map(([type, count]) => `${type} ${count}`).join(', '));
  for (const type of ['parcel.pack', 'parcel.verify', 'parcel.send', 'order.dispatch']) assert.ok((seen.get(type) ?? 0) > 0, `${type} was never allowed`);
});

test('V5 redacting twice is redacting once, and those who see money get the document itself', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), (story) => {
      const {order, log} = liveMarked(story);
      if (order === undefined) return;
      const copy = redact(deepFreeze(order), 'packer');
      assert.deepEqual(redact(copy, 'packer'), copy);
      const logged = redactLogged(deepFreeze(log), 'packer');
      assert.deepEqual(redactLogged(logged, 'packer'), logged);
      for (const role of ['owner', 'clerk', 'viewer', 'system'] as const) {
        assert.equal(redact(order, role), order);
        assert.equal(redactLogged(log, role), log);
        for (const {event} of log) assert.equal(redactEvent(event, role), event);
      }
      assert.deepEqual(redact(order, 'shopper'), copy);
    }),
    {runs: 80},
  );
});

test('V6 from a redacted log every earlier state can be rebuilt as it is redacted', (t) => {
  checkProperty(
    t,
    fc.property(anyStory(), fc.nat(200), (story, pick) => {
      const {log} = liveMarked(story);
      const {settings} = contextOf();
      const place = log[pick % log.length] ?? log[0];
      if (place === undefined) return;
      const whole = orderAt(log, place, settings);
      assert.ok(whole !== undefined);
      assert.deepEqual(orderAt(redactLogged(log, 'packer'), place, settings), redact(whole, 'packer'));
    }),
    {runs: 200},
  );
});

test('V8 in a copy the last digits of the phone are searched, and nothing that was taken out', () => {
  const placed = new Story().place({customer: {id: 'c1', name: '李小龍', email: 'lee@example.com', phone: '+852 9123 4567'}}).order;
  const texts = orderHaystacks(redact(placed, 'packer'));
  assert.deepEqual(texts.filter(({field}) => field === 'phone'), [{field: 'phone', text: '4567'}]);
  assert.deepEqual(texts.filter(({field}) => field === 'email'), []);
  assert.ok(texts.some(({field, text}) => field === 'customer' && text.includes('c1')));
});

test('V8 a row says that its total means nothing; no query by total finds a copy, and a sort by total is one by number', () => {
  const index = new OrderIndex();
  const orders = [700, 300, 900].map((cents, place) => new Story(`o${place}`).place({number: String(10 + place), lines: [line({quantity: 1, unitPrice: hkd(cents)})]}).order);
  for (const order of orders) index.upsert(redact(order, 'packer'), 'synced');
  const ask = (text: string, field: 'total' | 'number') => {
    const parsed = parseQuery(text);
    assert.ok(parsed.ok);
    return [...index.query({query: parsed.query, sort: {field, descending: false}}, 'Asia/Hong_Kong')].map((handle) => index.row(handle));
  };
  assert.deepEqual(ask('', 'total').map(({number}) => number), ['10', '11', '12']);
  for (const text of ['total:<1000', 'total:>0', 'total:0', 'total:5..8']) assert.deepEqual(ask(text, 'number'), [], text);
  for (const row of ask('', 'number')) assert.equal(row.redacted, true);
  assert.deepEqual(ask('', 'number'), orders.map((order) => toOrderRow(redact(order, 'packer'), 'synced')));
  const [whole] = orders;
  assert.ok(whole);
  index.upsert(whole, 'synced');
  assert.equal('redacted' in index.row(index.handleOf(whole.id) ?? -1), false);
});

test('V1 what the shop wrote about money does not come along: the message of a denial, notes of payments, the picture', () => {
  const denied = new Story().place().uploads('r1').does({type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'You paid 4123 only'});
  const paid = denied.does({type: 'payment.record', amount: hkd(41_230), method: 'cash', note: '41230 in the till'});
  const text = JSON.stringify(redact(paid.order, 'packer'));
  for (const secret of ['4123', 'in the till', HASH, 'image/png']) assert.ok(!text.includes(secret), secret);
});

test('V5 answers and refusals are handed on whole to those who see money; a packer’s answer needs neither order nor refusal', () => {
  const {order} = new Story().place({paid: {method: 'card'}});
  const refusal = {code: 'payment/nothing-due', params: {dueAmount: '5.00', reason: 'ask lee@example.com', left: 2}} as const;
  const refused = {id: 'c', outcome: 'refused', version: 1, position: 0, refusal, order} as const;
  const decision = {ok: false, refusal} as const;
  for (const role of ['owner', 'clerk', 'viewer', 'system'] as const) {
    assert.equal(redactResult(refused, role), refused);
    assert.equal(redactDecision(decision, role), decision);
    assert.equal(redactRefusal(refusal, role), refusal);
  }
  const forPacker = {code: 'payment/nothing-due', params: {reason: 'ask ••••', left: 2}};
  assert.deepEqual(redactResult(refused, 'packer'), {...refused, refusal: forPacker, order: redact(order, 'packer')});
  assert.deepEqual(redactDecision(decision, 'packer'), {ok: false, refusal: forPacker});
  const applied = {id: 'c', outcome: 'applied', version: 2, position: 7} as const;
  assert.deepEqual(redactResult(applied, 'packer'), applied);
});

test('V6 a redacted log keeps who, when and which device; what a log without its beginning cannot tell is left out', () => {
  const {log} = new Logbook().place().does({type: 'parcel.add', parcelId: 'p2'});
  const noted = log.map((entry) => ({...entry, deviceId: 'd1', claimedAt: NOW, secret: 'HK$ 5'}));
  for (const [index, entry] of redactLogged(noted, 'packer').entries()) {
    const {event, verdicts, ...rest} = entry;
    const {event: whole, secret: _left, ...kept} = noted[index] ?? assert.fail();
    assert.deepEqual(rest, kept);
    assert.deepEqual(event, redactEvent(whole, 'packer'));
    assert.deepEqual(verdicts, {payment: 'unpaid', addressComplete: false});
  }
  const [, added] = log;
  assert.ok(added);
  assert.equal('verdicts' in (redactLogged([added], 'packer')[0] ?? {}), false);
  const withoutVerdicts = redactLogged(log, 'packer').map(({verdicts: _gone, ...entry}) => entry);
  assert.throws(() => orderAt(withoutVerdicts, {version: 1}, contextOf().settings), {code: 'history/no-verdicts'});
});
