import assert from 'node:assert/strict';
import {test} from 'node:test';
import {transition, type AnyMachineSnapshot, type AnyStateMachine} from 'xstate';
import {COMMAND_TYPES, type CommandType} from '../order/command.ts';
import {ORDER_FACTS, PARCEL_FACTS} from './facts.ts';
import {rule, type LawTable, type Rule} from './law-table.ts';
import {ORDER_LAW, PARCEL_LAW} from './laws.ts';
import {orderMachine} from './order-machine.ts';
import {parcelMachine} from './parcel-machine.ts';

/** What the running machine says, in the words of the table. */
function askMachine(machine: AnyStateMachine, states: Record<string, string>, type: CommandType, facts: Record<string, boolean>) {
  const before = machine.resolveState({value: states, context: {facts}}) as AnyMachineSnapshot;
  if (!before.can({type})) return {ok: false, code: undefined};
  const [after, actions] = transition(machine, before, {type});
  const refusal = (actions as readonly {type: string; params: unknown}[]).find((action) => action.type === 'refuse');
  return refusal === undefined ? {ok: true, states: after.value} : {ok: false, code: (refusal.params as {code: string}).code};
}

function* stateCombinations(table: LawTable<string>): Generator<Record<string, string>> {
  const [first, second] = table;
  if (first === undefined || second === undefined) throw new Error('A law has two regions.');
  for (const left of first.cells.keys()) for (const right of second.cells.keys()) yield {[first.name]: left, [second.name]: right};
}

/** The rules that can have a say in these states, in the order they are asked. */
function rulesFor(table: LawTable<string>, states: Record<string, string>, type: CommandType): Rule<string>[] {
  return table.flatMap((region) => [...(region.cells.get(states[region.name] ?? '')?.get(type) ?? [])]);
}

/** All combinations of the facts these rules read; every other fact is false. */
function* factCombinations(rules: readonly Rule<string>[], allFacts: readonly string[]): Generator<Record<string, boolean>> {
  const read = [...new Set(rules.flatMap(({needs}) => (needs === undefined ? [] : [needs.fact])))];
  for (let bits = 0; bits < 2 ** read.length; bits += 1) {
    const facts = Object.fromEntries(allFacts.map((fact) => [fact, false]));
    read.forEach((fact, index) => (facts[fact] = (bits >> index) % 2 === 1));
    yield facts;
  }
}

function checkAgreement(machine: AnyStateMachine, table: LawTable<string>, allFacts: readonly string[]): number {
  let compared = 0;
  for (const states of stateCombinations(table)) {
    for (const type of COMMAND_TYPES) {
      for (const facts of factCombinations(rulesFor(table, states, type), allFacts)) {
        const looked = rule(table, states, type, (fact) => facts[fact] === true);
        assert.deepEqual(looked, askMachine(machine, states, type, facts), `${JSON.stringify(states)} ${type} ${JSON.stringify(facts)}`);
        compared += 1;
      }
    }
  }
  return compared;
}

test('O1 the order table and the order machine always say the same', () => {
  const compared = checkAgreement(orderMachine, ORDER_LAW, ORDER_FACTS);
  assert.ok(compared > 500, `only ${compared} combinations`);
});

test('P1 the parcel table and the parcel machine always say the same', () => {
  const compared = checkAgreement(parcelMachine, PARCEL_LAW, PARCEL_FACTS);
  assert.ok(compared > 100, `only ${compared} combinations`);
});

test('O2 P1 every named fact is read by some cell', () => {
  const read = (table: LawTable<string>) => new Set(table.flatMap((region) => [...region.cells.values()].flatMap((row) => [...row.values()].flat().map((entry) => entry.needs?.fact))));
  assert.deepEqual(ORDER_FACTS.filter((fact) => !read(ORDER_LAW).has(fact)), []);
  assert.deepEqual(PARCEL_FACTS.filter((fact) => !read(PARCEL_LAW).has(fact)), []);
});

test('O1 every order state has an answer for every command', () => {
  for (const states of stateCombinations(ORDER_LAW)) {
    for (const type of COMMAND_TYPES) {
      for (const facts of factCombinations(rulesFor(ORDER_LAW, states, type), ORDER_FACTS)) {
        const ruling = rule(ORDER_LAW, states, type, (fact) => facts[fact] === true);
        assert.ok(ruling.ok || ruling.code !== undefined, `${JSON.stringify(states)} ${type}`);
      }
    }
  }
});
