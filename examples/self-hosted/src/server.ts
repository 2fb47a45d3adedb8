import {randomBytes} from 'node:crypto';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {getRequestListener} from '@hono/node-server';
import {DEFAULT_SETTINGS, KEPT_FOR_EVER, type Instant, type Logger, type Settings} from '@packline/core';
import {admitOwnerToken, createAccess} from './access/access.ts';
import {closeHttp} from './close-http.ts';
import type {ServerConfig} from './config.ts';
import {DEMO_FIRST_NUMBER} from './demo/plan-demo-shop.ts';
import {seedDemoShop} from './demo/seed-demo-shop.ts';
import {createEffectBell} from './effects/effect-bell.ts';
import {DEFAULT_TRIES, startEffectWorker} from './effects/effect-worker.ts';
import {startScheduler} from './effects/scheduler.ts';
import {createApp} from './http/app.ts';
import {createTraffic} from './http/traffic.ts';
import {answerUnreadable, answerUnusable} from './http/unreadable-request.ts';
import {createMetrics} from './observability/metrics.ts';
import {listenForMetrics} from './observability/metrics-listener.ts';
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
import {STORE_ID} from './store-id.ts';
import type {Storage} from './storage/storage.ts';
import {createSharedWakeBus} from './shared-wake-bus.ts';
import {createWakeBus, type WakeBus} from './wake-bus.ts';

/** Seconds that requests and effects in hand have to end once the server was asked to stop, where the operator says nothing. */
export const GRACE_SECONDS = 10;

/** An owner's token that is shorter is warned of; whoever guesses it has the shop. */
const GOOD_TOKEN_LENGTH = 16;

/** A photo of a receipt over a bad line takes minutes; a head does not. */
const REQUEST_SECONDS = 300;
const HEAD_SECONDS = 30;

export interface RunningServer {
  /** With a slash at the end. */
  readonly url: string;
  /** Good for one sign-in. */
  readonly signInUrl: string;
  readonly services: Services;
  /** Settles when what the clock asks for has been looked through once. */
  readonly firstRound: Promise<void>;
  /** Stops accepting, lets what is under way end, closes the database. Asked again, it is the same stop. */
  stop(): Promise<void>;
}

/**
 * Opens the shop's file, fills it on first start, and listens.
 * @throws DatabaseInUseError, or what the system says when the port is taken.
 */
