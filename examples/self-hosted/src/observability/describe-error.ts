/** What a log may know about an error: enough to find the place, nothing that a customer wrote. */
export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  /** `file:line` of the innermost calls. */
  readonly at?: readonly string[];
  readonly cause?: DescribedError;
}

const MOST_FRAMES = 6;
const CLASS = /^[A-Z]\w{0,60}(Error|Exception|Problem)$/;
/** As systems and databases write them: `ECONNRESET`, `23505`. */
const CODE = /^[A-Z0-9_]{2,60}$/;
const IDENTIFIER = /^[a-z0-9_]{1,60}$/;
/** Classes whose messages are sentences of this server about itself. */
const OWN = /^(StorageUnavailableError|DatabaseInUseError|ConfigError|OperationError|ForbiddenAddressError)$/;
/** What the engine says without quoting a value. */
const QUOTES_NOTHING = /^(Cannot (read|set) properties of (undefined|null)|[\w.$]+ is not a (function|constructor)$|Assignment to constant|Maximum call stack|Invalid (array|string) length|Invalid time value)/;

/**
 * Describes an error without the text it may carry along: parsers and databases quote what they could not take, and that
 * may be anybody's name. Messages are kept where nobody's text can be in them.
 * @example
 * describeError(new SyntaxError('"Chan Ka Yan" is not valid JSON')) //=> {name: 'SyntaxError', at: ['orders/batch.ts:12']}
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return {name: typeof error};
  const {name, message, stack, cause} = error;
  const {code, syscall, constraint} = error as NodeJS.ErrnoException & {constraint?: unknown};
  const isSafe = OWN.test(name) || QUOTES_NOTHING.test(message);
  // Of what the system says, its name for the trouble and the call that met it.
  const said = isSafe ? withoutQuotes(message) : typeof syscall === 'string' ? `${syscall} failed` : typeof constraint === 'string' && IDENTIFIER.test(constraint) ? `violates ${constraint}` : undefined;
  const at = framesOf(afterHeader(stack ?? '', message === '' ? name : message));
  return {
    name: CLASS.test(name) ? name : 'Error',
    ...(typeof code === 'string' && CODE.test(code) ? {code} : {}),
    ...(said === undefined ? {} : {message: said}),
    ...(at.length === 0 ? {} : {at}),
    ...(cause instanceof Error && depth < 3 ? {cause: describeError(cause, depth + 1)} : {}),
  };
}

/** Also takes out what engines quote inside of a safe sentence, such as a property's name. */
function withoutQuotes(message: string): string {
  return message.replace(/(["'`]).*?\1/gs, '…').slice(0, 300);
}

/** What comes after the last place that repeats the message, which may itself look like a list of calls; nothing when it was changed since. */
function afterHeader(stack: string, said: string): string {
  const start = stack.lastIndexOf(said);
  return start < 0 ? '' : stack.slice(start + said.length);
}

/** Files are named from the project on. */
function framesOf(stack: string): readonly string[] {
  const frames = stack.split('\n').flatMap((line) => /^ {4}at (?:.* \()?(?:file:\/\/)?(?:[^()\s]*\/)?((?:src|dist|node_modules)\/[\w./@-]+:\d+|node:[\w/]+:\d+):\d+\)?$/.exec(line)?.[1] ?? []);
  return frames.slice(0, MOST_FRAMES);
}
