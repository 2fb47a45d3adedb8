import {parseCommand, type Command, type ProblemPointer} from '@packline/core';
import {Hono, type Context} from 'hono';
import {resultSeenBy} from '../access/seen-by.ts';
import {createPace} from '../pace.ts';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {jsonBody, sendJson} from './json-response.ts';
import {badParameter} from './known-parameters.ts';
import {LIMITS} from './limits.ts';
import {HttpProblem} from './problem.ts';
import {readJson} from './read-json.ts';

/** Pointers one answer lists; whoever sent more mistakes sees the first ones. */
const MOST_POINTERS = 50;

/** `POST /v1/commands`: decides 1–500 commands, in order, in one transaction. */
export function commandsRoute({commands}: Services): Hono<ApiEnv> {
  return new Hono<ApiEnv>().post('/', async (context) => {
    const {id, name, role} = context.get('person');
    const switches = readSwitches(context);
    const wanted = await readCommands(await readJson(context.req.raw, LIMITS.commandBodyBytes));
    const answer = await commands.run({
      commands: wanted,
      actor: {id, name, role},
      ...switches,
    });
    if (!answer.ok) throw new HttpProblem('invalid-request', answer.errors[0]?.detail, {errors: answer.errors});
    return sendJson(context.req.raw, jsonBody(JSON.stringify({results: answer.results.map((result) => resultSeenBy(role, result))})));
  });
}

/** @throws HttpProblem `bad-parameter`. */
export function readSwitches(context: Context): {dryRun: boolean; returnOrders: boolean} {
  return {dryRun: readSwitch('dryRun', context.req.query('dryRun'), '1'), returnOrders: readSwitch('return', context.req.query('return'), 'order')};
}

/**
 * A parameter that is left out or has its one value: whoever writes `dryRun=true` must not find the commands carried out.
 * @throws HttpProblem `bad-parameter`.
 */
function readSwitch(name: string, value: string | undefined, on: string): boolean {
  if (value !== undefined && value !== on) throw badParameter(name, `can only be “${on}”; leave it out otherwise.`);
  return value !== undefined;
}

/** @throws HttpProblem `invalid-request` with a pointer to every place that is wrong. */
export async function readCommands(body: unknown): Promise<readonly Command[]> {
  const wrong = (errors: readonly ProblemPointer[]): HttpProblem => {
    const [first] = errors;
    return new HttpProblem('invalid-request', first && `${first.pointer === '' ? 'The body' : first.pointer} ${first.detail}`, {errors});
  };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong([{pointer: '', detail: 'must be an object with a list “commands”.'}]);
  const list: unknown = (body as {commands?: unknown}).commands;
  if (!Array.isArray(list)) throw wrong([{pointer: '/commands', detail: 'must be a list of commands.'}]);
  if (list.length === 0 || list.length > LIMITS.commandsPerBatch) {
    throw wrong([{pointer: '/commands', detail: `must have from 1 to ${LIMITS.commandsPerBatch} commands, not ${list.length}.`}]);
  }
  const commands: Command[] = [];
  const errors: ProblemPointer[] = Object.keys(body).filter((key) => key !== 'commands').slice(0, MOST_POINTERS).map((key) => ({pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, detail: 'is not a known field.'}));
  const pace = createPace();
  for (const [index, value] of list.entries()) {
    await pace();
    // A wish that is only half understood must not be carried out.
    const parsed = parseCommand(value, {unknownFields: 'refuse'});
    if (parsed.ok) commands.push(parsed.command);
    else errors.push(...parsed.errors.slice(0, MOST_POINTERS).map(({pointer, detail}) => ({pointer: `/commands/${index}${pointer}`, detail})));
    if (errors.length >= MOST_POINTERS) break;
  }
  if (errors.length > 0) throw wrong(errors.slice(0, MOST_POINTERS));
  return commands;
}
