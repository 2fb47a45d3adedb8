import assert from 'node:assert/strict';
import {test} from 'node:test';
import {IDBFactory, IDBKeyRange, IDBObjectStore} from 'fake-indexeddb';
import {openDeviceCache} from '../src/cache/device-cache.ts';
import {hasCode} from './support/has-code.ts';

const MEGABYTE = 1 << 20;
const source = () => ({indexedDB: new IDBFactory(), IDBKeyRange});
const saved = (letter: string) => ({columns: Array.from({length: 5}, () => new Uint8Array(MEGABYTE).buffer), texts: [letter.repeat(MEGABYTE)]});
const snapshot = (revision: number, letter: string) => ({format: 1, revision, markedIds: ['o1'], saved: saved(letter)});

test('C9 the saved index is read as it was written, the newer one replaces the older one, and nothing is left of that', async () => {
  const cache = await openDeviceCache('c', source());
  assert.equal(await cache.readSnapshot(), undefined);
  for (const [revision, letter] of [[1, 'a'], [2, 'b'], [2, 'c']] as const) {
    await cache.writeSnapshot(snapshot(revision, letter));
    assert.deepEqual(await cache.readSnapshot(), snapshot(revision, letter));
  }
  await cache.deleteSnapshot();
  assert.equal(await cache.readSnapshot(), undefined);
  cache.close();
});

test('C9 an index whose writing was cut short does not count and takes no room; the one before it stays', async () => {
  const devices = source();
  const cache = await openDeviceCache('c', devices);
  await cache.writeSnapshot(snapshot(1, 'a'));
  const {put} = IDBObjectStore.prototype;
  let left = 3;
  IDBObjectStore.prototype.put = function (...values) {
    left -= 1;
    if (left < 0) throw new DOMException('There is no room left.', 'QuotaExceededError');
    return put.apply(this, values);
  };
  try {
    await assert.rejects(cache.writeSnapshot(snapshot(2, 'b')), hasCode('cache/full'));
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  assert.deepEqual(await cache.readSnapshot(), snapshot(1, 'a'));
  const rows = await countRows(devices.indexedDB);
  await cache.writeSnapshot(snapshot(1, 'a'));
  assert.equal(await countRows(devices.indexedDB), rows, 'nothing was left behind');
  cache.close();
});

test('C9 an index that lost a part is not believed', async () => {
  const devices = source();
  const cache = await openDeviceCache('c', devices);
  await cache.writeSnapshot(snapshot(1, 'a'));
  await onSnapshots(devices.indexedDB, (store) => store.delete('part 1.2'));
  assert.equal(await cache.readSnapshot(), undefined);
  cache.close();
});

async function onSnapshots<Result>(factory: IDBFactory, work: (store: globalThis.IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await settled(factory.open('c') as unknown as IDBRequest<IDBDatabase>);
  const result = await settled(work(db.transaction('snapshots', 'readwrite').objectStore('snapshots')));
  db.close();
  return result;
}

function countRows(factory: IDBFactory): Promise<number> {
  return onSnapshots(factory, (store) => store.count());
}
