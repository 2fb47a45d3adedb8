import {type CacheChange, prepareCache, requireState} from '../cache/cache-change.ts';
import type {CacheState, EntryRecord} from '../cache/cache-records.ts';
import type {CacheReader, OrderCache} from '../cache/order-cache.ts';
import {letGo} from '../cache/let-go.ts';
import {OrderLocator} from '../cache/order-locator.ts';
import {type OrderParts, readParts} from '../cache/read-base.ts';
import {wipeTruth} from '../cache/wipe-truth.ts';
import type {Actor} from '../order/decision.ts';
import type {Order} from '../order/order.ts';
import {addPending, type Wish} from '../outbox/add-pending.ts';
import {countAttempt, dismissEntry, setAside} from '../outbox/change-entry.ts';
import type {OutboxSource} from '../outbox/drain-outbox.ts';
import type {ReplayRules} from '../outbox/outbox-view.ts';
import {recordResults} from '../outbox/record-results.ts';
import {withdrawEntry} from '../outbox/withdraw-entry.ts';
import type {Problem} from '../ports/backend-error.ts';
import type {ChangesPage, CommandResult, Session} from '../ports/order-backend.ts';
import {DEFAULT_SETTINGS, type Settings} from '../settings/settings.ts';
import {isWithdrawable, offerEntries} from '../jobs/offer-entries.ts';
import {applyFeedPage} from '../sync/apply-feed-page.ts';
import {keepOrders} from '../sync/keep-orders.ts';
import {keepSession} from '../sync/keep-session.ts';
import type {NoticeBoard} from '../sync/notice-board.ts';
import {startFullRead} from '../sync/start-full-read.ts';
import type {News} from './change-notices.ts';
import {Lane} from './lane.ts';
import type {DispatchAnswer} from './order-engine.ts';
import {OrderViews} from './order-views.ts';
import {SeenRevisions} from './seen-revisions.ts';

/** What a replica is made of and whom it tells. */
export interface ReplicaParts {
  readonly cache: OrderCache;
  readonly board: NoticeBoard;
  readonly onNews: (news: News) => void;
  /** Part of the truth on this device can no longer be read. */
  readonly onDamage: () => void;
}

const NOBODY: Actor = {id: '', name: '', role: 'viewer'};

/**
 * One store's orders of one user in this tab: the cache, and the view kept in step with it.
 *
 * Everything that reads or writes for the view runs in one lane, so the view never takes an older picture after a
 * newer one. What other tabs did arrives as revisions (see `hear` in follow-tabs.ts).
 */
export class Replica implements OutboxSource {
  readonly cache: OrderCache;
  readonly board: NoticeBoard;
  readonly views = new OrderViews();
  readonly locator = new OrderLocator();
  readonly lane = new Lane();
  readonly seen = new SeenRevisions();
  readonly #onNews: (news: News) => void;
  readonly #onDamage: () => void;
  #session: Session | undefined;
  #settings: Settings = DEFAULT_SETTINGS;
  /** Changes of orders since the index was saved. */
  unsavedChanges = 0;
  /** Revision in which the entries that are being sent were read. */
  #readWaitingAt = 0;
  /** Every order of the device is in the view. */
  isWhole = false;
  /** Called when what another tab did before this tab's last change was not told. */
  onGap = (): void => {};

  private constructor({cache, board, onNews, onDamage}: ReplicaParts) {
    this.cache = cache;
    this.board = board;
    this.#onNews = onNews;
    this.#onDamage = onDamage;
  }

