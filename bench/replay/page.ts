import {measureReplay} from './measure-replay.ts';
import type {Replayer} from './peers.ts';
import type {ReplayCases} from './replay-cases.ts';
// What a page of plain computing offers.
import type {} from '../rules/page.ts';

/** Puts one way of replaying into the page; the cases are served beside it. */
export function start(replayer: Replayer): void {
  globalThis.rulesBench = async () => measureReplay(replayer, (await (await fetch('/questions')).json()) as ReplayCases);
}
