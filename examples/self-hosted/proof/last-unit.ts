import {firstParcelId, type Command, type CommandResult, type Order, type OrderBackend} from '@packline/core';
import {createOrderEngine, type OrderEngine} from '@packline/core/engine';
import {backendOf, type ProofShop} from './support/proof-shop.ts';

export type Way = 'requests' | 'engines';

export interface LastUnitFigures {
  readonly dialect: string;
  readonly processes: number;
  readonly way: Way;
  readonly times: number;
  /** Times in which exactly one device won and the other was told why not. */
  readonly oneWinner: number;
  /** How often each refusal was given. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Of the times with engines: both devices had said yes to their packer before either heard of the other. */
  readonly bothSaidYes: number;
  readonly wonByFirst: number;
  readonly problems: readonly string[];
}

/** What came of one wish: applied, or the code of its refusal. */
type Outcome = 'applied' | (string & {});

const DISPATCH = {type: 'order.dispatch', mode: 'all_items'} as const;

/** One unit of one thing, paid for. */
function placeOne(orderId: string): Command {
  return {
    id: `place-${orderId}`,
    schemaVersion: 1,
    orderId,
    type: 'order.place',
    order: {
      channel: {code: 'online'},
      customer: {name: '陳嘉欣', email: 'chan@example.com'},
      shippingAddress: {name: '陳嘉欣', lines: ['Flat 1'], country: 'HK'},
      paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
      shippingMethod: {code: 'sf', carrier: 'own'},
      lines: [{sku: 'LAST', name: '最後一件 The last one', quantity: 1, unitPrice: {amount: 38_000, scale: 2, currency: 'HKD'}}],
      paid: {method: 'card'},
    },
  };
}

/** Two devices dispatch the last unit of an order at the same moment, again and again. */
export async function runLastUnit(shop: ProofShop, way: Way, times: number): Promise<LastUnitFigures> {
  const [first, last] = [shop.servers[0], shop.servers.at(-1)];
  if (first === undefined || last === undefined) throw new Error('A shop has a server.');
  const ids = Array.from({length: times}, (_, index) => `last-${way}-${index}`);
  await first.backend.pushCommands(ids.map(placeOne));
  const devices = [first, last].map(({process: {url, token}}) => backendOf(url, token)) as [OrderBackend, OrderBackend];
  const {outcomes, bothSaidYes} = way === 'requests' ? await byRequests(devices, ids) : await byEngines(devices, ids);

  const refusals: Record<string, number> = {};
  const problems: string[] = [];
  let [oneWinner, wonByFirst] = [0, 0];
  for (const [index, orderId] of ids.entries()) {
    const pair = outcomes[index] ?? [];
    const refused = pair.filter((outcome) => outcome !== 'applied');
    for (const code of refused) refusals[code] = (refusals[code] ?? 0) + 1;
    const order = await first.backend.readOrder(orderId);
    const sent = unitsSent(order);
    if (pair.length === 2 && refused.length === 1 && /^[a-z]+\/[a-z-]+$/.test(refused[0] ?? '') && sent === 1) oneWinner += 1;
    else problems.push(`${orderId}: ${pair.join(' and ')}; ${sent} units went.`);
    if (pair[0] === 'applied') wonByFirst += 1;
  }
  return {dialect: shop.dialect, processes: shop.servers.length, way, times, oneWinner, refusals, bothSaidYes, wonByFirst, problems};
}

function unitsSent({parcels}: Order): number {
  return parcels.filter(({sentAt}) => sentAt !== undefined).reduce((sum, {contents}) => sum + contents.reduce((units, {quantity}) => units + quantity, 0), 0);
}

/** The bare protocol: two requests leave in the same turn. Every other time the parcel is packed and verified before. */
async function byRequests(devices: readonly [OrderBackend, OrderBackend], ids: readonly string[]): Promise<{outcomes: readonly (readonly Outcome[])[]; bothSaidYes: number}> {
  const outcomes: Outcome[][] = [];
  for (const [index, orderId] of ids.entries()) {
    const parcelId = firstParcelId(orderId);
    const isPacked = index % 2 === 1;
    const envelope = (name: string): Omit<Command, 'type'> => ({id: `${name}-${orderId}`, schemaVersion: 1, orderId});
    if (isPacked) {
      await devices[0].pushCommands([
        {...envelope('pack'), type: 'parcel.pack', parcelId, lineId: '1', quantity: 1},
        {...envelope('verify'), type: 'parcel.verify', parcelId},
      ]);
    }
    const wish = isPacked ? ({type: 'parcel.send', parcelId} as const) : DISPATCH;
    const both = await Promise.all(devices.map((device, place) => device.pushCommands([{...envelope(`device-${place}`), ...wish}])));
    outcomes.push(both.map(([result]) => outcomeOf(result)));
  }
  return {outcomes, bothSaidYes: 0};
}

function outcomeOf(result: CommandResult | undefined): Outcome {
  return result?.outcome === 'applied' ? 'applied' : (result?.refusal?.code ?? `no refusal, but ${result?.outcome}`);
}

/** The whole way: two engines say yes to their packers at once, and their outboxes meet at the backend. */
async function byEngines(backends: readonly [OrderBackend, OrderBackend], ids: readonly string[]): Promise<{outcomes: readonly (readonly Outcome[])[]; bothSaidYes: number}> {
  const engines = backends.map((backend) => createOrderEngine({backend, storage: 'memory'})) as [OrderEngine, OrderEngine];
  const outcomes: Outcome[][] = [];
  let bothSaidYes = 0;
  try {
    for (const engine of engines) {
      await engine.ready;
      while (ids.some((id) => engine.handleOf(id) === undefined)) await engine.syncNow();
    }
    for (const orderId of ids) {
      const answers = await Promise.all(engines.map((engine) => engine.dispatch(orderId, DISPATCH)));
      if (answers.every(({ok}) => ok)) bothSaidYes += 1;
      const pair: Outcome[] = [];
      for (const [place, answer] of answers.entries()) pair.push(answer.ok ? await settle(engines[place] as OrderEngine, answer.commandId) : answer.refusal.code);
      outcomes.push(pair);
    }
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
  }
  return {outcomes, bothSaidYes};
}

/** What the outbox tells about an entry once the backend has answered. */
async function settle(engine: OrderEngine, commandId: string): Promise<Outcome> {
  await engine.settled({signal: AbortSignal.timeout(30_000)});
  const entry = (await engine.outbox.list()).find(({id}) => id === commandId);
  if (entry?.state !== 'refused') return 'applied';
  await engine.outbox.dismiss(commandId);
  return entry.refusal?.code ?? 'refused without a reason';
}
