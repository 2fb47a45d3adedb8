import {measureRules, type RulesRun} from './measure-rules.ts';
import type {Apply} from './peers.ts';
import type {Question} from './questions.ts';

declare global {
  /** What the program outside may ask of the page. */
  var rulesBench: () => Promise<RulesRun>;
}

/** Puts a set of rules under measurement into the page; the questions are served beside it. */
export function start(apply: Apply): void {
  globalThis.rulesBench = async () => measureRules(apply, (await (await fetch('/questions')).json()) as Question[]);
}
