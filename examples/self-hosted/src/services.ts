import type {Instant, Logger} from '@packline/core';
import type {Access} from './access/access.ts';
import type {EffectBell} from './effects/effect-bell.ts';
import type {Metrics} from './observability/metrics.ts';
import type {CommandRunner} from './orders/command-runner.ts';
import type {Storage} from './storage/storage.ts';
import type {WakeBus} from './wake-bus.ts';

/** The joined parts that routes and workers reach. */
export interface Services {
  readonly storeId: string;
  readonly storage: Storage;
  readonly commands: CommandRunner;
  readonly wakes: WakeBus;
  readonly effectBell: EffectBell;
  readonly metrics: Metrics;
  /** Whoever reads the metrics at the shop's own address holds this; undefined = nobody may. */
  readonly metricsToken: string | undefined;
  readonly access: Access;
  /** Signs shoppers' links. */
  readonly linkKey: Uint8Array;
  readonly now: () => Instant;
  readonly log: Logger;
  /** Origin that links in mails carry; known once the server listens. */
  readonly publicOrigin: () => string;
  /** Outgoing webhooks may reach this machine and its own network. */
  readonly webhooksToPrivate: boolean;
  /** Aborts when the server is asked to stop: nobody new should be sent here, but whoever comes is still served. */
  readonly leaving: AbortSignal;
  /** Aborts when it takes no more requests; without a pause between the two, at the same moment. */
  readonly stopping: AbortSignal;
}
