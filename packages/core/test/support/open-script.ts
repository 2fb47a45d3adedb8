import type {TestContext} from 'node:test';
import {createOrderEngine} from '../../src/engine/create-order-engine.ts';
import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {Role} from '../../src/order/decision.ts';
import {createFastClock} from './fast-clock.ts';
import {MemoryServer, type MemoryServerOptions} from './memory-backend.ts';
import type {MemoryConnection} from './memory-connection.ts';
import {later} from './people.ts';

/** When it is where {@link openScript} opens an engine. */
export const NOW = later(600);

/** An engine of one script, and the server it speaks with; both stand still in time. */
export async function openScript(t: TestContext, fill: (server: MemoryServer) => void, options: MemoryServerOptions & {role?: Role} = {}): Promise<{engine: OrderEngine; server: MemoryServer; connection: MemoryConnection}> {
  const server = new MemoryServer({now: () => NOW, ...options});
  fill(server);
  const connection = server.connect({role: options.role ?? 'owner'});
  const engine = createOrderEngine({backend: connection, storage: 'memory', clock: {...createFastClock(50), now: () => NOW}});
  t.after(() => engine.close());
  await engine.syncNow();
  return {engine, server, connection};
}
