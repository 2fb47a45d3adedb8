import type {RefusalCode} from '../shared/refusal-codes.ts';

/** A condition on one named fact. */
export interface Condition<Fact extends string> {
  readonly fact: Fact;
  readonly is: boolean;
}

/**
 * The three things a cell of the law can say, written as XState transitions. A cell lists them in order; the first
 * whose condition holds is the answer.
 */
export function movesOf<Fact extends string>() {
  const when = (fact: Fact, is: boolean) => ({type: 'fact' as const, params: {fact, is} satisfies Condition<Fact>});
  const saying = (code: RefusalCode) => ({type: 'refuse' as const, params: {code}});
  return {
    /** Refused, whatever the facts. */
    refuse: (code: RefusalCode) => ({actions: saying(code)}),
    refuseIf: (fact: Fact, code: RefusalCode) => ({guard: when(fact, true), actions: saying(code)}),
    refuseUnless: (fact: Fact, code: RefusalCode) => ({guard: when(fact, false), actions: saying(code)}),
    /** Allowed; the region stays where it is. (XState reads a transition without target and actions as forbidden.) */
    stay: {actions: {type: 'allow' as const}},
    /** Allowed; the region moves. */
    go: <Target extends string>(target: Target) => ({target}),
    goIf: <Target extends string>(fact: Fact, target: Target) => ({guard: when(fact, true), target}),
  };
}