export async function startServer(config: ServerConfig, log: Logger, now: () => Instant = () => new Date().toISOString()): Promise<RunningServer> {
  const storage = await openSqlStorage(await openDatabase(config, log));
  const leaving = new AbortController();
  const stopping = new AbortController();
  const traffic = createTraffic(config);
  const metrics = createMetrics({storage, storeId: STORE_ID, now, openStreams: () => traffic.streamsOpen()});
  let wakes: WakeBus | undefined;
  try {
    const origin = await ensureStore(storage, config, now());
    wakes = await openWakes(storage, log);
    await bringInLine({storage, storeId: STORE_ID, wakes, now}, config);
    const commands = createCommandRunner({storeId: STORE_ID, storage, wakes, now, metrics});
    const linkKey = await storage.readOrMakeSecret(STORE_ID, 'order-links', randomBytes(32));
    const access = createAccess({storeId: STORE_ID, storage, now});
    if (config.ownerToken !== undefined && config.ownerToken.length < GOOD_TOKEN_LENGTH) log.warn(`OWNER_TOKEN has fewer than ${GOOD_TOKEN_LENGTH} characters: a short one can be guessed. Choose a longer one that nobody can think of.`);
    if (config.ownerToken !== undefined) await admitOwnerToken(storage, STORE_ID, config.ownerToken, now());

    let address = config.publicUrl ?? '';
    const services: Services = {
      storeId: STORE_ID,
      storage,
      commands,
      wakes,
      effectBell: createEffectBell(),
      metrics,
      metricsToken: config.metricsToken,
      access,
      linkKey,
      now,
      log,
      publicOrigin: () => address,
      webhooksToPrivate: config.webhooksToPrivate,
      leaving: leaving.signal,
      stopping: stopping.signal,
    };
    if (origin === 'demo') await fillOnce(services);

    const code = await access.makeSignInCode();
    const http = createServer({requireHostHeader: false, ...patience(config)}, getRequestListener(createApp(services, traffic).fetch, {errorHandler: answerUnusable})).on('clientError', answerUnreadable);
    // From here on nothing waits for anything outside this process: whoever started it is told that it is ready before
    // the first request is looked at.
    address = await listen(http, config);
    const metricsHttp = config.metricsPort === undefined ? undefined : await listenForMetrics(metrics, config.metricsPort);
    const worker = startEffectWorker(services, {tries: config.effectTries ?? DEFAULT_TRIES, tried: metrics.effectTried});
    const scheduler = startScheduler(services);
    let stopped: Promise<void> | undefined;
    async function stop(): Promise<void> {
      leaving.abort();
      await new Promise((resolve) => setTimeout(resolve, (config.leavingSeconds ?? 0) * 1000));
      stopping.abort();
      const graceMs = (config.graceSeconds ?? GRACE_SECONDS) * 1000;
      await Promise.all([closeHttp(http, graceMs), worker.stop(graceMs)]);
      await Promise.all([scheduler.stop(), commands.idle()]);
      metricsHttp?.stop();
      await wakes?.stop();
      await storage.close();
    }
    return {
      url: `${address}/`,
      signInUrl: `${address}/sign-in/${code}`,
      services,
      firstRound: scheduler.firstRound,
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    await wakes?.stop();
    await storage.close();
    throw error;
  }
}

function openDatabase({databaseUrl, databasePool, dataDirectory}: ServerConfig, {warn}: Logger): SqlDialect | Promise<SqlDialect> {
  if (databaseUrl === undefined) return openSqlite(join(dataDirectory, 'packline.db'));
  return openPostgres(databaseUrl, {pool: databasePool, warn});
}

/** Makes the store when the database is new. */
function ensureStore(storage: Storage, {demo, undoSeconds}: ServerConfig, now: Instant): Promise<StoreOrigin> {
  const settings: Settings = {...DEFAULT_SETTINGS, storeId: STORE_ID, updatedAt: now, ...(demo ? {storeName: SHOP_NAME, language: 'zh-Hant'} : {}), ...(undoSeconds === undefined ? {} : {undoSeconds})};
  return storage.ensureStore(STORE_ID, {epoch: randomBytes(9).toString('base64url'), origin: demo ? 'demo' : 'empty', settings, firstNumber: DEMO_FIRST_NUMBER, now});
}

async function openWakes(storage: Storage, log: Logger): Promise<WakeBus> {
  if (storage.hints === undefined) return createWakeBus();
  return createSharedWakeBus({storage, storeId: STORE_ID, log, from: (await storage.readFeedState(STORE_ID)).head});
}

/** Brings settings in line with the environment, and orders in line with the settings. */
async function bringInLine(parts: Pick<Services, 'storage' | 'storeId' | 'wakes' | 'now'>, {undoSeconds, retention}: ServerConfig): Promise<void> {
  const {settings: kept} = await parts.storage.readFeedState(STORE_ID);
  const wanted = {...kept, ...(undoSeconds === undefined ? {} : {undoSeconds}), ...(retention === undefined ? {} : {retention: {...KEPT_FOR_EVER, ...kept.retention, ...retention}})};
  if (!isDeepStrictEqual(wanted, kept)) await changeSettings(parts, wanted);
  // After an upgrade, lists and feed rely on what only rows of the new shape say.
  else await bringOrdersUpToDate(parts);
}

/** Of several processes that start on an empty database, one fills it and the others find it filled. */
function fillOnce(services: Services): Promise<void> {
  const {storage} = services;
  return storage.alone(STORE_ID, async () => {
    // Seeding is one transaction, so a demo shop without any order has not been filled yet.
    if ((await storage.readMoves(STORE_ID, 0, 1)).orders.size === 0) await seedDemoShop(services);
  });
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

/** How long a request may take to arrive, a head far less than a body: whoever sends a letter a second holds a connection. */
function patience({requestSeconds = REQUEST_SECONDS}: ServerConfig): {requestTimeout: number; headersTimeout: number; connectionsCheckingInterval: number} {
  const requestTimeout = requestSeconds * 1000;
  return {requestTimeout, headersTimeout: Math.min(requestTimeout, HEAD_SECONDS * 1000), connectionsCheckingInterval: Math.min(requestTimeout / 2, 5000)};
}
