import type {Refusal} from '../shared/refusal.ts';
import type {Instant} from '../shared/instant.ts';
import type {Settings} from '../settings/settings.ts';
import type {OrderEvent} from './event.ts';

/** owner: all · clerk: orders and money, but erases nobody · packer: packing, no money · viewer: reads · shopper: one order by signed link · system: imports, scheduler. */
export type Role = 'owner' | 'clerk' | 'packer' | 'viewer' | 'shopper' | 'system';

/** Who asks. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Everything a decision may know besides order and command. Nothing else steers it: no clock, no random, no storage. */
export interface DecisionContext {
  readonly settings: Settings;
  readonly actor: Actor;
  readonly now: Instant;
  /** The next number of the shop's own series; only the server can give one. */
  readonly nextNumber?: string;
  /** The wished number belongs to another order; only the server can know. */
  readonly numberTaken?: boolean;
  /** The letter of the act that is to be undone has left already; only the server can know. */
  readonly undoClosed?: boolean;
}

/** The answer to a command: what happens, or why not. */
export type Decision = {readonly ok: true; readonly events: readonly OrderEvent[]} | {readonly ok: false; readonly refusal: Refusal};
