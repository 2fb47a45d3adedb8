import type {GoldenFile} from '@packline/core';
import type {Check, Part} from '../check.ts';
import {commandChecks} from './commands.ts';
import {dryRunChecks} from './dry-run.ts';
import {errorChecks} from './errors.ts';
import {feedChecks} from './feed.ts';
import {feedRaceChecks} from './feed-race.ts';
import {goldenChecks} from './golden.ts';
import {idempotencyChecks} from './idempotency.ts';
import {lastUnitChecks} from './last-unit.ts';
import {listChecks} from './list.ts';
import {malformedChecks} from './malformed.ts';
import {orderChecks} from './orders.ts';
import {roleChecks} from './roles.ts';
import {sessionChecks} from './session.ts';
import {streamChecks} from './stream.ts';

/** Checks of a part; those of the golden vectors depend on the vectors. */
type Checks = readonly Check[] | ((golden: readonly GoldenFile[]) => readonly Check[]);

/** Every check, by part. */
const CHECKS: Readonly<Record<Part, Checks>> = {
  session: sessionChecks,
  commands: commandChecks,
  malformed: malformedChecks,
  idempotency: idempotencyChecks,
  'dry-run': dryRunChecks,
  golden: goldenChecks,
  orders: orderChecks,
  list: listChecks,
  feed: feedChecks,
  'feed-race': feedRaceChecks,
  stream: streamChecks,
  'last-unit': lastUnitChecks,
  errors: errorChecks,
  roles: roleChecks,
};

/** The checks of a part, in the order they run. */
export function checksOf(part: Part, golden: readonly GoldenFile[]): readonly Check[] {
  const checks = CHECKS[part];
  return typeof checks === 'function' ? checks(golden) : checks;
}
