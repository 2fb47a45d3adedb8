import {createHash} from 'node:crypto';
import {COMMANDS, placesOf, put, samplesOf, type Path, type WalkedPlace} from './schema-walk.ts';

/** Where a text may be anything, in a command of a life. */
export interface TextField {
  readonly type: string;
  readonly path: Path;
}

/** One command of a life, with every field its schema has, and the places where any text may stand. */
export interface LifeStep {
  readonly order: string;
  readonly body: unknown;
  readonly fields: readonly TextField[];
}

const hkd = (amount: number) => ({amount, scale: 2, currency: 'HKD'});
const hash = (letter: string): string => createHash('sha256').update(letter).digest('hex');
/** Left out: what a sample has there would have to be true of the order. */
const not = undefined;

const line = (id: string) => ({id, sku: 'S', name: 'N', quantity: 4, unitPrice: hkd(100), requiresShipping: true, note: 'n'});
const placed = (order: string) => ({
  type: 'order.place',
  order: {number: `#${order}`, kind: 'sale', placedAt: not, draft: not, paid: {method: 'card', amount: hkd(100)}, currency: 'HKD', paymentMethod: {needsReceipt: true, allowUnpaidDispatch: true}, shippingMethod: {carrier: 'own'}, lines: [line('1'), line('2')], discounts: [{name: 'd', amount: hkd(1)}], shippingFee: hkd(1), tax: {amount: hkd(1), included: true}},
});
const seen = (receiptId: string) => ({receiptId, hash: hash(receiptId), expectedVersion: not});

/** What is particular about each command of four orders' lives; everything else is what the schema's sample says. */
function wishes(name: string): readonly (readonly [order: string, wish: {readonly type: string} & Record<string, unknown>, sample?: number])[] {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((letter) => `${name}-${letter}`) as [string, string, string, string];
  const parcel = {parcelId: `${a}-p1`};
  return [
    [a, placed(a)], [b, placed(b)], [c, placed(c)], [d, placed(d)],
    [a, {type: 'order.edit', expectedVersion: not, changes: {lines: [{add: line('3')}], shippingFee: hkd(2), discounts: [{amount: hkd(2)}], paymentMethod: {needsReceipt: true, allowUnpaidDispatch: true}, shippingMethod: {carrier: 'own'}}}, 0],
    [a, {type: 'order.edit', expectedVersion: not, changes: {lines: [{lineId: '3', quantity: 5, unitPrice: hkd(100)}], shippingFee: not, tax: not, shippingAddress: not, customerNote: not, staffNote: not, paymentMethod: {needsReceipt: true, allowUnpaidDispatch: true}, shippingMethod: {carrier: 'own'}}}, 2],
    [a, {type: 'note.add'}],
    [a, {type: 'tags.change', remove: not}],
    [a, {type: 'hold.add', until: '2099-01-01T00:00:00Z'}],
    [a, {type: 'hold.release', holdId: not}],
    [a, {type: 'receipt.submit', receiptId: 'r1', hash: hash('r1'), mediaType: 'image/png'}],
    [a, {type: 'receipt.deny', ...seen('r1')}],
    [a, {type: 'payment.record', amount: hkd(50)}],
    [a, {type: 'payment.refund', amount: hkd(10)}],
    [a, {type: 'payment.reverse', entryId: not, amount: hkd(10)}],
    [a, {type: 'line.cancel', lineId: '2', quantity: 1, undoPacking: not}],
    [a, {type: 'parcel.pack', ...parcel, lineId: '1', quantity: 2}],
    [a, {type: 'parcel.verify', ...parcel, lineId: not}],
    [a, {type: 'parcel.unlock', ...parcel, lineId: not}],
    [a, {type: 'parcel.verify', ...parcel, lineId: not}],
    [a, {type: 'parcel.send', ...parcel}],
    [a, {type: 'parcel.track', ...parcel, trackingNumber: 't'}],
    [a, {type: 'parcel.report', ...parcel, transit: 'delivered'}],
    [b, {type: 'order.dispatch', mode: 'all_items', shipOn: not}],
    [c, {type: 'parcel.pack', parcelId: `${c}-p1`, lineId: '1', quantity: 4}],
    [c, {type: 'parcel.verify', parcelId: `${c}-p1`, lineId: not}],
    [c, {type: 'parcel.schedule', parcelId: `${c}-p1`, shipOn: '2026-11-24'}],
    [c, {type: 'order.send', parcelIds: [`${c}-p1`]}],
    [d, {type: 'order.cancel'}],
  ];
}

/** The lives of four orders, in which every command that holds a text is given. */
export function lifeOf(name: string): readonly LifeStep[] {
  return wishes(name).map(([order, wish, way = 0], index) => {
    const {schema} = COMMANDS.find(({type}) => type === wish.type) ?? {schema: {}};
    const sample = [...samplesOf(schema)][way];
    const id = `${name}-${index}`;
    const body = merge(sample, {...wish, id, orderId: order, claimedAt: not, device: not, ...(wish.type === 'payment.reverse' ? {entryId: `${name}-12-received`} : {})});
    return {order, body, fields: [...placesOf(schema, body)].filter(isFreeText).map(({path}) => ({type: wish.type, path}))};
  });
}

/** Every command with a place where any text may stand. */
export const TYPES_WITH_TEXT = COMMANDS.filter(({schema}) => [...samplesOf(schema)].some((sample) => [...placesOf(schema, sample)].some(isFreeText))).map(({type}) => type);

/** Whether any text may stand there. */
function isFreeText({schema}: WalkedPlace): boolean {
  return (schema.anyOf ?? [schema]).some(({type, format, pattern, const: only, enum: known}) => [type].flat().includes('string') && (format ?? pattern ?? only ?? known) === undefined);
}

function merge(sample: unknown, wish: unknown): unknown {
  if (Array.isArray(sample) && Array.isArray(wish)) return wish.map((item, index) => merge(sample[Math.min(index, sample.length - 1)], item));
  if (typeof sample !== 'object' || sample === null || typeof wish !== 'object' || wish === null) return wish;
  const merged = {...(sample as Record<string, unknown>)};
  for (const [key, value] of Object.entries(wish)) {
    if (value === undefined) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

/** A step with other texts in its fields. */
export function withTexts({body, fields}: LifeStep, textOf: (field: TextField) => string): unknown {
  return fields.reduce((changed, field) => put(changed, field.path, textOf(field)), body);
}
