import type {CommandResult} from '@packline/core';
import {allResults, asking, orders, results, sending, withBody, type CommandsBody, type Spoilable, type Spoiler} from './break-handler.ts';
import type {Fault} from './fault.ts';

const COMMANDS = '/v1/commands';

/** Ids become new ones on their way in, so that nothing is ever a duplicate. */
const forgetful = (isForgotten: (id: string) => boolean): Spoiler => async (request, next) => {
  if (request.method !== 'POST') return next(request);
  const text = await request.text();
  let ids: string[] = [];
  let body = text;
  try {
    const parsed = JSON.parse(text) as CommandsBody;
    ids = parsed.commands.map(({id}) => id);
    for (const command of parsed.commands) if (isForgotten(command.id)) command.id = crypto.randomUUID();
    body = JSON.stringify(parsed);
  } catch {
    // Not JSON, or no commands: the backend says so.
  }
  const response = await next(withBody(request, body));
  if (response.status !== 200) return response;
  const answer = (await response.json()) as {results: Spoilable<CommandResult>[]};
  for (const [index, result] of answer.results.entries()) result.id = ids[index] ?? '';
  return Response.json(answer, {headers: response.headers});
};

/** Mistakes about commands and their ids. */
export const COMMAND_FAULTS: readonly Fault[] = [
  {name: 'no idempotency: what comes again is carried out again', part: 'idempotency', says: /expected the outcome “duplicate”, came .*applied/, make: () => forgetful(() => true)},
  {
    name: 'ids are looked up before the transaction: two at the same moment are both carried out',
    part: 'idempotency',
    says: /twelve requests at the same moment, expected one “applied”/,
    make: () => {
      const begun = new Set<string>();
      return forgetful((id) => {
        const isBegun = begun.has(id);
        begun.add(id);
        setTimeout(() => begun.delete(id), 20);
        return isBegun;
      });
    },
  },
  {
    name: 'a refusal that comes again is told as accepted',
    part: 'idempotency',
    says: /parcel\.pack again.*expected the outcome “refused” as the first time, came “duplicate”/,
    make: () => {
      const refused = new Set<string>();
      return results((result) => {
        if (result.outcome !== 'refused') return;
        if (refused.has(result.id)) result.outcome = 'duplicate';
        refused.add(result.id);
      });
    },
  },
  {
    name: 'a duplicate is told as applied',
    part: 'idempotency',
    says: /expected the outcome “duplicate”/,
    make: () =>
      results((result) => {
        if (result.outcome === 'duplicate') result.outcome = 'applied';
      }),
  },
  {
    name: 'an id with another wish is taken for the first one',
    part: 'idempotency',
    says: /invalid-request \(422\), came 200/,
    make: () => async (request, next) => {
      const copy = request.clone();
      const response = await next(request);
      if (response.status !== 422 || !(await response.clone().text()).includes('another wish')) return response;
      const {commands} = (await copy.json()) as CommandsBody;
      return Response.json({results: commands.map(({id}) => ({id, outcome: 'duplicate', version: 2, position: 1}))}, {headers: response.headers});
    },
  },
  {name: 'a bare array is taken for a batch', part: 'commands', says: /bare array of one order\.place, expected .*, came 200/, make: () => sending((body) => (Array.isArray(body) ? {commands: body} : body))},
  {name: 'batches have no end', part: 'commands', says: /501 commands .*came 200/, make: () => sending((body) => (Array.isArray(body) ? body : {commands: body.commands.slice(0, 500)}))},
  {name: 'applied results bring orders that nobody asked for', part: 'commands', says: /expected no order with an applied result/, make: () => asking(COMMANDS, (query) => query.set('return', 'order'))},
  {name: 'return=order is passed over', part: 'commands', says: /return=order .*expected orders of the versions 1, 2 and 3/, make: () => asking(COMMANDS, (query) => query.delete('return'))},
  {name: 'results come in another order', part: 'commands', says: /one result for each command, in the order they were sent/, make: () => allResults((all) => all.reverse())},
  {
    name: 'fields that nobody knows are dropped, and the rest is carried out',
    part: 'commands',
    says: /unknown field \/commands\/0\/urgency, expected .*came 200/,
    make: () => sending((body) => (Array.isArray(body) ? body : {...body, commands: body.commands.map((command) => ({...command, urgency: undefined}))})),
  },
  {
    name: 'texts are cleaned of signs',
    part: 'commands',
    says: /the same text in the order, came/,
    make: () =>
      orders((order) => {
        if (order.customerNote !== undefined) order.customerNote = order.customerNote.normalize('NFKC');
      }),
  },
  {
    name: 'what stands before a command of the wrong shape is carried out',
    part: 'malformed',
    says: /expected application\/problem\+json of the type not-found \(404\), came 200/,
    make: () => async (request, next) => {
      const copy = request.clone();
      const response = await next(request);
      const {commands} = response.status === 422 ? ((await copy.json()) as Partial<CommandsBody>) : {};
      if (Array.isArray(commands) && commands.length > 1) await next(withBody(copy, JSON.stringify({commands: commands.slice(0, 1)})));
      return response;
    },
  },
  {
    name: 'problems point nowhere',
    part: 'malformed',
    says: /a problem whose “errors” point at \/commands/,
    make: () => async (request, next) => {
      const response = await next(request);
      if (response.status !== 422) return response;
      const {errors: _errors, ...rest} = (await response.json()) as {errors?: unknown};
      return new Response(JSON.stringify(rest), {status: 422, headers: response.headers});
    },
  },
  {
    name: 'what cannot be read is an error of the server',
    part: 'malformed',
    says: /with an empty body, expected .*came 500/,
    make: () => async (request, next) => {
      const response = await next(request);
      return response.status === 400 ? new Response(response.body, {status: 500, headers: response.headers}) : response;
    },
  },
  {name: 'dryRun=1 writes', part: 'dry-run', says: /dryRun=1|as a trial|order\.place and note\.add/, make: () => asking(COMMANDS, (query) => query.delete('dryRun'))},
  {
    name: 'refusals have other codes',
    part: 'golden',
    says: /expected the refusal parcel\/not-enough-left/,
    make: () =>
      results(({refusal}) => {
        if (refusal?.code === 'parcel/not-enough-left') refusal.code = 'parcel/not-enough-packed';
      }),
  },
  {
    name: 'amounts are rounded too early',
    part: 'golden',
    says: /in \/totals\/total\/amount of the order, came/,
    make: () =>
      results(({order}) => {
        if (order?.totals.total.scale === 3) order.totals.total.amount = Math.round(order.totals.total.amount / 10) * 10;
      }),
  },
  {
    name: 'the last unit goes to everybody who asks in time',
    part: 'last-unit',
    says: /last unit, twice at the same moment, expected exactly one “applied”/,
    make: () =>
      results((result) => {
        if (result.refusal?.code !== 'parcel/nothing-to-send') return;
        result.outcome = 'applied';
        delete result.refusal;
      }),
  },
];
