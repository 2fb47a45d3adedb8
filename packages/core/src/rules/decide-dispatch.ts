import {PARCEL_LAW} from '../law/laws.ts';
import {rule} from '../law/law-table.ts';
import type {Command, CommandOf} from '../order/command.ts';
import type {Decision, DecisionContext} from '../order/decision.ts';
import type {OrderEvent, OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {derivedId} from '../shared/ids.ts';
import {deriveOrder} from './derive-order.ts';
import {evolve} from './evolve.ts';
import {sentEvent} from './events-of.ts';
import {parcelFacts} from './parcel-facts.ts';
import {placesOf} from './places.ts';
import {refusalOf} from './refusal-params.ts';
import {parcelStates} from './states.ts';

/**
 * Carries a dispatch out as the steps a packer would take, each allowed by the same parcel machine. It keeps the
 * order as it becomes, so that later steps see what earlier ones did.
 */
class Steps {
  readonly events: OrderEvent[] = [];
  order: Order;
  private readonly command: CommandOf<'order.dispatch'>;
  private readonly context: DecisionContext;

  constructor(order: Order, command: CommandOf<'order.dispatch'>, context: DecisionContext) {
    this.order = order;
    this.command = command;
    this.context = context;
  }

  add(...bodies: OrderEventBody[]): void {
    for (const body of bodies) {
      const event = {...body, at: this.context.now, by: this.context.actor.name};
      this.events.push(event);
      this.order = deriveOrder(evolve(this.order, event), this.context.settings);
    }
  }

  /** Sends one verified parcel, or says why the law does not let it go. */
  send(parcelId: string): Decision | undefined {
    const parcel = this.order.parcels.find((candidate) => candidate.id === parcelId);
    if (parcel === undefined) return undefined;
    const {shipOn, remark, orderId, id} = this.command;
    const send: Command = {id, schemaVersion: 1, orderId, type: 'parcel.send', parcelId};
    const ruling = rule(PARCEL_LAW, parcelStates(parcel), 'parcel.send', (fact) => parcelFacts[fact]({order: this.order, parcel, command: send}));
    if (!ruling.ok) return {ok: false, refusal: refusalOf(ruling.code ?? 'parcel/not-found', this.order, send, this.context)};
    if (shipOn !== undefined) this.add({type: 'parcel.scheduled', parcelId, shipOn});
    this.add(sentEvent(parcelId, remark, undefined));
    return undefined;
  }
}

/**
 * Bulk dispatch of one order. *All Items*: what is left is packed and verified into the one unsent parcel (made when
 * there is none, its id derived from the command's), which is sent. *Packed Items Only*: the verified lines of every
 * unsent parcel are sent; its other lines move, still packing, to a parcel of their own.
 */
export function decideDispatch(order: Order, command: CommandOf<'order.dispatch'>, context: DecisionContext): Decision {
  const steps = new Steps(order, command, context);
  const refused = command.mode === 'all_items' ? sendAllItems(steps, command) : sendPackedItems(steps, command);
  return refused ?? {ok: true, events: steps.events};
}

function sendAllItems(steps: Steps, command: CommandOf<'order.dispatch'>): Decision | undefined {
  let target = steps.order.parcels.find((parcel) => parcel.sentAt === undefined);
  if (target === undefined) {
    const parcelId = derivedId(command.id, 'p');
    steps.add({type: 'parcel.added', parcelId});
    target = {id: parcelId, contents: [], transit: 'none'};
  }
  const parcelId = target.id;
  const remainder: OrderEventBody[] = [];
  for (const [lineId, {unallocated}] of placesOf(steps.order)) {
    if (unallocated > 0) remainder.push({type: 'parcel.packed', parcelId, lineId, quantity: unallocated});
  }
  if (remainder.length > 0 && target.verifiedAt !== undefined) {
    // The parcel was closed before everything was in it; the merchant's *All Items* opens it and closes it again.
    steps.add({type: 'parcel.unlocked', parcelId, reason: 'order.dispatch all_items'});
  }
  steps.add(...remainder);
  const filled = steps.order.parcels.find((parcel) => parcel.id === parcelId);
  if (filled?.verifiedAt === undefined) steps.add({type: 'parcel.verified', parcelId});
  return steps.send(parcelId);
}

function sendPackedItems(steps: Steps, command: CommandOf<'order.dispatch'>): Decision | undefined {
  for (const [index, parcel] of steps.order.parcels.entries()) {
    if (parcel.sentAt !== undefined || !parcel.contents.some((content) => content.verified)) continue;
    const rest = parcel.contents.filter((content) => !content.verified);
    if (rest.length > 0) steps.add({type: 'parcel.split', parcelId: parcel.id, toParcelId: derivedId(command.id, `r${index + 1}`), contents: rest});
    const now = steps.order.parcels.find((candidate) => candidate.id === parcel.id);
    if (now?.verifiedAt === undefined) steps.add({type: 'parcel.verified', parcelId: parcel.id});
    const refused = steps.send(parcel.id);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
