import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ConfigError, readConfig} from './config.ts';

const quiet = {effectTries: undefined, metricsToken: undefined, metricsPort: undefined, logLevel: undefined, leavingSeconds: undefined, graceSeconds: undefined};

test('nothing set means the documented defaults', () => {
  const {dataDirectory, ...rest} = readConfig({});
  assert.match(dataDirectory, /examples[\\/]self-hosted[\\/]\.data$/);
  assert.deepEqual(rest, {host: '127.0.0.1', port: 4100, publicUrl: undefined, databaseUrl: undefined, databasePool: 10, demo: true, ownerToken: undefined, undoSeconds: undefined, retention: undefined, webhooksToPrivate: false, requestsPerMinute: undefined, openStreams: undefined, requestSeconds: undefined, ...quiet});
});

test('an empty variable counts as not set', () => {
  assert.deepEqual(readConfig({PORT: '', HOST: '', DEMO: '', OWNER_TOKEN: '', PUBLIC_URL: '', DATA_DIR: '', DATABASE_URL: '', DATABASE_POOL: '', UNDO_SECONDS: '', WEBHOOKS_TO_PRIVATE: '', REQUESTS_PER_MINUTE: '', OPEN_STREAMS: '', REQUEST_SECONDS: ''}), readConfig({}));
});

test('what is set is taken', () => {
  const config = readConfig({PORT: '0', HOST: '::', PUBLIC_URL: 'HTTPS://Orders.Example.com:8443/', DATA_DIR: '/srv/shop', DATABASE_URL: 'postgresql://packline@db/shop', DATABASE_POOL: '3', DEMO: 'OFF', OWNER_TOKEN: 'a!~#$%^&', UNDO_SECONDS: '0', RETAIN_PERSONAL_MONTHS: '24', RETAIN_MAIL_MONTHS: '0', WEBHOOKS_TO_PRIVATE: 'on', REQUESTS_PER_MINUTE: '0', OPEN_STREAMS: '20', REQUEST_SECONDS: '60'});
  assert.deepEqual(config, {host: '::', port: 0, publicUrl: 'https://orders.example.com:8443', dataDirectory: '/srv/shop', databaseUrl: 'postgresql://packline@db/shop', databasePool: 3, demo: false, ownerToken: 'a!~#$%^&', undoSeconds: 0, retention: {personalMonths: 24, mailMonths: 0}, webhooksToPrivate: true, requestsPerMinute: 0, openStreams: 20, requestSeconds: 60, ...quiet});
});

const WRONG: readonly [Record<string, string>, RegExp][] = [
  [{PORT: '-1'}, /PORT is “-1”/],
  [{PORT: '65536'}, /from 0 to 65535/],
  [{PORT: '4e3'}, /whole number/],
  [{HOST: 'http://localhost'}, /HOST is “http:\/\/localhost”/],
  [{PUBLIC_URL: 'orders.example.com'}, /web address/],
  [{PUBLIC_URL: 'ftp://example.com'}, /web address/],
  [{PUBLIC_URL: 'https://example.com/shop?a=1'}, /leave out “\/shop\?a=1”/],
  [{DATABASE_URL: 'db.example.com/shop'}, /address of a PostgreSQL database/],
  [{DATABASE_URL: 'mysql://root@db/shop'}, /begins with “mysql:\/\/”/],
  [{DATABASE_URL: 'postgres://db.example.com:5432'}, /names no database behind “db\.example\.com:5432”/],
  [{DATABASE_POOL: '1'}, /from 2 to 500/],
  [{DEMO: 'maybe'}, /on or off/],
  [{OWNER_TOKEN: '1234567'}, /8 or more/],
  [{OWNER_TOKEN: 'with space'}, /printable ASCII/],
  [{OWNER_TOKEN: '密碼密碼密碼密碼'}, /printable ASCII/],
  [{OPEN_STREAMS: '0'}, /from 1 to 100000/],
  [{UNDO_SECONDS: '1.5'}, /UNDO_SECONDS is “1.5”/],
];

for (const [env, sentence] of WRONG) {
  test(`${JSON.stringify(env)} is refused in a sentence`, () => {
    assert.throws(() => readConfig(env), (error: unknown) => error instanceof ConfigError && sentence.test(error.message));
  });
}

test('a token or password is never repeated in what is said about it', () => {
  for (const url of ['postgres://packline:secret@', 'mysql://packline:secret@db/shop', 'postgres://packline:secret@db']) {
    assert.throws(() => readConfig({DATABASE_URL: url}), (error: unknown) => error instanceof ConfigError && !error.message.includes('secret'));
  }
  assert.throws(() => readConfig({OWNER_TOKEN: 'secret part'}), (error: unknown) => error instanceof ConfigError && !error.message.includes('secret'));
});

test('what is watched and how it stops can be set; a wrong word is a sentence', () => {
  const env = {EFFECT_TRIES: '3', METRICS_TOKEN: 'scrape-me-9', METRICS_PORT: '9464', LOG_LEVEL: 'ERROR', SHUTDOWN_DELAY_SECONDS: '5', SHUTDOWN_GRACE_SECONDS: '30'};
  const {effectTries, metricsToken, metricsPort, logLevel, leavingSeconds, graceSeconds} = readConfig(env);
  assert.deepEqual({effectTries, metricsToken, metricsPort, logLevel, leavingSeconds, graceSeconds}, {effectTries: 3, metricsToken: 'scrape-me-9', metricsPort: 9464, logLevel: 'error', leavingSeconds: 5, graceSeconds: 30});
  assert.throws(() => readConfig({LOG_LEVEL: 'chatty'}), {message: 'LOG_LEVEL is “chatty”, but it has to be one of info, warn, error, silent.'});
  assert.throws(() => readConfig({METRICS_TOKEN: 'short'}), {message: 'METRICS_TOKEN has 5 characters, but it has to have 8 or more.'});
});
