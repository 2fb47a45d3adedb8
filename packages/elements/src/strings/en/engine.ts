import type {MissingPlatform} from '@packline/core/engine';
import {groupDigits} from '../../base/group-digits.ts';

const n = (count: number, one: string, many: string) => `${groupDigits(count)} ${count === 1 ? one : many}`;

/** How syncing is going, and what a device lacks. */
export const engine = {
  live: 'Live',
  opening: 'Opening',
  loadingOrders: (count: number) => `Reading orders, ${groupDigits(count)} so far`,
  upToDate: (time: string) => `Up to date at ${time}`,
  offlineSince: (time: string) => `Offline since ${time}.`,
  offline: 'Offline',
  offlineSaved: 'Offline, saved on this device',
  keptHere: (count: number) => `${n(count, 'change is', 'changes are')} kept on this device.`,
  unsent: (count: number) => `${groupDigits(count)} unsent`,
  unsentTitle: 'Not sent yet',
  refused: (count: number) => `${groupDigits(count)} refused`,
  signedOut: 'You are signed out.',
  signedOutHint: 'Sign in again to go on. What was not sent is kept on this device.',
  failed: 'This device cannot keep orders.',
  failedHint: 'Free some space or leave private browsing, then reload the page.',
  closed: 'This page is no longer connected.',
  noEngine: 'This widget has nothing to show yet.',
  noEngineHint: 'It needs an endpoint and a token, or an engine from the page.',
  cannotConnect: 'The shop cannot be reached.',
  cannotConnectHint: 'Check the address of the shop and the token, then reload the page.',
  couldNotKeep: 'This could not be kept on this device.',
  missingTitle: 'On this address some things work less well.',
  missing: {
    'web-locks': 'Several open tabs may each talk to the server.',
    'service-worker': 'The page cannot be reloaded while offline.',
    crypto: 'Pictures are compared more slowly.',
    camera: 'The camera cannot scan; a scanner or the keyboard can.',
    indexeddb: 'Nothing is kept on this device after the page is closed.',
  } as Record<MissingPlatform, string>,
  missingHint: 'Open the shop over HTTPS to get all of it.',
};

export type EngineStrings = typeof engine;
