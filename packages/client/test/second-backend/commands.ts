import {parseCommand, redactResult, type Actor, type Command} from '@packline/core';
import {Problem} from './problem.ts';
import type {Shop} from './shop.ts';

const MOST_COMMANDS = 500;
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_LEVELS = 64;

/** `POST /v1/commands`. */
export async function postCommands(shop: Shop, request: Request, query: URLSearchParams, actor: Actor): Promise<Response> {
  const commands = readCommands(await readJson(request));
  const options = {actor, dryRun: isSwitchedOn(query, 'dryRun', '1'), returnOrders: isSwitchedOn(query, 'return', 'order')};
  return Response.json({results: shop.decide(commands, options).map((result) => redactResult(result, actor.role))});
}

/** Nearly asking for a trial must not be the real thing. */
function isSwitchedOn(query: URLSearchParams, name: string, on: string): boolean {
  const value = query.get(name);
  if (value !== null && value !== on) throw new Problem('bad-parameter', {detail: `“${name}” can only be “${on}”.`});
  return value !== null;
}

/** All commands are read before one is decided: a body of the wrong shape changes nothing at all. */
function readCommands(body: unknown): Command[] {
  const wrong = (pointer: string, detail: string): Problem => new Problem('invalid-request', {errors: [{pointer, detail}]});
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong('', 'must be an object with a list “commands”.');
  const {commands: list, ...others} = body as {commands?: unknown};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrong(`/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}`, 'is not a known field.');
  if (!Array.isArray(list) || list.length === 0 || list.length > MOST_COMMANDS) throw wrong('/commands', `must be a list of 1 to ${MOST_COMMANDS} commands.`);
  return list.map((value: unknown, index) => {
    // A wish that is only half understood must not be carried out.
    const parsed = parseCommand(value, {unknownFields: 'refuse'});
    if (parsed.ok) return parsed.command;
    throw new Problem('invalid-request', {errors: parsed.errors.map(({pointer, detail}) => ({pointer: `/commands/${index}${pointer}`, detail}))});
  });
}

async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Problem('too-large', {detail: `The body may have at most ${MOST_BYTES} bytes.`});
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(Buffer.concat(chunks));
    if (isDeeperThan(text, MOST_LEVELS)) throw new RangeError(`nested deeper than ${MOST_LEVELS} levels`);
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem('invalid-json', {detail: error instanceof Error ? error.message : ''});
  }
}

/** Recursive readers have a stack; nobody may fill it. Brackets inside texts count as well, which no command comes near. */
function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  for (const [sign] of text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '').matchAll(/[[\]{}]/g)) {
    depth += sign === '[' || sign === '{' ? 1 : -1;
    if (depth > most) return true;
  }
  return false;
}
