import assert from 'node:assert/strict';
import {test} from 'node:test';
import {currentPlatform, type Platform} from './platform.ts';
import {readLastSession, writeLastSession} from './last-session.ts';

const LAST = {storeId: 's1', userId: 'u1'};

function platformWith(storage: Platform['storage']): Platform {
  return {...currentPlatform(), storage};
}

function storageOf(texts: Map<string, string>): NonNullable<Platform['storage']> {
  return {getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text), removeItem: (key) => void texts.delete(key)};
}

test('C6 whose orders were opened last is remembered for each endpoint, and forgotten on request', () => {
  const platform = platformWith(storageOf(new Map()));
  writeLastSession(platform, 'p', 'https://a.example', LAST);
  assert.deepEqual([readLastSession(platform, 'p', 'https://a.example'), readLastSession(platform, 'p', 'https://b.example')], [LAST, undefined]);
  writeLastSession(platform, 'p', 'https://a.example', undefined);
  assert.equal(readLastSession(platform, 'p', 'https://a.example'), undefined);
});

test('C6 what is no such note is passed over: the backend is asked instead', () => {
  for (const text of ['', '{', 'null', '5', '[]', '{"storeId":"s1"}', '{"storeId":1,"userId":"u1"}', '{"storeId":"s1","userId":null}', '{"__proto__":{"storeId":"s1","userId":"u1"}}']) {
    assert.equal(readLastSession(platformWith(storageOf(new Map([['p|last|e', text]]))), 'p', 'e'), undefined, text);
  }
});

test('C6 a storage that is missing, full or blocked costs the offline start and nothing else', () => {
  const broken = (): never => {
    throw new DOMException('No.', 'QuotaExceededError');
  };
  for (const storage of [undefined, {getItem: broken, setItem: broken, removeItem: broken}]) {
    const platform = platformWith(storage);
    writeLastSession(platform, 'p', 'e', LAST);
    writeLastSession(platform, 'p', 'e', undefined);
    assert.equal(readLastSession(platform, 'p', 'e'), undefined);
  }
});
