import {randomBytes} from 'node:crypto';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {getRequestListener} from '@hono/node-server';
import {DEFAULT_SETTINGS, type Instant, type Logger, type Settings} from '@packline/core';
import {admitOwnerToken, createAccess} from './access/access.ts';
import type {ServerConfig} from './config.ts';
import {DEMO_FIRST_NUMBER} from './demo/plan-demo-shop.ts';
import {seedDemoShop} from './demo/seed-demo-shop.ts';
import {startEffectWorker} from './effects/effect-worker.ts';
import {startScheduler} from './effects/scheduler.ts';
import {createApp} from './http/app.ts';
import {answerUnreadable, answerUnusable} from './http/unreadable-request.ts';
import {bringOrdersUpToDate} from './orders/bring-up-to-date.ts';
import {changeSettings} from './orders/change-settings.ts';
import {createCommandRunner} from './orders/command-runner.ts';
import type {Services} from './services.ts';
import {SHOP_NAME} from './shop/methods.ts';
import {openPostgres} from './storage/postgres/open-postgres.ts';
import type {SqlDialect} from './storage/sql/sql-dialect.ts';
import {openSqlStorage} from './storage/sql/sql-storage.ts';
import {openSqlite} from './storage/sqlite/open-sqlite.ts';
import type {StoreOrigin} from './storage/order-storage.ts';
import {createWakeBus} from './wake-bus.ts';

/** One store a server for now; every key names it already. */
const STORE_ID = 'main';

/** Milliseconds that open requests have to end once the server was asked to stop. */
const GRACE_MS = 1000;

export interface RunningServer {
  /** With a slash at the end. */
  readonly url: string;
  /** Good for one sign-in. */
  readonly signInUrl: string;
  readonly services: Services;
  /** Stops accepting, lets what is under way end, closes the database. Asked again, it is the same stop. */
  stop(): Promise<void>;
}

/**
 * Opens the shop's file, fills it on first start, and listens.
 * @throws DatabaseInUseError, or what the system says when the port is taken.
 */
export async function startServer(config: ServerConfig, log: Logger, now: () => Instant = () => new Date().toISOString()): Promise<RunningServer> {
  const storage = await openSqlStorage(await openDatabase(config, log));
  const stopping = new AbortController();
  try {
    const wakes = createWakeBus();
    const origin = await prepareStore({storage, storeId: STORE_ID, wakes, now}, config);
    const commands = createCommandRunner({storeId: STORE_ID, storage, wakes, now});
    const linkKey = await storage.readOrMakeSecret(STORE_ID, 'order-links', randomBytes(32));
    const access = createAccess({storeId: STORE_ID, storage, now});
    if (config.ownerToken !== undefined) await admitOwnerToken(storage, STORE_ID, config.ownerToken, now());

    let address = config.publicUrl ?? '';
    const services: Services = {storeId: STORE_ID, storage, commands, wakes, access, linkKey, now, log, publicOrigin: () => address, webhooksToPrivate: config.webhooksToPrivate, stopping: stopping.signal};
    // Seeding is one transaction, so a demo shop without any change in its feed has not been filled yet.
    if (origin === 'demo' && (await storage.readFeedState(STORE_ID)).head === 0) await seedDemoShop(services);

    const code = await access.makeSignInCode();
    const http = createServer({requireHostHeader: false}, getRequestListener(createApp(services).fetch, {errorHandler: answerUnusable})).on('clientError', answerUnreadable);
    // From here on nothing waits for anything outside this process: whoever started it is told that it is ready before
    // the first request is looked at.
    address = await listen(http, config);
    const worker = startEffectWorker(services);
    const scheduler = startScheduler(services);
    let stopped: Promise<void> | undefined;
    async function stop(): Promise<void> {
      stopping.abort();
      await closeHttp(http);
      await Promise.all([worker.stop(), scheduler.stop(), commands.idle()]);
      await storage.close();
    }
    return {
      url: `${address}/`,
      signInUrl: `${address}/sign-in/${code}`,
      services,
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

function openDatabase({databaseUrl, databasePool, dataDirectory}: ServerConfig, {warn}: Logger): SqlDialect | Promise<SqlDialect> {
  if (databaseUrl === undefined) return openSqlite(join(dataDirectory, 'packline.db'));
  return openPostgres(databaseUrl, {pool: databasePool, warn});
}

/** Makes the store when the file is new, and brings its settings in line with the environment. */
async function prepareStore(parts: Pick<Services, 'storage' | 'storeId' | 'wakes' | 'now'>, {demo, undoSeconds}: ServerConfig): Promise<StoreOrigin> {
  const {storage} = parts;
  const now = parts.now();
  const settings: Settings = {...DEFAULT_SETTINGS, storeId: STORE_ID, updatedAt: now, ...(demo ? {storeName: SHOP_NAME, language: 'zh-Hant'} : {}), ...(undoSeconds === undefined ? {} : {undoSeconds})};
  const origin = await storage.ensureStore(STORE_ID, {epoch: randomBytes(9).toString('base64url'), origin: demo ? 'demo' : 'empty', settings, firstNumber: DEMO_FIRST_NUMBER, now});
  const kept = (await storage.readFeedState(STORE_ID)).settings;
  if (undoSeconds !== undefined && kept.undoSeconds !== undoSeconds) await changeSettings(parts, {undoSeconds});
  // After an upgrade, lists and feed rely on what only rows of the new shape say.
  else await bringOrdersUpToDate(parts);
  return origin;
}

/** Settles with the origin people reach the server at. */
async function listen(http: Server, {host, port, publicUrl}: ServerConfig): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
  const {port: opened} = http.address() as AddressInfo;
  // "Every address of this machine" is nothing a browser can open.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return publicUrl ?? `http://${name}:${opened}`;
}

async function closeHttp(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  // A connection becomes idle when its last answer has ended; the system does not look again by itself.
  const idle = setInterval(() => http.closeIdleConnections(), 20);
  const impatient = setTimeout(() => http.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(impatient);
}
