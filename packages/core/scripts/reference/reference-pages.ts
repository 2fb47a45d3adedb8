import {ORDER_LAW, PARCEL_LAW} from '../../src/law/laws.ts';
import {COMMAND_TYPES, type Command, type CommandType} from '../../src/order/command.ts';
import type {Role} from '../../src/order/decision.ts';
import {decide} from '../../src/rules/decide.ts';
import {may} from '../../src/rules/permissions.ts';
import {REFUSAL_CODES, type RefusalCode} from '../../src/shared/refusal-codes.ts';
import {REACHED, type DecidedCode} from '../../test/support/reached-refusals.ts';
import {COMMAND_NOTES} from './command-notes.ts';
import {REFUSAL_NOTES} from './refusal-notes.ts';

const ROLES: readonly Role[] = ['owner', 'clerk', 'packer', 'viewer', 'shopper', 'system'];
const MADE = '<!-- Made by `node packages/core/scripts/make-reference-pages.ts` from the law itself; a test compares. -->';

/** Every refusal that the law or a role can answer to one type of command, in the order of the list of codes. */
export function refusalsOf(type: CommandType): RefusalCode[] {
  const codes = new Set<RefusalCode>();
  const laws = 'parcelId' in COMMAND_NOTES[type].fields || type === 'order.send' ? [ORDER_LAW, PARCEL_LAW] : [ORDER_LAW];
  const asked = type === 'order.send' ? (['order.send', 'parcel.send'] as const) : [type];
  for (const region of laws.flat()) {
    for (const row of region.cells.values()) for (const one of asked) for (const {refusal} of row.get(one) ?? []) if (refusal !== undefined) codes.add(refusal);
  }
  for (const [code, questions] of Object.entries(REACHED)) if (questions.some(({command}) => command.type === type)) codes.add(code as DecidedCode);
  return REFUSAL_CODES.filter((code) => codes.has(code));
}

function link(code: RefusalCode): string {
  return `[\`${code}\`](refusals.md#${code.replace('/', '')})`;
}

/** A value as TypeScript that fits on a page. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^(\s*)"([A-Za-z]\w*)":/gm, '$1$2:').replaceAll('"', "'");
}

/** Lines of TypeScript, fenced. */
function codeBlock(...lines: readonly string[]): string {
  return ['```ts', ...lines, '```'].join('\n');
}

function page(title: string, opening: string, sections: readonly string[]): string {
  return [`# ${title}`, MADE, opening, ...sections].join('\n\n').replace(/\n*$/, '\n');
}

function commandSection(type: CommandType): string {
  const {what, fields, example} = COMMAND_NOTES[type];
  const rows = Object.entries(fields).map(([name, text]) => `| \`${name}\` | ${text} |`);
  return [
    `## ${type}`,
    what,
    ...(rows.length === 0 ? [] : [['| field | |', '|---|---|', ...rows].join('\n')]),
    `For: ${ROLES.filter((role) => may(role, type)).join(', ')}. Refused with: ${refusalsOf(type).map(link).join(', ')}.`,
    codeBlock("import type {CommandBody} from '@packline/core';", '', `const body: CommandBody = ${literal(example)};`),
  ].join('\n\n');
}

/** docs/reference/commands.md. */
export function commandsPage(): string {
  return page(
    'Commands',
    'Every wish that can be made of an order, with its fields and their units, who may make it, and every refusal it can meet. A command touches exactly one order. `engine.dispatch(orderId, body)` gives it an id, decides at once and sends it when there is a connection; `decide` and `applyCommand` are the same rules without an engine.',
    COMMAND_TYPES.map(commandSection),
  );
}

function bodyOf({id: _id, schemaVersion: _version, orderId: _orderId, device: _device, claimedAt: _claimed, ...body}: Command): object {
  return body;
}

/** The commands that can meet a refusal, as links. */
function askersOf(code: RefusalCode): string {
  if (code === 'actor/not-allowed' || code === 'command/id-reused') return 'every command';
  return COMMAND_TYPES.filter((type) => refusalsOf(type).includes(code)).map((type) => `[\`${type}\`](commands.md#${type.replace('.', '')})`).join(', ');
}

function refusalSection(code: RefusalCode): string {
  const opening = [`## ${code}`, REFUSAL_NOTES[code], `Met by: ${askersOf(code)}.`];
  if (code === 'command/id-reused') return [...opening, codeBlock("import type {Refusal} from '@packline/core';", '', "const refusal: Refusal = {code: 'command/id-reused', params: {}};")].join('\n\n');
  const [{order, command, context}] = REACHED[code];
  const decision = decide(order, command, context);
  if (decision.ok || decision.refusal.code !== code) throw new Error(`The example of ${code} is not refused with it.`);
  const example = codeBlock(
    "import type {CommandBody, Refusal} from '@packline/core';",
    '',
    `const asked: CommandBody = ${literal(bodyOf(command))};`,
    `const refusal: Refusal = ${literal(decision.refusal)};`,
  );
  return [...opening, example].join('\n\n');
}

/** docs/reference/refusals.md. */
export function refusalsPage(): string {
  return page(
    'Refusals',
    'An expected no is a value `{code, params}`, never thrown. Codes are stable; the sentence a person reads is chosen by the code from a strings file, with the params filled in. Params are facts that every role may see: numbers, names, times in ISO 8601 UTC, units as whole numbers. Each example is what `decide` really answers.',
    REFUSAL_CODES.map(refusalSection),
  );
}
