import {applyCommand, type Command, type GoldenAnswer, type GoldenFile, type GoldenStep, type GoldenStory, type Order, type Settings} from '@packline/core';

/** One step of a story as it can be told to a backend. */
export interface ToldStep {
  readonly command: Command;
  readonly answer: GoldenAnswer;
}

/** A story whose ids and numbers are this run's own. */
export interface ToldStory {
  readonly name: string;
  readonly steps: readonly ToldStep[];
  /** Steps that the protocol has no way to ask for, by reason. */
  readonly left: readonly string[];
}

/** Settings that a decision looks at, and a backend has of its own. */
const DECIDING = ['completeOnFirstSend', 'reviewOnlyWithReceipt'] as const satisfies readonly (keyof Settings)[];

/** How the settings a story is told under differ from a backend's, if that matters; undefined when it does not. */
export function settingsDiffer(file: GoldenFile, {settings}: GoldenStory, backend: Settings): string | undefined {
  const own = {...file.settings, ...settings};
  const name = DECIDING.find((field) => own[field] !== backend[field]);
  return name && `the story is told under ${name} = ${own[name]}, this backend has ${backend[name]}`;
}

/**
 * Makes a story askable: new ids and numbers, an owner in every role. A step that an owner would be answered differently
 * is left out; the first one about undoing ends the story, because its moments cannot be chosen.
 *
 * @param prefix begins the ids of this telling
 */
export function tellStory(file: GoldenFile, story: GoldenStory, prefix: string): ToldStory {
  const owner = file.actors.owner;
  if (owner === undefined) return {name: story.name, steps: [], left: ['the file names no owner']};
  const ids = story.steps.flatMap(({command}) => [command.id, command.orderId]);
  const rename = renamer(new Map(ids.map((id) => [id, `${prefix}-${id}`])));
  const steps: ToldStep[] = [];
  const left: string[] = [];
  let before: Order | undefined;
  for (const step of story.steps) {
    const {command, answer} = step;
    if (command.type === 'order.undo') {
      left.push('what follows the first order.undo');
      break;
    }
    const skipped = reasonToSkip(file, story, step, before, owner);
    if (skipped === undefined) steps.push({command: rename(withNumber(command, file, prefix)), answer: rename(answer)});
    else left.push(skipped);
    if (answer.ok && step.aside !== true) {
      // The order of a skipped step is one that this telling does not reach.
      if (skipped !== undefined) break;
      before = answer.order;
    }
  }
  return {name: story.name, steps, left};
}

function reasonToSkip(file: GoldenFile, story: GoldenStory, {command, answer, aside, offTheWire, knows, now}: GoldenStep, before: Order | undefined, owner: NonNullable<GoldenFile['actors']['owner']>): string | undefined {
  if (aside === true) return 'a question asked by the way';
  if (offTheWire === true) return 'a command that the wire does not take';
  if (knows?.numberTaken === true || knows?.undoClosed === true) return 'what only a server can know';
  const asOwner = applyCommand(before, command, {settings: {...file.settings, ...story.settings}, actor: owner, now, ...knows});
  const same = asOwner.ok === answer.ok && (asOwner.ok || answer.ok || asOwner.refusal.code === answer.refusal.code);
  return same ? undefined : 'an owner is answered differently';
}

/** A number that is free, and the currency in words: a backend's own series and currency are its own. */
function withNumber(command: Command, file: GoldenFile, prefix: string): Command {
  if (command.type !== 'order.place') return command;
  const {order} = command;
  return {...command, order: {...order, currency: order.currency ?? file.settings.currency, ...(order.number === undefined ? {} : {number: `${prefix}-${order.number}`})}};
}

/** Replaces ids in every text of a document, and what was derived from them (`o1-p1`). */
function renamer(names: ReadonlyMap<string, string>): <Value>(value: Value) => Value {
  const ofText = (text: string): string => {
    const whole = names.get(text);
    if (whole !== undefined) return whole;
    for (const [from, to] of names) if (text.startsWith(`${from}-`)) return to + text.slice(from.length);
    return text;
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return ofText(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, KEPT.has(name) ? part : walk(part)]));
  };
  return <Value>(value: Value): Value => walk(value) as Value;
}

/** Fields of codes and of people's words, where nothing is an id. */
const KEPT: ReadonlySet<string> = new Set(['type', 'customer', 'channel', 'act', 'code', 'text', 'note', 'reason', 'message', 'remark', 'name', 'sku', 'tags', 'add', 'remove', 'status', 'state', 'kind']);
