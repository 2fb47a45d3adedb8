import {may, orderMachine, parcelMachine, type Applied, type Command, type DecisionContext, type Order, type RefusalCode} from '@packline/core';
import {transition, type AnyMachineSnapshot, type AnyStateMachine} from 'xstate';
import {ORDER_FACTS, PARCEL_FACTS} from '../../packages/core/src/law/facts.ts';
import {orderFacts} from '../../packages/core/src/rules/order-facts.ts';
import {parcelFacts} from '../../packages/core/src/rules/parcel-facts.ts';
import {orderStates, parcelStates} from '../../packages/core/src/rules/states.ts';
import {refusal} from './hand/refusal.ts';
import {applyByHand} from './hand/rules.ts';

/** Facts that are computed when a guard reads them. */
function lazily<Fact extends string, Question>(names: readonly Fact[], facts: Readonly<Record<Fact, (question: Question) => boolean>>, question: Question): Record<Fact, boolean> {
  const read = {} as Record<Fact, boolean>;
  for (const name of names) Object.defineProperty(read, name, {get: () => facts[name](question), enumerable: true});
  return read;
}

/** The code of the machine's refusal, undefined when it has none. */
function refusedBy(machine: AnyStateMachine, states: Record<string, string>, facts: Record<string, boolean>, {type}: Command): RefusalCode | undefined {
  const before = machine.resolveState({value: states, context: {facts}}) as AnyMachineSnapshot;
  const [, actions] = transition(machine, before, {type});
  const refused = (actions as readonly {type: string; params: unknown}[]).find((action) => action.type === 'refuse');
  return (refused?.params as {code: RefusalCode} | undefined)?.code;
}

/** The same machines, asked by XState's own pure `transition()` instead of the table made from them; then the hand-written change. */
export function applyByXState(order: Order | undefined, command: Command, context: DecisionContext): Applied {
  if (!may(context.actor.role, command.type)) return refusal('actor/not-allowed', order, command, context);
  const ofOrder = refusedBy(orderMachine, orderStates(order), lazily(ORDER_FACTS, orderFacts, {order, command, context}), command);
  if (ofOrder !== undefined) return refusal(ofOrder, order, command, context);
  const parcel = 'parcelId' in command ? order?.parcels.find(({id}) => id === command.parcelId) : undefined;
  if (order !== undefined && parcel !== undefined) {
    const ofParcel = refusedBy(parcelMachine, parcelStates(parcel), lazily(PARCEL_FACTS, parcelFacts, {order, parcel, command}), command);
    if (ofParcel !== undefined) return refusal(ofParcel, order, command, context);
  }
  return applyByHand(order, command, context);
}
