import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {test} from 'node:test';
import {goldenFiles, sorted, toText} from '../scripts/golden/golden-files.ts';
import {shownBy} from '../scripts/golden/coverage.ts';
import {asJson} from '../scripts/golden/teller.ts';
import type {GoldenFile, GoldenStep, GoldenStory} from '../src/golden/golden-file.ts';
import type {DecisionContext} from '../src/order/decision.ts';
import {COMMAND_TYPES} from '../src/order/command.ts';
import {ORDER_STATUSES, STATUS_DETAILS} from '../src/order/order-status.ts';
import type {Order} from '../src/order/order.ts';
import {QUERY_VALUES} from '../src/query/query-values.ts';
import {applyCommand} from '../src/rules/apply-command.ts';
import {decide} from '../src/rules/decide.ts';
import {REFUSAL_CODES} from '../src/shared/refusal-codes.ts';
import {parseCommand} from '../src/wire/parse-command.ts';
import {ALLOWED, REACHED} from './support/reached-refusals.ts';

const FOLDER = new URL('../golden/', import.meta.url);
const LARGEST = 2 * 1024 * 1024;
/** What the carrier gateway will bring; nothing leads there yet. */
const OF_CARRIERS: ReadonlySet<string> = new Set(['pickup_requested', 'waybill_ready']);

const texts = new Map(readdirSync(FOLDER).map((name) => [name.replace(/\.json$/, ''), readFileSync(new URL(name, FOLDER), 'utf8')]));
const files = [...texts.values()].map((text) => JSON.parse(text) as GoldenFile);

function contextOf(file: GoldenFile, story: GoldenStory, {actor: role, now, knows}: GoldenStep): DecisionContext {
  const actor = file.actors[role];
  assert.ok(actor, `nobody acts as ${role}`);
  return {settings: {...file.settings, ...story.settings}, actor, now, ...knows};
}

/** Every step with the order it meets. */
function* steps(): Generator<{before: Order | undefined; step: GoldenStep; context: DecisionContext; name: string}> {
  for (const file of files) {
    for (const story of file.stories) {
      let before = story.order;
      for (const [index, step] of story.steps.entries()) {
        yield {before, step, context: contextOf(file, story, step), name: `${story.name}, step ${index + 1}`};
        if (step.answer.ok && step.aside !== true) before = step.answer.order;
      }
    }
  }
}

test('G1 the published vectors are the ones that the rules make now: after a change of the rules run scripts/make-golden.ts and read the difference', () => {
  const made = goldenFiles();
  assert.deepEqual([...texts.keys()].toSorted(), Object.keys(made).toSorted());
  for (const [name, file] of Object.entries(made)) assert.ok(texts.get(name) === toText(file), `golden/${name}.json is not what the rules say now`);
});

test('G2 every question is answered as the vectors say: events and order, or the refusal', () => {
  let count = 0;
  for (const {before, step, context, name} of steps()) {
    const {answer, command} = step;
    const decision = asJson(decide(before, command, context));
    assert.deepEqual(decision, answer.ok ? {ok: true, events: answer.events} : answer, name);
    const applied = applyCommand(before, command, context);
    if (applied.ok) assert.deepEqual(asJson(applied.order), answer.ok && answer.order, name);
    assert.equal(parseCommand(command).ok, step.offTheWire !== true, name);
    count += 1;
  }
  assert.ok(count > 600, `only ${count} questions`);
});

test('G3 there is an example of every command allowed and refused, every refusal, status, detail, payment, fulfillment, transit and event', () => {
  const shown = new Set(files.flatMap(({stories}) => stories.flatMap((story) => story.steps.flatMap(shownBy))));
  const wanted = [
    ...COMMAND_TYPES.flatMap((type) => [`${type} allowed`, `${type} refused`]),
    ...REFUSAL_CODES.filter((code) => code !== 'command/id-reused').map((code) => `refusal ${code}`),
    ...ORDER_STATUSES.map((status) => `status ${status}`),
    ...STATUS_DETAILS.filter((code) => !OF_CARRIERS.has(code)).map((code) => `detail ${code}`),
    ...QUERY_VALUES.payment.map((code) => `payment ${code}`),
    ...QUERY_VALUES.fulfillment.map((code) => `fulfillment ${code}`),
    ...['in_transit', 'out_for_delivery', 'ready_to_collect', 'delivered', 'attempt_failed', 'exception', 'returning', 'returned'].map((code) => `transit ${code}`),
    ...EVENT_TYPES.map((type) => `event ${type}`),
  ];
  assert.deepEqual(wanted.filter((what) => !shown.has(what)), []);
});

test('G3 every question that proves a transition of a machine to matter is among them', () => {
  const asked = new Set([...steps()].map(({step}) => JSON.stringify(sorted([step.command, step.actor]))));
  const missing = [...Object.values(REACHED).flat(), ...ALLOWED].filter(({command, context}) => !JSON.stringify(command).includes('"quantity":null') && !asked.has(JSON.stringify(sorted(asJson([command, context.actor.role])))));
  assert.deepEqual(missing.map(({command}) => command), []);
});

test('G4 the vectors are small, and each story without an order of its own begins with a placing', () => {
  const size = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  assert.ok(size < LARGEST, `${size} bytes`);
  for (const file of files) {
    assert.equal(file.format, 1);
    for (const {order, steps: told, name} of file.stories) {
      if (order === undefined && told.every(({aside}) => aside !== true)) assert.equal(told[0]?.command.type, 'order.place', name);
    }
  }
});

const EVENT_TYPES = [
  'order.placed', 'order.confirmed', 'order.cancelled', 'order.expired', 'order.edited', 'line.cancelled', 'order.closed', 'order.archived', 'order.erased', 'note.added', 'tags.changed',
  'hold.added', 'hold.released', 'act.undoable', 'act.undone', 'receipt.submitted', 'receipt.superseded', 'receipt.accepted', 'receipt.denied', 'payment.entered',
  'parcel.added', 'parcel.removed', 'parcel.packed', 'parcel.unpacked', 'parcel.verified', 'parcel.unlocked', 'parcel.measured', 'parcel.scheduled', 'parcel.filled',
  'parcel.split', 'parcel.sent', 'parcel.tracked', 'parcel.reported',
] as const;
