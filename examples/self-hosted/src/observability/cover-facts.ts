import {describeError} from './describe-error.ts';

/** Facts whose values this server makes up itself, so that nothing has to be covered in them. */
const OWN_WORDS: ReadonlySet<string> = new Set(['requestId', 'method', 'route', 'status', 'ms', 'role', 'store', 'kind', 'attempts', 'endpoint', 'since', 'code', 'at', 'level']);
/** Facts that are nobody's business, whoever thought of writing them down. */
const PERSONAL = /name$|mail|phone|address|recipient|customer|remark|message_text|token|secret|password|authorization|cookie|link|query|^q$|body|payload|document|^doc$|order$|search/i;
const LONGEST_TEXT = 400;
const DEEPEST = 4;

/**
 * What a log may keep of the facts that come with a notice. Call sites name no customer in the first place; this is the
 * second lock on the same door: facts with personal names are covered, texts lose what looks like somebody's words.
 * @example
 * coverFacts({kind: 'mail', email: 'chan@example.com', error: 'no “Chan” here'})
 * //=> {kind: 'mail', email: '…', error: 'no … here'}
 */
export function coverFacts(facts: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, coverValue(key, value, depth)]));
}

function coverValue(key: string, value: unknown, depth: number): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) return value;
  if (depth === 0 && PERSONAL.test(key)) return '…';
  if (value instanceof Error) return describeError(value);
  if (key === 'error' && typeof value === 'string') return coverError(value);
  if (typeof value === 'string') return OWN_WORDS.has(key) ? value.slice(0, LONGEST_TEXT) : coverText(value);
  if (depth >= DEEPEST || typeof value !== 'object') return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => coverValue(key, item, depth + 1));
  return coverFacts(value as Record<string, unknown>, depth + 1);
}

/** An error that was made text keeps its class alone: what a parser or a database says after it may be anybody's words. */
function coverError(text: string): string {
  return /^(\w{1,60}): /.exec(text)?.[1] ?? coverText(text);
}

/** Takes out what is quoted, addresses of mail and web with what they carry, long numbers, and long runs that may be secrets. */
function coverText(text: string): string {
  return text
    .slice(0, 4 * LONGEST_TEXT)
    .replace(/"[^"]*"|“[^”]*”|‘[^’]*’|`[^`]*`|(?<!\w)'[^']*'/g, '…')
    .replace(/[^\s@]+@[^\s@]+/g, '…')
    .replace(/\/(o|sign-in|orders)\/[^\s/]+/g, '/$1/…')
    .replace(/\?\S*/g, '?…')
    .replace(/\+?\d[\d -]{6,}\d/g, '…')
    .replace(/[\w-]{32,}/g, '…')
    .slice(0, LONGEST_TEXT);
}
