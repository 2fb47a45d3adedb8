import type {Command} from '../../src/order/command.ts';
import type {DecisionContext} from '../../src/order/decision.ts';
import type {LoggedEvent} from '../../src/order/event.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {applyCommand, type Applied} from '../../src/rules/apply-command.ts';
import {toDecimal, type Money} from '../../src/shared/money.ts';
import type {AnyStory} from './any-story.ts';
import {askedOf} from './any-steps.ts';
import {contextOf} from './people.ts';

/** Where a packer must never meet them: telephone numbers, e-mail addresses, and words with an amount. */
const EMAIL = 'buyer.7331@secret.example';
const PHONES = ['+852 6733 1001', '67331002'];
const WORDS = `ask ${EMAIL} or 6733-1003 about HK$ 7331.44`;
const CONTACTS = [EMAIL, 'secret.example', ...PHONES, '67331001', '6733-1003', '7331.44'];

/** The same wish with contacts in every place that can hold one, and amounts that stand out. */
function marked(placed: NewOrder): NewOrder {
  const big = <Amount extends Money | undefined>(value: Amount): Amount => (value === undefined ? value : {...value, amount: value.amount + 7_331_000_000});
  return {
    ...placed,
    customer: {...placed.customer, email: EMAIL, phone: PHONES[0] ?? '', name: '陳大文'},
    shippingAddress: {name: '陳大文', phone: PHONES[1] ?? '', lines: ['1 Nathan Road'], city: 'Hong Kong'},
    lines: placed.lines.map((line) => ({...line, unitPrice: big(line.unitPrice), note: WORDS})),
    ...(placed.shippingFee === undefined ? {} : {shippingFee: big(placed.shippingFee)}),
    ...(placed.tax === undefined ? {} : {tax: {...placed.tax, amount: big(placed.tax.amount)}}),
    customerNote: WORDS,
    staffNote: WORDS,
    source: {...placed.source, raw: WORDS},
  };
}

const WRITTEN = new Set(['reason', 'note', 'text', 'message', 'customerNote', 'staffNote']);

/** What is written in a command says who to ask, too. */
function withWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      if (typeof part !== 'string') return [key, withWords(part)];
      if (WRITTEN.has(key) && part.trim() !== '') return [key, `${part} ${WORDS}`];
      return [key, key === 'email' ? EMAIL : key === 'phone' ? PHONES[1] : part];
    }),
  );
}

export interface MarkedTold {
  readonly before: Order | undefined;
  readonly command: Command;
  readonly context: DecisionContext;
  readonly answer: Applied;
}

/** A random life in which all that a packer must not see can be recognised, with its log. */
export function liveMarked({placed, steps, literal}: AnyStory, look: (told: MarkedTold) => void = () => {}): {readonly order: Order | undefined; readonly log: readonly LoggedEvent[]} {
  let order: Order | undefined;
  const log: LoggedEvent[] = [];
  const ask = (command: Command, given: DecisionContext): void => {
    // Customers act under the name they gave, which may be an address.
    const actor = {...given.actor, name: `${given.actor.name} ${EMAIL}`};
    const context = {...given, actor, settings: {...given.settings, completeOnFirstSend: literal, reviewOnlyWithReceipt: literal}};
    const answer = applyCommand(order, command, context);
    look({before: order, command, context, answer});
    if (!answer.ok) return;
    order = answer.order;
    const {version, id: orderId} = answer.order;
    log.push(...answer.events.map((event, index): LoggedEvent => ({orderId, version, index, commandId: command.id, ...(command.device === undefined ? {} : {deviceId: command.device.id}), event})));
  };
  ask({id: 'c-place', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: marked(placed)}, contextOf({nextNumber: '1000'}));
  for (const [index, step] of steps.entries()) {
    const {command, context} = askedOf(step, order, index);
    if (command.type !== 'order.place') ask(withWords(command) as Command, context);
  }
  return {order, log};
}

/** Every amount in a value that is large enough to be recognised, as an integer and as a decimal. */
export function amountsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  const {amount, scale, currency} = value as Partial<Money>;
  if (typeof amount === 'number' && typeof scale === 'number' && typeof currency === 'string') {
    if (Math.abs(amount) >= 100_000) found.add(String(Math.abs(amount))).add(toDecimal({amount: Math.abs(amount), scale, currency}));
  } else for (const part of Object.values(value)) amountsIn(part, found);
  return found;
}

/** What a text gives away. */
export function leaksIn(shown: unknown, secrets: ReadonlySet<string>): string[] {
  const text = JSON.stringify(shown) ?? '';
  return [...CONTACTS, ...secrets].filter((secret) => text.includes(secret));
}
