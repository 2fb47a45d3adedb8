import type {Command, Order} from '@packline/core';
import type {Check} from '../check.ts';
import type {Kit} from '../kit.ts';
import {FeedReader} from '../support/feed-reader.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {sameJson} from '../support/same-json.ts';
import {dispatch, give, newId, note, pack, place} from '../support/samples.ts';

const WRITERS = 8;
/** Orders on a page of each reader. */
const READERS = [3, 17, 100, 1000] as const;
/** Orders of one race: past these, writers change what is there. */
const MOST_ORDERS = 400;

/** What all writers share: the newest version that was acknowledged for each order. */
interface Race {
  readonly kit: Kit;
  readonly acknowledged: Map<string, number>;
  readonly untilMs: number;
  commands: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const anyOf = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(Math.random() * items.length)];

/** One to four wishes of all kinds, also to orders that others change at the same moment; some are refused. */
function someCommands({acknowledged}: Race): Command[] {
  const known = [...acknowledged.keys()];
  return Array.from({length: 1 + Math.floor(Math.random() * 4)}, () => {
    const orderId = anyOf(known);
    if (orderId === undefined || (known.length < MOST_ORDERS && Math.random() < 0.4)) return place(newId());
    const kinds = [note(orderId, 'in a race'), note(orderId, 'another word'), pack(orderId), dispatch(orderId), give(orderId, {type: 'tags.change', add: [`t${Math.floor(Math.random() * 5)}`]})];
    return anyOf(kinds) ?? note(orderId, '');
  });
}

async function write(race: Race): Promise<void> {
  let last = 0;
  while (Date.now() < race.untilMs) {
    const commands = someCommands(race);
    const results = await race.kit.push(commands);
    race.commands += commands.length;
    const positions: number[] = [];
    for (const [index, {outcome, version, position}] of results.entries()) {
      const orderId = commands[index]?.orderId ?? '';
      if (outcome !== 'applied') continue;
      positions.push(position);
      race.acknowledged.set(orderId, Math.max(version, race.acknowledged.get(orderId) ?? 0));
    }
    const lowest = Math.min(...positions);
    expectThat(lowest > last, {sent: 'one batch after the other, each when the one before was acknowledged', expected: `feed positions above ${last}, the highest of the batch before`, came: show(lowest)});
    last = Math.max(last, ...positions);
    await pause(Math.random() * 8);
  }
}

/** Reads on and on; a reader that forgets goes back now and then to a cursor it had earlier, as after a crash. */
async function follow(reader: FeedReader, {untilMs}: Race, forgets: boolean): Promise<void> {
  const earlier: (string | undefined)[] = [reader.cursor];
  while (Date.now() < untilMs) {
    const {hasMore} = await reader.readPage();
    earlier.push(reader.cursor);
    if (forgets && Math.random() < 0.05) reader.cursor = anyOf(earlier.slice(-20));
    else if (!hasMore) await pause(Math.random() * 10);
  }
}

/** The newest documents, each asked for by its id. */
async function readTruth({kit, acknowledged}: Race): Promise<Map<string, Order>> {
  const truth = new Map<string, Order>();
  const ids = [...acknowledged.keys()];
  const readSome = async (): Promise<void> => {
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) truth.set(id, await kit.readOrder(id));
  };
  await Promise.all(Array.from({length: 6}, readSome));
  return truth;
}

/** The feed while many write. */
export const feedRaceChecks: readonly Check[] = [
  {
    name: `${WRITERS} writers, ${READERS.length + 1} readers with pages of ${READERS.join(', ')}: every reader ends with exactly the newest state of every order`,
    run: async (kit) => {
      const cursor = await kit.heads.of();
      const race: Race = {kit, acknowledged: new Map(), untilMs: Date.now() + kit.seconds * 1000, commands: 0};
      const readers = [...READERS, 50].map((limit) => new FeedReader(kit.ask, {cursor, limit}));
      await Promise.all([...Array.from({length: WRITERS}, () => write(race)), ...readers.map((reader, index) => follow(reader, race, index === READERS.length))]);
      const truth = await readTruth(race);
      for (const reader of readers) {
        await reader.readToEnd();
        const who = `the reader with limit=${reader.options.limit}, after ${race.commands} commands of ${WRITERS} writers to ${race.acknowledged.size} orders,`;
        for (const [id, order] of truth) {
          const seen = reader.orders.get(id);
          const acknowledged = race.acknowledged.get(id) ?? 0;
          expectThat(order.version >= acknowledged, {sent: `GET /v1/orders/${id}`, expected: `version ${acknowledged}, which was acknowledged`, came: `version ${order.version}`});
          expectThat(seen !== undefined, {sent: `GET /v1/changes to the end by ${who}`, expected: `order ${id} at version ${order.version}`, came: 'no such order: the feed has lost it'});
          expectThat(seen.version === order.version, {sent: `GET /v1/changes to the end by ${who}`, expected: `order ${id} at version ${order.version}`, came: `version ${seen.version}: the feed has lost a change`});
          expectThat(sameJson(seen, order), {sent: `GET /v1/changes to the end by ${who}`, expected: `order ${id} as GET /v1/orders gives it`, came: show(seen)});
        }
      }
    },
  },
];
