import {readdirSync, readFileSync} from 'node:fs';
import type {CommandType, GoldenFile} from '@packline/core';
import {digestOf} from '../harness/digest.ts';
import type {Apply} from './peers.ts';

const FOLDER = new URL('../../packages/core/golden/', import.meta.url);

/** How a set of rules stands to the golden vectors, over the commands it knows. */
export interface Agreement {
  readonly agreed: number;
  /** Where it answered something else: story and step. */
  readonly differing: readonly string[];
}

/** Asks every golden question whose command is among `known`. */
export function compareWithGolden(apply: Apply, known: ReadonlySet<CommandType>): Agreement {
  let agreed = 0;
  const differing: string[] = [];
  for (const name of readdirSync(FOLDER)) {
    const file = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as GoldenFile;
    for (const story of file.stories) {
      let order = story.order;
      for (const [index, {command, actor: role, now, knows, answer, aside}] of story.steps.entries()) {
        const actor = file.actors[role];
        if (actor === undefined) throw new Error(`${name} has nobody who acts as ${role}.`);
        if (known.has(command.type)) {
          const given = apply(order, command, {settings: {...file.settings, ...story.settings}, actor, now, ...knows});
          if (digestOf(given) === digestOf(answer)) agreed += 1;
          else differing.push(`${name}: ${story.name}, step ${String(index + 1)}, ${command.type}`);
        }
        if (answer.ok && aside !== true) order = answer.order;
      }
    }
  }
  return {agreed, differing};
}
