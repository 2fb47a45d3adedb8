import {Nonconformity, shorten} from './nonconformity.ts';

/** What is sent with a request. */
export interface Question {
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with the type of JSON. */
  readonly bytes?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token than the run's own; null for none at all. */
  readonly token?: string | null;
  /** How the body is told of in a sentence, for instance `with two commands`. */
  readonly about?: string;
  /** Which of the addresses; default one after the other. */
  readonly process?: number;
}

/** An answer, read whole. */
export interface Answer {
  /** The question, as it stands in a sentence. */
  readonly sent: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Asks a backend, and notes what may never happen, whatever was asked. */
export interface Ask {
  (method: string, path: string, question?: Question): Promise<Answer>;
  /** How many processes of the backend are asked. */
  readonly processes: number;
  /** Opens a connection whose body goes on and on; `signal` ends it. */
  open(path: string, options: {signal: AbortSignal; headers?: Readonly<Record<string, string>>; process?: number}): Promise<Response>;
  /** How many requests there were so far. */
  counted(): number;
  /** Answers that no backend may give: see {@link isOutOfLine}. */
  readonly outOfLine: readonly Answer[];
}

/** Milliseconds after which a request without a whole answer is given up. */
const PATIENCE_MS = 30_000;
/** Longest wait that a busy backend may ask for, milliseconds. */
const LONGEST_WAIT_MS = 15_000;
const SHORTEST_WAIT_MS = 200;
const MOST_TRIES = 6;
const MOST_NOTED = 20;

/**
 * Makes the one door through which a run asks its backend. A 429 or 503 is waited for and asked again, as every client
 * has to; a broken connection once.
 *
 * @param urls addresses of the processes of one backend; requests go to one after the other
 */
export function createAsk({urls, token}: {urls: readonly string[]; token: string | undefined}): Ask {
  const outOfLine: Answer[] = [];
  let count = 0;
  let turn = 0;

  const addressOf = (path: string, query: Readonly<Record<string, string>> | undefined, process: number | undefined): URL => {
    const base = urls[(process ?? turn++) % urls.length] ?? '';
    // Joined as text: what is to be tried may be no address that a parser leaves as it is.
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
    return new URL(base.replace(/\/+$/, '') + path + search);
  };
  const headersFor = ({headers, token: other, json, bytes}: Question): Record<string, string> => {
    const bearer = other === undefined ? token : other;
    return {
      ...(json === undefined && bytes === undefined ? {} : {'content-type': 'application/json'}),
      ...(bearer === undefined || bearer === null ? {} : {authorization: `Bearer ${bearer}`}),
      ...headers,
    };
  };

  async function once(method: string, path: string, question: Question, sent: string): Promise<Answer> {
    const body = question.json === undefined ? question.bytes : JSON.stringify(question.json);
    count += 1;
    const response = await fetch(addressOf(path, question.query, question.process), {
      method,
      headers: headersFor(question),
      ...(body === undefined ? {} : {body}),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return {sent, status: response.status, headers: response.headers, text: await response.text()};
  }

  async function ask(method: string, path: string, question: Question = {}): Promise<Answer> {
    const sent = tell(method, path, question);
    let broken = 0;
    for (let tries = 1; ; tries += 1) {
      let answer: Answer;
      try {
        answer = await once(method, path, question, sent);
      } catch (error) {
        broken += 1;
        if (isTimeout(error)) throw new Nonconformity({sent, expected: `an answer within ${PATIENCE_MS / 1000} seconds`, came: 'none'});
        if (broken > 2) throw new Nonconformity({sent, expected: 'an answer', came: `a broken connection (${shorten(reasonOf(error))})`});
        continue;
      }
      if (isOutOfLine(answer) && outOfLine.length < MOST_NOTED) outOfLine.push(answer);
      if ((answer.status !== 429 && answer.status !== 503) || tries >= MOST_TRIES) return answer;
      await new Promise((resolve) => setTimeout(resolve, waitOf(answer.headers.get('retry-after'))));
    }
  }

  return Object.assign(ask, {
    processes: urls.length,
    open: (path: string, {signal, headers, process}: {signal: AbortSignal; headers?: Readonly<Record<string, string>>; process?: number}) =>
      fetch(addressOf(path, undefined, process), {headers: {accept: 'text/event-stream', ...headersFor(headers === undefined ? {} : {headers})}, signal}),
    counted: () => count,
    outOfLine,
  });
}

/**
 * What no request may lead to: an error of the server's own, a refusal to serve without a word on when to come back, or a
 * failure that is not a problem document.
 */
export function isOutOfLine({status, headers}: Answer): boolean {
  if (status < 300 || status === 304) return false;
  if ((status === 429 || status === 503) && headers.get('retry-after') === null) return true;
  return (status >= 500 && status !== 503) || !isProblem(headers);
}

/** Whether the body says that it is a problem document. */
export function isProblem(headers: Headers): boolean {
  return /^application\/problem\+json\b/i.test(headers.get('content-type') ?? '');
}

/** An answer as it stands in a sentence. */
export function showAnswer({status, text}: Pick<Answer, 'status' | 'text'>): string {
  return text === '' ? `${status}` : `${status} ${shorten(text)}`;
}

function tell(method: string, path: string, {query, about, bytes, token}: Question): string {
  const search = query === undefined ? '' : `?${Object.entries(query).map(([name, value]) => `${name}=${value}`).join('&')}`;
  const said = about ?? (typeof bytes === 'string' ? `with the body ${shorten(bytes.slice(0, 60)) || '“”'}` : undefined);
  return `${method} ${shorten(path + search)}${said === undefined ? '' : ` ${said}`}${token === null ? ' without a token' : ''}`;
}

/** Milliseconds to wait; a backend that does not say when to come back is asked again soon, and told of it in the end. */
function waitOf(retryAfter: string | null): number {
  if (retryAfter === null) return SHORTEST_WAIT_MS;
  const seconds = Number(retryAfter);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, Number.isFinite(ms) ? ms : 0));
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
