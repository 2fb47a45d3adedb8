import type {Clock} from '../ports/clock.ts';
import type {Logger} from '../ports/logger.ts';
import {EngineError, isEngineError} from '../shared/engine-error.ts';
import type {Instant} from '../shared/instant.ts';
import type {EngineLink} from '../sync/engine-link.ts';
import type {Notice} from '../sync/notices.ts';
import {ChangeNotices, type News} from './change-notices.ts';
import {type DiagnosticBundle, makeDiagnostics} from './diagnostics.ts';
import type {FilledOptions} from './engine-options.ts';
import {sameStatus, statusOf} from './engine-status.ts';
import {keepIndexFast} from './index-upkeep.ts';
import type {EngineStatus} from './order-engine.ts';
import type {Platform} from './platform.ts';
import {ProblemLog} from './problem-log.ts';
import type {Replica} from './replica.ts';
import {JobRunner} from '../jobs/run-jobs.ts';
import {ReplicaSeat} from './replica-seat.ts';
import {SyncLoop} from './sync-loop.ts';
import {problemOf} from './sync-work.ts';
import {nameOf, oldBeforeMs, type WorkingSet} from './working-set.ts';

/** How long a tab waits for the leading one to say how the device gets on, in milliseconds. */
const ASK_AGAIN_MS = 2_000;
/** How often it asks when it has heard. */
const ASK_NOW_AND_THEN_MS = 10_000;
const DEVICE_TAKEN = 'The orders on this device were taken over by a newer version of this page, or deleted. Reload the page; what was not sent yet is kept.';
const OLDER_TAB = 'Another tab of this page is older than this one. Close it or reload it, so that the orders on this device can be opened.';

/**
 * What runs inside an engine: the replica of whoever is signed in, the sync loop, and one status made of both. It
 * hears what happens and tells it on; asking and wishing is the engine's front (device-engine.ts).
 */
export class EngineCore {
  /** Settles when there is something to show, or it is known that there is nothing. */
  readonly ready: Promise<void>;
  readonly notices: ChangeNotices;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #platform: Platform;
  readonly #seat: ReplicaSeat;
  readonly #loop: SyncLoop;
  readonly #jobs: JobRunner;
  readonly #upkeep: {changed: () => void; stop: () => void};
  readonly #unhear: (() => void)[];
  readonly #onNews: () => void;
  readonly #workingSet: WorkingSet;
  readonly #problems: ProblemLog;
  readonly #startedAtMs: number;
  #timings: DiagnosticBundle['timings'] = {readyMs: undefined, upToDateMs: undefined};
  #resolveReady = (): void => {};
  #status: EngineStatus;
  #link: EngineLink | undefined;
  #failure: string | undefined;
  /** What was wrong last, until something goes well; and why memory is used, which stays. */
  #problem: string | undefined;
  #memoryProblem: string | undefined;
  #isSignedOut = false;
  #isClosed = false;
  #isFollowing = false;
  #unask = (): void => {};

