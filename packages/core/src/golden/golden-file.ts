import type {Command} from '../order/command.ts';
import type {Actor, DecisionContext, Role} from '../order/decision.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';

/** What a command is answered with: its events and the order after them, or a refusal. */
export type GoldenAnswer = {readonly ok: true; readonly events: readonly OrderEvent[]; readonly order: Order} | {readonly ok: false; readonly refusal: Refusal};

/** One question and its answer. */
export interface GoldenStep {
  readonly command: Command;
  /** Who asks: one of the file's `actors`. */
  readonly actor: Role;
  /** The server's clock. */
  readonly now: Instant;
  /** What only a server can know; left out where nothing of it is so. */
  readonly knows?: Pick<DecisionContext, 'nextNumber' | 'numberTaken' | 'undoClosed'>;
  /** Asked by the way: the next step meets the same order as this one. */
  readonly aside?: true;
  /** Not a command that the wire takes (`parseCommand` says why); `decide` has an answer all the same. */
  readonly offTheWire?: true;
  readonly answer: GoldenAnswer;
}

/**
 * One order, question by question. The first step meets `order`, or no order at all; each later one meets the order
 * after the last step that was allowed and not asked by the way.
 */
export interface GoldenStory {
  readonly name: string;
  /** Where it differs from the file's. */
  readonly settings?: Partial<Settings>;
  /** The order it begins with. Stories without one begin with `order.place` and can be replayed through a protocol. */
  readonly order?: Order;
  readonly steps: readonly GoldenStep[];
}

/** A file of golden vectors: `@packline/core/golden/NAME.json`. */
export interface GoldenFile {
  readonly format: 1;
  readonly about: string;
  readonly settings: Settings;
  readonly actors: Readonly<Partial<Record<Role, Actor>>>;
  readonly stories: readonly GoldenStory[];
}
