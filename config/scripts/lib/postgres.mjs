import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { installPackages } from './debian.mjs';
import { run } from './run.mjs';

const wrapper = '/usr/bin/pg_virtualenv';
const servers = '/usr/lib/postgresql';
const clusterSettings = '/etc/postgresql-common/createcluster.conf';

function isThere() {
  return existsSync(wrapper) && existsSync(servers) && readdirSync(servers).some((version) => existsSync(`${servers}/${version}/bin/initdb`));
}

/** Gets PostgreSQL through apt where that is allowed. Answers undefined when it is there, else what to do. */
export async function ensurePostgres() {
  if (!isThere()) {
    // Tests make servers of their own: installing the package must not leave one running on this machine.
    await installPackages(['postgresql-common']);
    makeNoCluster();
    await installPackages(['postgresql']);
  }
  if (isThere()) return undefined;
  return (
    'The tests on PostgreSQL need its server and pg_virtualenv. On Debian: apt-get install postgresql (as root); ' +
    'elsewhere start a PostgreSQL 15 or newer for tests and name it by PACKLINE_TEST_DATABASE=postgres, PGHOST, PGPORT, PGUSER and PGPASSWORD ' +
    'for node --test.'
  );
}

function makeNoCluster() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync(clusterSettings) || /^\s*create_main_cluster/m.test(readFileSync(clusterSettings, 'utf8'))) return;
  appendFileSync(clusterSettings, 'create_main_cluster = false\n');
}

/**
 * Runs a program with a PostgreSQL server of its own on a free port, which is gone afterwards. Commits reach the disk, as
 * they would in a shop.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, limitMs?: number}} options
 * @returns {Promise<number>} its exit code
 */
export async function runWithPostgres(command, args, { env = {}, ...limits } = {}) {
  const settings = {
    ...env,
    PGPORT: String(await freePort()),
    PGUSER: process.env.PGUSER ?? 'postgres',
    PACKLINE_TEST_DATABASE: 'postgres',
    // The whole cluster goes afterwards: dropping a database by itself waits for a checkpoint, a second each.
    PACKLINE_TEST_CLUSTER: 'temporary',
  };
  return run(wrapper, ['-t', '-o', 'fsync=on', '-o', 'log_min_error_statement=panic', '-o', 'log_checkpoints=off', '-o', 'max_wal_size=8GB', command, ...args], { env: settings, ...limits });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}