  /** @param deviceId the device's name, when it has none yet. */
  static async open(parts: ReplicaParts, deviceId: string): Promise<Replica> {
    const {cache} = parts;
    const replica = new Replica(parts);
    await prepareCache(cache, deviceId);
    await replica.readMeta();
    return replica;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get actor(): Actor {
    const session = this.#session;
    return session === undefined ? NOBODY : {id: session.user.id, name: session.user.name, role: session.role};
  }

  get rules(): ReplayRules {
    return {settings: this.#settings, actor: this.actor};
  }

  readState(): Promise<CacheState> {
    return this.cache.read(requireState);
  }

  async readMeta(): Promise<void> {
    const {session, settings} = await this.cache.read(async (tx) => ({session: await tx.readNote('session'), settings: await tx.readNote('settings')}));
    this.#session = session;
    this.#settings = settings ?? session?.settings ?? DEFAULT_SETTINGS;
  }

  async readOrder(orderId: string): Promise<Order | undefined> {
    const kept = this.views.documents.get(orderId);
    if (kept !== undefined) return kept;
    return this.lane.run(async () => {
      const parts = await this.readPartsNow([orderId]);
      const part = parts.get(orderId);
      return part === undefined ? undefined : this.views.keep(orderId, part, this.rules);
    });
  }

  async dispatch(wish: Wish): Promise<DispatchAnswer> {
    return this.lane.run(async () => {
      const answer = await this.#guard(addPending(this.cache, this.locator, wish, this.rules));
      if (!answer.ok) return answer;
      if (answer.change !== undefined) await this.#take(answer.change);
      this.views.documents.set(answer.order);
      return {ok: true, commandId: wish.commandId, order: answer.order};
    });
  }

  /** False when another tab had read on already. */
  async applyPage(page: ChangesPage, after: string | null): Promise<boolean> {
    return (await this.#change(() => applyFeedPage(this.cache, this.locator, page, after))) !== undefined;
  }

  /** Orders from elsewhere than the feed, which will bring them again. */
  async keepOrders(orders: readonly Order[]): Promise<void> {
    await this.#change(() => keepOrders(this.cache, this.locator, orders));
  }

  /** @param voided as for `startFullRead` */
  async startFullRead(voided?: string | null): Promise<void> {
    await this.#change(() => startFullRead(this.cache, this.locator, voided));
  }

  async keepSession(session: Session): Promise<void> {
    await this.#change(() => keepSession(this.cache, this.locator, session));
  }

  async readWaiting(limit: number, exceptOrderIds: ReadonlySet<string>): Promise<readonly EntryRecord[]> {
    const {found, revision} = await this.read(async (tx) => ({found: await tx.readWaiting(limit, exceptOrderIds), revision: (await requireState(tx)).revision}));
    this.#readWaitingAt = revision;
    if (!found.some(isWithdrawable)) return found;
    const {batch} = await this.changeJobs(() => offerEntries(this.cache, found));
    // All of it may have been withdrawn meanwhile; what comes after it has not.
    return batch.length > 0 || found.length === 0 ? batch : this.readWaiting(limit, exceptOrderIds);
  }

  /** Carries out one transaction of bulk jobs; what it changed besides is in its answer. */
  changeJobs<Answer extends {readonly change: CacheChange | undefined}>(work: () => Promise<Answer>): Promise<Answer> {
    return this.lane.run(async () => {
      const answer = await this.#guard(work());
      if (answer.change !== undefined) await this.#take(answer.change);
      return answer;
    });
  }

  async recordResults(results: readonly CommandResult[]): Promise<void> {
    await this.#change(() => recordResults(this.cache, this.locator, results, this.#readWaitingAt));
  }

  async setAside(entryId: string, problem: Problem): Promise<void> {
    await this.#change(() => setAside(this.cache, this.locator, entryId, problem));
  }

  async countAttempt(entryId: string): Promise<void> {
    await this.#change(() => countAttempt(this.cache, this.locator, entryId));
  }

  /** False when it is too late. */
  async withdraw(entryId: string, orderId?: string): Promise<boolean> {
    return (await this.#change(() => withdrawEntry(this.cache, this.locator, entryId, orderId))) !== undefined;
  }

  /** False when none of them may go. */
  async letGo(orderIds: readonly string[], oldBeforeMs: number): Promise<boolean> {
    return (await this.#change(() => letGo(this.cache, this.locator, orderIds, oldBeforeMs))) !== undefined;
  }

  /** Notes which part of the shop's orders the device is to hold. Another one than before is read from the beginning. */
  async holdWorkingSet(scope: string): Promise<void> {
    const {known, state} = await this.read(async (tx) => ({known: await tx.readNote('workingSet'), state: await requireState(tx)}));
    if (known?.scope === scope) return;
    // What was held until now was everything.
    if ((known?.scope ?? 'all') !== scope && state.cursor !== null) await this.startFullRead();
    await this.cache.write((tx) => tx.writeNote('workingSet', {scope}));
  }

  async dismiss(entryId: string): Promise<void> {
    await this.#change(() => dismissEntry(this.cache, this.locator, entryId));
  }

  /** Signs out here and in the other tabs. */
  async wipe(): Promise<void> {
    await this.lane.run(async () => {
      const {revision} = await this.#guard(wipeTruth(this.cache));
      this.seen.reset(revision);
      this.forget();
      this.board.post({kind: 'signed-out'});
    });
  }

  /** Somebody signed out in another tab: what this one is just showing or saving goes too. */
  async leave(): Promise<void> {
    await this.lane.run(async () => {
      this.forget();
      await this.cache.deleteSnapshot();
    });
  }

  /** Shows nothing any more; the outbox stays on the device. */
  forget(): void {
    this.#session = undefined;
    this.locator.clear();
    this.views.clear();
    this.unsavedChanges = 0;
    this.#onNews({orderIds: 'all', outbox: true, status: true});
  }

  /** Shows these orders as they are now; call it in the lane. */
  async show(parts: ReadonlyMap<string, OrderParts>, news: Omit<News, 'orderIds' | 'addedIds'> = {}): Promise<void> {
    const change = await this.views.take(parts, this.rules);
    this.unsavedChanges += change.orderIds.size;
    this.#onNews({...news, ...change});
  }

  readPartsNow(orderIds: readonly string[]): Promise<Map<string, OrderParts>> {
    return this.read(async (tx) => readParts(tx, await requireState(tx), this.locator, orderIds));
  }

  read<Result>(work: (tx: CacheReader) => Promise<Result>): Promise<Result> {
    return this.#guard(this.cache.read(work));
  }

  async close(): Promise<void> {
    await this.lane.idle();
    this.board.close();
    this.cache.close();
  }

  #change<Change extends CacheChange | undefined>(work: () => Promise<Change>): Promise<Change> {
    return this.lane.run(async () => {
      const change = await this.#guard(work());
      if (change !== undefined) await this.#take(change);
      return change;
    });
  }

  async #take(change: CacheChange): Promise<void> {
    const {revision, parts, outboxChanged, jobsChanged = false, settings, session} = change;
    const meta = settings !== undefined || session !== undefined;
    this.board.post({kind: 'changed', revision, orderIds: [...parts.keys()], outbox: outboxChanged, jobs: jobsChanged, meta});
    if (settings !== undefined) this.#settings = settings;
    if (session !== undefined) this.#session = session;
    await this.show(parts, {outbox: outboxChanged, jobs: jobsChanged, settings: settings !== undefined, status: meta});
    this.seen.add(revision);
    if (this.seen.hasGap) this.onGap();
  }

  /** A transaction that failed may have taught the locator chunks that were never kept. */
  async #guard<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      if (this.locator.isDamaged) {
        this.locator.isDamaged = false;
        this.#onDamage();
      }
      return result;
    } catch (error) {
      this.locator.clear();
      throw error;
    }
  }
}