  /** @param onNews called when orders or settings changed, before anybody else hears of it. */
  constructor(options: FilledOptions, onNews: () => void) {
    const {backend, clock, ids, logger, storage, databasePrefix, platform, workingSet} = options;
    this.#workingSet = workingSet;
    this.#problems = new ProblemLog(clock);
    this.#startedAtMs = clock.monotonicMs();
    this.#clock = clock;
    this.#logger = logger;
    this.#platform = platform;
    this.#onNews = onNews;
    this.ready = new Promise((resolve) => (this.#resolveReady = resolve));
    this.notices = new ChangeNotices((error) => logger.error('A listener of the engine failed.', {error: String(error)}));
    this.#seat = new ReplicaSeat(
      {platform, storage, prefix: databasePrefix, endpoint: backend.endpoint, onBlocked: () => this.#hasProblem(OLDER_TAB), onProblem: (problem) => this.#useMemory(problem)},
      {
        clock,
        logger,
        platform,
        newId: () => ids.newId(),
        // A clock that is months ahead would let everything go: not before the backend's is known.
        oldBeforeMs: () => (this.#loop.clockSkewMs === undefined ? undefined : oldBeforeMs(workingSet, Date.parse(this.now()))),
        onNews: (news) => this.#hearNews(news),
        onNotice: (notice) => this.#hearNotice(notice),
        onStale: () => this.#loop.send({type: 'WAKE'}),
        onLead: () => {
          this.#loop.send({type: 'LEAD'});
          this.#jobs.look(true);
        },
        onFollow: () => this.#loop.send({type: 'FOLLOW'}),
        onError: (error) => this.#hearError(error),
      },
      () => this.#fail(DEVICE_TAKEN),
    );
    this.#loop = new SyncLoop({backend, clock, random: platform.random, seat: this.#seat, workingSet, onMove: () => this.#hearLoop()});
    this.#jobs = new JobRunner({backend, clock, now: () => this.now(), random: platform.random, leading: () => this.#leadingReplica, onError: (error) => this.#hearError(error)});
    this.#upkeep = keepIndexFast(() => this.replica?.views.index, clock);
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

  get replica(): Replica | undefined {
    return this.#seat.replica;
  }

  /** The backend's time as far as it is known: a device's clock may be hours off, and a letter is held for seconds. */
  now(): Instant {
    const claimed = this.#clock.now();
    const {clockSkewMs} = this.#loop;
    return clockSkewMs === undefined ? claimed : new Date(Date.parse(claimed) - clockSkewMs).toISOString();
  }

  /** The replica, waiting for it while the engine opens. @throws EngineError `engine/nobody-signed-in`. */
  async requireReplica(): Promise<Replica> {
    if (this.replica === undefined) await this.ready;
    const {replica} = this;
    if (replica === undefined) throw new EngineError('engine/nobody-signed-in', 'Nobody has signed in on this device yet, so it has no orders. Look at `engine.status` for the reason.');
    return replica;
  }

  /** The replica while this tab leads and somebody is signed in. */
  get #leadingReplica(): Replica | undefined {
    const live = this.#seat.live;
    return live?.isLeading === true && !this.#isSignedOut && live.replica.session !== undefined ? live.replica : undefined;
  }

  async tryNow(): Promise<void> {
    if (this.#isClosed) return;
    this.#isSignedOut = false;
    await this.#loop.tryNow();
  }

  /** Tries now: this order, or everything that waits. */
  async retry(orderId: string | undefined): Promise<void> {
    if (this.#isClosed) return;
    this.#isSignedOut = false;
    await this.#loop.retry(orderId);
  }

  nextTryInMs(orderId: string): number | undefined {
    return this.#loop.restOf(orderId);
  }

  diagnostics(): Promise<DiagnosticBundle> {
    return makeDiagnostics(this.replica, {now: this.#clock.now(), status: this.#status, workingSet: nameOf(this.#workingSet), problems: this.#problems.problems, timings: this.#timings});
  }

  async signOut(): Promise<void> {
    this.#isSignedOut = true;
    this.#loop.send({type: 'SIGN_OUT'});
    await this.#seat.signOut();
    this.#refreshStatus();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#unhear) stop();
    this.#upkeep.stop();
    this.#unask();
    this.#jobs.stop();
    this.#loop.stop();
    await this.#seat.close();
    this.#refreshStatus();
  }

  #hearLoop(): void {
    this.#problems.add(this.#loop.context.error);
    const follows = this.#loop.place === 'following';
    if (follows && !this.#isFollowing) this.#askWhoLeads();
    this.#isFollowing = follows;
    this.#jobs.look(false);
    this.#refreshStatus();
  }

  /** Asks the leading tab how the device gets on, and again now and then: notices may be lost, or overtake each other. */
  #askWhoLeads(): void {
    if (this.#isClosed || this.#loop.place !== 'following') return;
    this.replica?.board.post({kind: 'who-leads'});
    this.#unask();
    this.#unask = this.#clock.after(this.#link === undefined ? ASK_AGAIN_MS : ASK_NOW_AND_THEN_MS, () => this.#askWhoLeads());
  }

  #hearNews(news: News): void {
    this.#problem = undefined;
    this.#onNews();
    this.#upkeep.changed();
    this.notices.add(news);
    if (news.outbox === true || news.jobs === true) this.#jobs.look(news.jobs === true);
    if (news.outbox === true) this.#loop.send({type: 'NUDGE'});
    this.#refreshStatus();
  }

  #hearNotice(notice: Notice): void {
    if (notice.kind === 'who-leads') this.#postLink();
    if (notice.kind === 'stale') this.#loop.send({type: 'WAKE'});
    if (notice.kind === 'link') this.#hearLink(notice.link);
    if (notice.kind === 'signed-out') {
      this.#isSignedOut = true;
      this.replica?.leave().catch((error: unknown) => this.#hearError(error));
      this.#loop.send({type: 'SIGN_OUT'});
    }
  }

  #hearLink(link: EngineLink): void {
    this.#link = link;
    if (this.#isSignedOut && link.phase !== 'signed-out') {
      // Somebody signed in again in another tab; whether this one may is for the backend to say.
      this.#isSignedOut = false;
      this.#loop.send({type: 'ONLINE'});
    }
    this.#refreshStatus();
  }

  #hearError(error: unknown): void {
    if (this.#isClosed) return;
    this.#problems.add(error);
    this.#logger.error('The orders on this device could not be read.', {error: String(error)});
    if (isEngineError(error)) this.#hasProblem(error.message);
  }

  #fail(failure: string): void {
    this.#failure = failure;
    this.#refreshStatus();
  }

  #hasProblem(problem: string): void {
    this.#problem = problem;
    this.#refreshStatus();
  }

  #useMemory(problem: string): void {
    this.#memoryProblem = problem;
    this.#logger.warn('The orders cannot be kept on this device; they are held in memory.', {problem});
  }

  #makeStatus(): EngineStatus {
    const {context, place, upToDateAt, offlineSince} = this.#loop;
    const {error, upToDate, leading} = context;
    const isFull = isEngineError(error) && error.code === 'cache/full';
    const views = this.replica?.views;
    return statusOf({
      place,
      closed: this.#isClosed,
      failure: this.#failure ?? (isFull ? error.message : undefined),
      problem: problemOf(error) ?? this.#problem ?? this.#memoryProblem,
      upToDate,
      upToDateAt,
      offlineSince,
      leading,
      link: this.#link,
      loading: this.#loop.loading,
      clockSkewMs: this.#loop.clockSkewMs,
      orderCount: views?.index.size ?? 0,
      unsentCount: views?.outbox.count ?? 0,
      refusedCount: views?.outbox.refusedCount ?? 0,
      missing: this.#platform.missing,
    });
  }

  #refreshStatus(): void {
    const before = this.#status;
    const status = this.#makeStatus();
    if (sameStatus(status, before)) return;
    this.#status = status;
    this.notices.add({status: true});
    if (status.phase !== before.phase || status.upToDateAt !== before.upToDateAt || status.offlineSince !== before.offlineSince) this.#postLink();
    const isSettled = status.phase !== 'opening' && status.phase !== 'loading';
    if (isSettled || status.orderCount > 0) this.#resolveReady();
    this.#noteTimes(isSettled || status.orderCount > 0, status.phase === 'live');
  }

  #noteTimes(isReady: boolean, isUpToDate: boolean): void {
    const {readyMs, upToDateMs} = this.#timings;
    const tookMs = Math.round(this.#clock.monotonicMs() - this.#startedAtMs);
    this.#timings = {readyMs: readyMs ?? (isReady ? tookMs : undefined), upToDateMs: upToDateMs ?? (isUpToDate ? tookMs : undefined)};
  }

  /** Tells the tabs that follow how the device gets on. */
  #postLink(): void {
    const {phase, upToDateAt, offlineSince} = this.#status;
    if (this.#seat.live?.isLeading !== true) return;
    if (phase === 'opening' || phase === 'failed' || phase === 'closed') return;
    this.replica?.board.post({kind: 'link', link: {phase, upToDateAt, offlineSince}});
  }
}
