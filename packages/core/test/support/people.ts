import type {Actor, DecisionContext, Role} from '../../src/order/decision.ts';
import {DEFAULT_SETTINGS, type Settings} from '../../src/settings/settings.ts';

export const ACTORS: Readonly<Record<Role, Actor>> = {
  owner: {id: 'u1', name: 'Mei', role: 'owner'},
  clerk: {id: 'u2', name: '陳大文', role: 'clerk'},
  packer: {id: 'u3', name: 'Wing', role: 'packer'},
  viewer: {id: 'u4', name: 'Ana', role: 'viewer'},
  shopper: {id: 'u5', name: 'Ms Lee', role: 'shopper'},
  system: {id: 'u6', name: 'scheduler', role: 'system'},
};

/** The instant tests happen at; `later(n)` is n minutes after it, `seconds(n)` n seconds. */
export const NOW = '2026-11-23T06:32:00.000Z';

export function later(minutes: number): string {
  return new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
}

export function seconds(count: number): string {
  return later(count / 60);
}

/** The named inputs of a decision: a shop in Hong Kong, its owner, now. */
export function contextOf(changes: Partial<Omit<DecisionContext, 'actor' | 'settings'>> & {role?: Role; settings?: Partial<Settings>} = {}): DecisionContext {
  const {role = 'owner', settings, ...rest} = changes;
  return {settings: {...DEFAULT_SETTINGS, ...settings}, actor: ACTORS[role], now: NOW, ...rest};
}
