import {isCliCommand, runCli} from './cli/run-cli.ts';
import {ConfigError, readConfig} from './config.ts';
import {createLog} from './log.ts';
import {stopOnSignal} from './stop-on-signal.ts';
import {OperationError} from './operations/operation-error.ts';
import {DatabaseInUseError} from './storage/sqlite/lock-database.ts';
import {StorageUnavailableError} from './storage/storage-unavailable.ts';

/** Starts the server, and stops it when it is asked to. README.md lists its settings. */
async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog({level: config.logLevel});
  // Only now: commands that look after a shop need none of it.
  const {startServer, GRACE_SECONDS} = await import('./server.ts');
  const server = await startServer(config, log);
  console.log(`Packline is ready at ${server.url}`);
  console.log(`Sign in once with ${server.signInUrl}`);
  const {leavingSeconds = 0, graceSeconds = GRACE_SECONDS} = config;
  // Requests, effects and the database end one after the other.
  stopOnSignal({stop: () => server.stop(), log, deadlineMs: (leavingSeconds + 2 * graceSeconds + 10) * 1000});
}

/** What a person can do something about is said in one sentence; anything else with where it happened. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseInUseError || error instanceof StorageUnavailableError || error instanceof OperationError) return error.message;
  const {code, address, port} = error as NodeJS.ErrnoException & {address?: string; port?: number};
  if (code === 'EADDRINUSE') return `Something else is already listening on ${address}:${port}. Stop it, or choose another port with PORT.`;
  if (code === 'EACCES' && port !== undefined) return `This user may not listen on port ${port}. Choose one from 1024 on with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST is “${process.env['HOST']}”, but this machine has no such address.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A command that looks after the shop; Ctrl-C gives it up. */
async function command(name: string, args: readonly string[]): Promise<void> {
  const giveUp = new AbortController();
  process.once('SIGINT', () => giveUp.abort());
  const {stdout: out, stderr: err} = process;
  process.exitCode = await runCli(name, {args, config: () => readConfig(process.env), log: createLog(), out, err, giveUp: giveUp.signal, now: () => new Date().toISOString()});
}

try {
  const [word, ...args] = process.argv.slice(2);
  await (isCliCommand(word) ? command(word, args) : serve());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
