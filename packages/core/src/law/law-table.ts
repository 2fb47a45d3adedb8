import type {CommandType} from '../order/command.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import type {Condition} from './moves.ts';

/** One entry of a cell: needed facts → a refusal, or a state to go to (the same one when it stays). */
export interface Rule<Fact extends string> {
  readonly needs: Condition<Fact> | undefined;
  readonly refusal: RefusalCode | undefined;
  readonly target: string;
}

/** One axis of a machine: state → command type → ordered rules. */
export interface RegionTable<Fact extends string> {
  readonly name: string;
  readonly cells: ReadonlyMap<string, ReadonlyMap<CommandType, readonly Rule<Fact>[]>>;
}

/** All axes, in document order: the first refusal found is the answer. */
export type LawTable<Fact extends string> = readonly RegionTable<Fact>[];

/** What this file reads of an XState state node; named so that tests may pass an altered machine. */
export interface StateNodeLike {
  readonly key: string;
  readonly states: Readonly<Record<string, StateNodeLike>>;
  readonly transitions: ReadonlyMap<string, readonly TransitionLike[]>;
}

export interface TransitionLike {
  readonly guard?: unknown;
  readonly target?: readonly {readonly key: string}[] | undefined;
  readonly actions: readonly unknown[];
}

function ruleOf<Fact extends string>(transition: TransitionLike, here: string): Rule<Fact> {
  const guard = transition.guard as {params: Condition<Fact>} | undefined;
  const action = transition.actions[0] as {type: string; params: {code: RefusalCode}} | undefined;
  return {needs: guard?.params, refusal: action?.type === 'refuse' ? action.params.code : undefined, target: transition.target?.[0]?.key ?? here};
}

/**
 * Derives the lookup table from a parallel machine, once at load. `transition()` of XState costs about 8 µs an event,
 * a lookup 20 ns (docs/performance.md), and both must always say the same (law-table.test.ts).
 */
export function lawTableOf<Fact extends string>(machine: {readonly root: StateNodeLike}, commandTypes: readonly CommandType[]): LawTable<Fact> {
  return Object.values(machine.root.states).map((region) => {
    const cells = new Map<string, Map<CommandType, readonly Rule<Fact>[]>>();
    for (const state of Object.values(region.states)) {
      const row = new Map<CommandType, readonly Rule<Fact>[]>();
      const otherwise = state.transitions.get('*') ?? [];
      for (const type of commandTypes) {
        const rules = [...(state.transitions.get(type) ?? []), ...otherwise].map((transition) => ruleOf<Fact>(transition, state.key));
        const last = rules.findIndex(({needs}) => needs === undefined);
        if (rules.length > 0) row.set(type, last === -1 ? rules : rules.slice(0, last + 1));
      }
      cells.set(state.key, row);
    }
    return {name: region.key, cells};
  });
}

/** What the law says: the first refusal, or the states the regions are in afterwards. */
export type Ruling = {readonly ok: true; readonly states: Readonly<Record<string, string>>} | {readonly ok: false; readonly code: RefusalCode | undefined};

/**
 * Looks up one command. A command that no region knows in these states is refused without a code: it does not
 * concern this machine.
 */
export function rule<Fact extends string>(
  table: LawTable<Fact>,
  states: Readonly<Record<string, string>>,
  type: CommandType,
  holds: (fact: Fact) => boolean,
): Ruling {
  const after: Record<string, string> = {};
  let known = false;
  for (const {name, cells} of table) {
    const here = states[name] ?? '';
    after[name] = here;
    const rules = cells.get(here)?.get(type);
    if (rules === undefined) continue;
    const found = rules.find(({needs}) => needs === undefined || holds(needs.fact) === needs.is);
    if (found === undefined) continue;
    if (found.refusal !== undefined) return {ok: false, code: found.refusal};
    known = true;
    after[name] = found.target;
  }
  return known ? {ok: true, states: after} : {ok: false, code: undefined};
}
