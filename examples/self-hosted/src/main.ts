import {ConfigError, readConfig} from './config.ts';
import {createConsoleLogger} from './log.ts';
import {startServer} from './server.ts';
import {DatabaseInUseError} from './storage/sqlite/lock-database.ts';
import {StorageUnavailableError} from './storage/storage-unavailable.ts';

/** `node examples/self-hosted/src/main.ts`: one shop on one SQLite file. README.md lists its settings. */
async function main(): Promise<void> {
  const log = createConsoleLogger();
  const server = await startServer(readConfig(process.env), log);
  console.log(`Packline is ready at ${server.url}`);
  console.log(`Sign in once with ${server.signInUrl}`);

  let stopping = false;
  // Ctrl-C may arrive twice, from the terminal and from whoever started this process: the second changes nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('The server did not stop cleanly.', {error: String(error)});
          process.exit(1);
        },
      );
    });
  }
}

/** What a person can do something about is said in one sentence; anything else with where it happened. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseInUseError || error instanceof StorageUnavailableError) return error.message;
  const {code, address, port} = error as NodeJS.ErrnoException & {address?: string; port?: number};
  if (code === 'EADDRINUSE') return `Something else is already listening on ${address}:${port}. Stop it, or choose another port with PORT.`;
  if (code === 'EACCES' && port !== undefined) return `This user may not listen on port ${port}. Choose one from 1024 on with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST is “${process.env['HOST']}”, but this machine has no such address.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  await main();
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
