import type {GoldenAnswer, GoldenStep, GoldenStory} from '../../src/golden/golden-file.ts';
import type {Command, CommandBody} from '../../src/order/command.ts';
import type {DecisionContext, Role} from '../../src/order/decision.ts';
import type {Order} from '../../src/order/order.ts';
import {applyCommand} from '../../src/rules/apply-command.ts';
import type {Settings} from '../../src/settings/settings.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import {parseCommand} from '../../src/wire/parse-command.ts';
import {contextOf, later} from '../../test/support/people.ts';

export type Circumstances = Partial<Pick<DecisionContext, 'nextNumber' | 'numberTaken' | 'undoClosed'>> & {
  readonly role?: Role;
  /** How much later than the step before; default one minute, which is past any undoing. */
  readonly seconds?: number;
  readonly commandId?: string;
  readonly device?: {readonly id: string; readonly seq: number};
};

/** As it is read back from the file. */
export function asJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

/** One question with the answer that the rules give now. */
export function stepOf(order: Order | undefined, command: Command, context: DecisionContext, aside: boolean): GoldenStep {
  const {actor, now, nextNumber, numberTaken, undoClosed} = context;
  const answer = applyCommand(order, command, context);
  const knows = asJson({nextNumber, numberTaken, undoClosed}) as NonNullable<GoldenStep['knows']>;
  return asJson<GoldenStep>({
    command,
    actor: actor.role,
    now,
    ...(Object.keys(knows).length === 0 ? {} : {knows}),
    ...(aside ? {aside} : {}),
    ...(parseCommand(asJson(command)).ok ? {} : {offTheWire: true}),
    answer: (answer.ok ? {ok: true, events: answer.events, order: answer.order} : answer) satisfies GoldenAnswer,
  });
}

/** Tells a story command by command. What a teller expects is said beside it and checked, so that no story tells something else one day. */
export class Teller {
  readonly #name: string;
  readonly #settings: Partial<Settings> | undefined;
  readonly #steps: GoldenStep[] = [];
  #order: Order | undefined;
  #seconds = 0;

  constructor(name: string, settings?: Partial<Settings>) {
    this.#name = name;
    this.#settings = settings;
  }

  get order(): Order {
    if (this.#order === undefined) throw new Error(`In “${this.#name}” nothing is placed yet.`);
    return this.#order;
  }

  does(body: CommandBody, circumstances: Circumstances = {}): this {
    const {answer} = this.#ask(body, circumstances);
    if (!answer.ok) throw new Error(`In “${this.#name}” ${body.type} is refused with ${answer.refusal.code}.`);
    this.#order = answer.order;
    return this;
  }

  refused(code: RefusalCode, body: CommandBody, circumstances: Circumstances = {}): this {
    const {answer} = this.#ask(body, circumstances);
    if (answer.ok || answer.refusal.code !== code) throw new Error(`In “${this.#name}” ${body.type} is not refused with ${code} but ${answer.ok ? 'allowed' : answer.refusal.code}.`);
    return this;
  }

  /** The status with its detail that the order has now: `processing packing`. */
  is(status: string): this {
    const found = [this.order.status, this.order.statusDetail?.code].filter((code) => code !== undefined).join(' ');
    if (found !== status) throw new Error(`In “${this.#name}” the order is ${found}, not ${status}.`);
    return this;
  }

  story(): GoldenStory {
    return {name: this.#name, ...(this.#settings === undefined ? {} : {settings: this.#settings}), steps: this.#steps};
  }

  #ask(body: CommandBody, {role = 'clerk', seconds = 60, commandId, device, ...knows}: Circumstances): GoldenStep {
    this.#seconds += seconds;
    const orderId = this.#order?.id ?? 'o1';
    const command: Command = {id: commandId ?? `c${this.#steps.length + 1}`, schemaVersion: 1, orderId, ...(device === undefined ? {} : {device}), ...body};
    const context = contextOf({role, now: later(this.#seconds / 60), ...knows, ...(this.#settings === undefined ? {} : {settings: this.#settings})});
    const step = stepOf(this.#order, command, context, false);
    this.#steps.push(step);
    return step;
  }
}
