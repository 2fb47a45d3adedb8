import type {TestContext} from 'node:test';
import type {OrderEngine} from '../../src/engine/order-engine.ts';
import {Device, type DeviceOptions} from './device.ts';
import type {MemoryServer} from './memory-backend.ts';
import type {MemoryConnection} from './memory-connection.ts';
import {until} from './until.ts';

/** A device with one tab. */
export interface LiveDevice {
  readonly device: Device;
  readonly connection: MemoryConnection;
  readonly engine: OrderEngine;
}

export interface LiveOptions extends DeviceOptions {
  /** Default: the owner's. */
  readonly connection?: MemoryConnection;
}

/** Opens a tab on a new device; settles when it is live and has every order of the server. */
export async function openLive(t: TestContext, server: MemoryServer, {connection = server.connect(), ...options}: LiveOptions = {}): Promise<LiveDevice> {
  const device = new Device(t, options);
  const engine = device.open(connection);
  await until('it is live and has every order', () => engine.status.phase === 'live' && engine.status.orderCount === server.orders().length);
  return {device, connection, engine};
}
