import {createMiddleware} from 'hono/factory';
import {HttpProblem} from './problem.ts';

/** Which addresses take which parameters; all others take none. */
const KNOWN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/v1\/commands$/, ['dryRun', 'return']],
  [/^\/v1\/changes$/, ['after', 'scope', 'limit']],
  [/^\/v1\/orders$/, ['q', 'sort', 'limit', 'after', 'view']],
  [/^\/v1\/effects$/, ['state', 'limit']],
  [/^\/v1\/products$/, ['q', 'limit']],
  [/^\/v1\/export$/, ['format', 'q', 'rows', 'bom']],
  [/^\/v1\/docs$/, ['lang']],
];

/** Of a name that is quoted to whoever sent it. */
const LONGEST_QUOTE = 100;

/** A problem that points at a parameter. */
export function badParameter(name: string, detail: string): HttpProblem {
  const shown = name.slice(0, LONGEST_QUOTE);
  return new HttpProblem('bad-parameter', `The parameter “${shown}” ${detail}`, {errors: [{pointer: `/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`, detail}]});
}

/**
 * Refuses a parameter that the address does not know, or that is said twice: whoever asks for `?statsu=paid` must not get
 * the answer to another question.
 * @throws HttpProblem `bad-parameter`.
 */
export const knownParameters = createMiddleware(async (context, next) => {
  const {path, url} = context.req;
  const known = KNOWN.find(([address]) => address.test(path))?.[1] ?? [];
  if (decode(/^[a-z]+:\/\/[^/]*([^?#]*)/i.exec(url)?.[1] ?? '') === undefined) throw new HttpProblem('bad-parameter', 'The path is not percent-encoded UTF-8.');
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1).split('#', 1)[0] ?? '' : '';
  const seen = new Set<string>();
  for (const part of query.split('&').filter((each) => each !== '')) {
    const [name, value] = part.split(/=(.*)/s, 2).map((text) => decode(text.replaceAll('+', ' ')));
    if (name === undefined || (value === undefined && part.includes('='))) throw new HttpProblem('bad-parameter', 'The query is not percent-encoded UTF-8.');
    if (!known.includes(name)) throw badParameter(name, known.length === 0 ? 'is not known: this address takes none.' : `is not known here. Known are ${known.join(', ')}.`);
    if (seen.has(name)) throw badParameter(name, 'can be said only once.');
    seen.add(name);
  }
  await next();
});

/** Undefined for what is not percent-encoded UTF-8. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
