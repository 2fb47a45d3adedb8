import {BackendError} from '../../src/ports/backend-error.ts';
import type {Actor} from '../../src/order/decision.ts';
import type {Command} from '../../src/order/command.ts';
import type {LoggedEvent} from '../../src/order/event.ts';
import type {Order} from '../../src/order/order.ts';
import type {ChangesPage, CommandResult, OrderBackend, OrdersPage, Session} from '../../src/ports/order-backend.ts';
import type {MemoryServer} from './memory-backend.ts';

/** One call on its way: to the server, or its reply on the way back. */
export interface NetworkCall {
  readonly method: 'readSession' | 'pushCommands' | 'tryCommands' | 'readChanges' | 'listen' | 'readOrder' | 'readOrders' | 'readEvents' | 'readReceipt';
  readonly way: 'request' | 'reply';
  readonly commands?: readonly Command[];
}

const unreachable = (): BackendError => new BackendError('backend/unreachable', 'The server cannot be reached.', {retriable: true});

/** One device's {@link OrderBackend} to a {@link MemoryServer}, over a network that does what it is told. */
export class MemoryConnection implements OrderBackend {
  readonly endpoint: string;
  readonly server: MemoryServer;
  actor: Actor;
  /** Sees every call on both ways; may wait, or throw to lose it. */
  intercept: ((call: NetworkCall) => Promise<void> | void) | undefined;
  #isOffline = false;
  #isTokenRefused = false;
  #repliesToLose = 0;
  readonly #breaks = new Set<() => void>();

  constructor(server: MemoryServer, actor: Actor, endpoint: string) {
    this.server = server;
    this.actor = actor;
    this.endpoint = endpoint;
  }

  /** Cuts the network of this device. */
  disconnect(): void {
    this.#isOffline = true;
    for (const breakStream of this.#breaks) breakStream();
  }

  reconnect(): void {
    this.#isOffline = false;
  }

  /** The next `count` batches are carried out, but their replies never arrive. */
  loseReplies(count: number): void {
    this.#repliesToLose = count;
  }

  /** The server no longer (or again) accepts this device's token. */
  refuseToken(isRefused = true): void {
    this.#isTokenRefused = isRefused;
  }

  readSession(): Promise<Session> {
    return this.#call('readSession', () => this.server.session(this.actor));
  }

  async pushCommands(commands: readonly Command[], {dryRun = false}: {dryRun?: boolean} = {}): Promise<readonly CommandResult[]> {
    const sent = structuredClone(commands);
    if (dryRun) return this.#call('tryCommands', () => this.server.tryOut(sent, this.actor), sent);
    const results = await this.#call('pushCommands', () => this.server.carryOut(sent, this.actor), sent);
    if (this.#repliesToLose > 0) {
      this.#repliesToLose -= 1;
      throw unreachable();
    }
    return results;
  }

  readChanges({after, limit = 500}: {after: string | null; limit?: number}): Promise<ChangesPage> {
    return this.#call('readChanges', () => this.server.changes(after, Math.min(limit, this.server.changesPerPage), this.actor.role));
  }

  async listen({onWake, onOpen, signal}: {onWake: () => void; onOpen?: () => void; signal: AbortSignal}): Promise<void> {
    await this.#call('listen', () => undefined);
    if (signal.aborted) return;
    onOpen?.();
    const stops: (() => void)[] = [];
    try {
      await new Promise<void>((resolve, reject) => {
        const breakStream = (): void => reject(unreachable());
        this.#breaks.add(breakStream);
        const stopWaking = this.server.onWake(() => {
          if (this.server.isStopped) breakStream();
          else onWake();
        });
        stops.push(stopWaking, () => this.#breaks.delete(breakStream));
        signal.addEventListener('abort', () => resolve(), {once: true});
      });
    } finally {
      for (const stop of stops) stop();
    }
  }

  readOrder(orderId: string): Promise<Order> {
    return this.#call('readOrder', () => {
      const order = this.server.order(orderId);
      if (order === undefined) throw new BackendError('backend/not-found', 'There is no such order.', {retriable: false});
      return order;
    });
  }

  readOrders({limit = 100}: {query?: string; sort?: string; limit?: number; after?: string}): Promise<OrdersPage> {
    return this.#call('readOrders', () => {
      const newest = this.server.orders().sort((left, right) => (left.placedAt < right.placedAt ? 1 : -1));
      return {orders: newest.slice(0, limit), cursor: null, hasMore: newest.length > limit, count: newest.length, countIsExact: true};
    });
  }

  readEvents(orderId: string): Promise<readonly LoggedEvent[]> {
    return this.#call('readEvents', () => this.server.eventsOf(orderId));
  }

  readReceipt(orderId: string, receiptId: string): Promise<Blob> {
    return this.#call('readReceipt', () => new Blob([`${orderId} ${receiptId}`], {type: 'image/png'}));
  }

  async #call<Answer>(method: NetworkCall['method'], work: () => Answer, commands?: readonly Command[]): Promise<Answer> {
    const call = commands === undefined ? {method} : {method, commands};
    await this.intercept?.({...call, way: 'request'});
    await Promise.resolve();
    if (this.#isOffline || this.server.isStopped) throw unreachable();
    if (this.#isTokenRefused) throw new BackendError('backend/signed-out', 'The token is not accepted.', {retriable: false});
    this.server.count(method);
    const answer = structuredClone(work());
    await this.intercept?.({...call, way: 'reply'});
    if (this.#isOffline) throw unreachable();
    return answer;
  }
}
