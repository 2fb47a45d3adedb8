import type {OrderRow} from '../index/order-row.ts';
import type {CommandBody} from '../order/command.ts';
import type {Actor} from '../order/decision.ts';
import type {LoggedEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {OutboxEntry} from '../outbox/outbox-entry.ts';
import type {Clock} from '../ports/clock.ts';
import type {IdSource} from '../ports/id-source.ts';
import {type Logger, SILENT_LOGGER} from '../ports/logger.ts';
import type {OrderBackend, Session} from '../ports/order-backend.ts';
import type {OrderQuery} from '../query/order-query.ts';
import {decide} from '../rules/decide.ts';
import {DEFAULT_SETTINGS, type Settings} from '../settings/settings.ts';
import {EngineError, isEngineError} from '../shared/engine-error.ts';
import type {Refusal} from '../shared/refusal.ts';
import type {EngineLink} from '../sync/engine-link.ts';
import type {Notice} from '../sync/notices.ts';
import {ChangeNotices, type News} from './change-notices.ts';
import type {OrderEngineOptions} from './engine-options.ts';
import {sameStatus, statusOf} from './engine-status.ts';
import {createIdSource} from './id-source.ts';
import {keepIndexFast} from './index-upkeep.ts';
import type {DispatchAnswer, EngineChange, EngineQueryOptions, EngineStatus, OrderEngine, QueryAnswer} from './order-engine.ts';
import {currentPlatform, type Platform} from './platform.ts';
import {BLANK_ROW} from './blank-row.ts';
import {readPicture} from './read-picture.ts';
import type {Replica} from './replica.ts';
import {ReplicaSeat} from './replica-seat.ts';
import {SyncLoop} from './sync-loop.ts';
import {problemOf} from './sync-work.ts';
import {SYSTEM_CLOCK} from './system-clock.ts';

const NO_ROWS = new Uint32Array();
const NOBODY: Actor = {id: '', name: '', role: 'viewer'};
const DEVICE_TAKEN = 'The orders on this device were taken over by a newer version of this page, or deleted. Reload the page; what was not sent yet is kept.';

/** {@link OrderEngine} on a device: joins the replica, the sync loop and the notices. Made by `createOrderEngine()`. */
export class DeviceEngine implements OrderEngine {
  readonly ready: Promise<void>;
  readonly #backend: OrderBackend;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #logger: Logger;
  readonly #platform: Platform;
  readonly #notices: ChangeNotices;
  readonly #seat: ReplicaSeat;
  readonly #loop: SyncLoop;
  readonly #upkeep: {changed: () => void; stop: () => void};
  readonly #unhear: (() => void)[];
  readonly #counts = new Map<string, number>();
  #resolveReady = (): void => {};
  #status: EngineStatus;
  #link: EngineLink | undefined;
  #failure: string | undefined;
  #storageProblem: string | undefined;
  #isSignedOut = false;
  #isClosed = false;
  #isFollowing = false;

  constructor(options: OrderEngineOptions) {
    const {backend, clock = SYSTEM_CLOCK, ids = createIdSource(), logger = SILENT_LOGGER, storage = 'device', databasePrefix = 'packline', platform = currentPlatform()} = options;
    this.#backend = backend;
    this.#clock = clock;
    this.#ids = ids;
    this.#logger = logger;
    this.#platform = platform;
    this.ready = new Promise((resolve) => (this.#resolveReady = resolve));
    this.#notices = new ChangeNotices((error) => logger.error('A listener of the engine failed.', {error: String(error)}));
    this.#seat = new ReplicaSeat(
      {platform, storage, prefix: databasePrefix, endpoint: backend.endpoint, onBlocked: () => this.#block(), onProblem: (problem) => this.#useMemory(problem)},
      {
        clock,
        logger,
        platform,
        newId: () => ids.newId(),
        onNews: (news) => this.#hearNews(news),
        onNotice: (notice) => this.#hearNotice(notice),
        onStale: () => this.#loop.send({type: 'WAKE'}),
        onLead: () => this.#loop.send({type: 'LEAD'}),
        onFollow: () => this.#loop.send({type: 'FOLLOW'}),
        onError: (error) => this.#hearError(error),
      },
      () => this.#fail(DEVICE_TAKEN),
    );
    this.#loop = new SyncLoop({backend, clock, random: platform.random, seat: this.#seat, onMove: () => this.#hearLoop()});
    this.#upkeep = keepIndexFast(() => this.#replica?.views.index, clock);
    this.#unhear = [
      platform.onWake(() => {
        this.#seat.live?.wake();
        if (!this.#isSignedOut) this.#loop.send({type: 'ONLINE'});
      }),
      platform.onHide(() => this.#seat.live?.hide()),
    ];
    this.#status = this.#makeStatus();
    if (platform.advice !== undefined) logger.warn(platform.advice, {missing: platform.missing});
    this.#loop.start();
  }

  get status(): EngineStatus {
    return this.#status;
  }

  get session(): Session | undefined {
    return this.#replica?.session;
  }

  get settings(): Settings {
    return this.#replica?.settings ?? DEFAULT_SETTINGS;
  }

  get actor(): Actor {
    return this.#replica?.actor ?? NOBODY;
  }

  get #replica(): Replica | undefined {
    return this.#seat.replica;
  }

  subscribe(listener: (change: EngineChange) => void): () => void {
    return this.#notices.subscribe(listener);
  }

  query(options: EngineQueryOptions): QueryAnswer {
    const startedAt = this.#clock.monotonicMs();
    const rows = this.#replica?.views.index.query(options, this.settings.timeZone) ?? NO_ROWS;
    return {rows, count: rows.length, tookMs: this.#clock.monotonicMs() - startedAt};
  }

  count(query: OrderQuery): number {
    const key = JSON.stringify(query.terms);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const count = this.#replica?.views.index.count(query, this.settings.timeZone) ?? 0;
    this.#counts.set(key, count);
    return count;
  }

  row(handle: number): OrderRow {
    const index = this.#replica?.views.index;
    if (index === undefined) return BLANK_ROW;
    try {
      return index.row(handle);
    } catch (error) {
      // Somebody signed out between two frames: what is painted once more with an old handle is nobody's order.
      if (isEngineError(error) && error.code === 'index/no-such-handle') return BLANK_ROW;
      throw error;
    }
  }

  handleOf(orderId: string): number | undefined {
    return this.#replica?.views.index.handleOf(orderId);
  }

  async readOrder(orderId: string): Promise<Order | undefined> {
    return this.#replica?.readOrder(orderId);
  }

  readEvents(orderId: string): Promise<readonly LoggedEvent[]> {
    return this.#backend.readEvents(orderId);
  }

  async readReceipt(orderId: string, receiptId: string): Promise<Blob> {
    return readPicture(this.#required().cache, `${orderId}|${receiptId}`, () => this.#backend.readReceipt(orderId, receiptId), this.#logger);
  }

  wouldRefuse(order: Order, body: CommandBody): Refusal | undefined {
    const command = {...body, id: 'would-refuse', schemaVersion: 1, orderId: order.id} as const;
    const decision = decide(order, command, {settings: this.settings, actor: this.actor, now: this.#clock.now()});
    return decision.ok ? undefined : decision.refusal;
  }

  async dispatch(orderId: string, body: CommandBody, options: {commandId?: string} = {}): Promise<DispatchAnswer> {
    return this.#required().dispatch({commandId: options.commandId ?? this.newId(), orderId, body, now: this.#clock.now()});
  }

  newId(): string {
    return this.#ids.newId();
  }

  async readOutbox(): Promise<readonly OutboxEntry[]> {
    return this.#replica?.views.outbox.list() ?? [];
  }

  async dismissRefusal(entryId: string): Promise<void> {
    await this.#replica?.dismiss(entryId);
  }

  async syncNow(): Promise<void> {
    if (this.#isClosed) return;
    this.#isSignedOut = false;
    await this.#loop.tryNow();
  }

  async settled({signal}: {signal?: AbortSignal} = {}): Promise<void> {
    signal?.throwIfAborted();
    await this.syncNow();
    while ((this.#replica?.views.outbox.waitingCount ?? 0) > 0) {
      if (this.#isClosed) throw new EngineError('engine/closed', 'The engine was closed before everything was sent; it is kept for the next time.');
      if (this.#status.phase === 'signed-out') throw new EngineError('engine/signed-out', 'The backend does not accept the token, so what waits cannot be sent. Sign in and try again.');
      await this.#nextChange(signal);
    }
  }

  async signOut(): Promise<{unsentCount: number}> {
    const unsentCount = this.#replica?.views.outbox.count ?? 0;
    this.#isSignedOut = true;
    this.#loop.send({type: 'SIGN_OUT'});
    await this.#seat.signOut();
    this.#refreshStatus();
    return {unsentCount};
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#unhear) stop();
    this.#upkeep.stop();
    this.#loop.stop();
    await this.#seat.close();
    this.#refreshStatus();
  }

  #required(): Replica {
    const replica = this.#replica;
    if (replica === undefined) throw new EngineError('engine/nobody-signed-in', 'Nobody has signed in on this device yet, so it has no orders. Wait for `engine.ready`, and look at `engine.status`.');
    return replica;
  }

  #hearLoop(): void {
    const follows = this.#loop.place === 'following';
    if (follows && !this.#isFollowing) this.#replica?.board.post({kind: 'who-leads'});
    this.#isFollowing = follows;
    this.#refreshStatus();
  }

  #hearNews(news: News): void {
    this.#counts.clear();
    this.#upkeep.changed();
    this.#notices.add(news);
    if (news.outbox === true) this.#loop.send({type: 'NUDGE'});
    this.#refreshStatus();
  }

  #hearNotice(notice: Notice): void {
    if (notice.kind === 'who-leads') this.#postLink();
    if (notice.kind === 'stale') this.#loop.send({type: 'WAKE'});
    if (notice.kind === 'link') {
      this.#link = notice.link;
      this.#refreshStatus();
    }
    if (notice.kind === 'signed-out') {
      this.#isSignedOut = true;
      this.#replica?.forget();
      this.#loop.send({type: 'SIGN_OUT'});
    }
  }

  #hearError(error: unknown): void {
    this.#logger.error('The orders on this device could not be read.', {error: String(error)});
    if (isEngineError(error) && !this.#isClosed) this.#fail(error.message);
  }

  #fail(failure: string): void {
    this.#failure = failure;
    this.#refreshStatus();
  }

  #block(): void {
    this.#storageProblem = 'Another tab of this page is older than this one. Close it or reload it, so that the orders on this device can be opened.';
    this.#refreshStatus();
  }

  #useMemory(problem: string): void {
    this.#storageProblem = problem;
    this.#logger.warn('The orders cannot be kept on this device; they are held in memory.', {problem});
  }

  #makeStatus(): EngineStatus {
    const {context, place, upToDateAt, offlineSince} = this.#loop;
    const {error, upToDate, leading} = context;
    const isFull = isEngineError(error) && error.code === 'cache/full';
    const views = this.#replica?.views;
    return statusOf({
      place,
      closed: this.#isClosed,
      failure: this.#failure ?? (isFull ? error.message : undefined),
      problem: problemOf(error) ?? this.#storageProblem,
      upToDate,
      upToDateAt,
      offlineSince,
      leading,
      link: this.#link,
      orderCount: views?.index.size ?? 0,
      unsentCount: views?.outbox.count ?? 0,
      refusedCount: views?.outbox.refusedCount ?? 0,
      missing: this.#platform.missing,
    });
  }

  #refreshStatus(): void {
    const status = this.#makeStatus();
    if (sameStatus(status, this.#status)) return;
    const {phase, upToDateAt, offlineSince} = this.#status;
    this.#status = status;
    this.#notices.add({status: true});
    if (status.phase !== phase || status.upToDateAt !== upToDateAt || status.offlineSince !== offlineSince) this.#postLink();
    const settled = status.phase !== 'opening' && status.phase !== 'loading';
    if (settled || status.orderCount > 0) this.#resolveReady();
  }

  /** Tells the tabs that follow how the device gets on. */
  #postLink(): void {
    const {phase, upToDateAt, offlineSince} = this.#status;
    if (this.#seat.live?.isLeading !== true) return;
    if (phase === 'opening' || phase === 'failed' || phase === 'closed') return;
    this.#replica?.board.post({kind: 'link', link: {phase, upToDateAt, offlineSince}});
  }

  #nextChange(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        stop();
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = (): void => {
        stop();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort, {once: true});
    });
  }
}
