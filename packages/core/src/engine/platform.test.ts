import assert from 'node:assert/strict';
import {test} from 'node:test';
import {currentPlatform} from './platform.ts';

class FakePage extends EventTarget {
  visibilityState: 'visible' | 'hidden' = 'visible';
}

/** Runs with these globals in place of the real ones; undefined: there is none. */
function withGlobals(globals: Readonly<Record<string, unknown>>, run: () => void): void {
  const before = new Map(Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, {configurable: true, ...(typeof value === 'function' && name === 'localStorage' ? {get: value as () => unknown} : {value, writable: true})});
  try {
    run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  }
}

/** What the global of a page can do that Node's cannot. */
function heardBy(target: EventTarget) {
  return {addEventListener: target.addEventListener.bind(target), removeEventListener: target.removeEventListener.bind(target)};
}

const NOTHING = {indexedDB: undefined, IDBKeyRange: undefined, BroadcastChannel: undefined, navigator: undefined, crypto: undefined, addEventListener: undefined};

test('a page over HTTPS has everything, and hears when it comes into view, is hidden or left, until it stops listening', () => {
  const [page, window] = [new FakePage(), new EventTarget()];
  const storage = {getItem: () => null, setItem: () => {}, removeItem: () => {}};
  const globals = {document: page, ...heardBy(window), localStorage: () => storage, isSecureContext: true, indexedDB: {}, IDBKeyRange: {}, navigator: {locks: {}, serviceWorker: {}, mediaDevices: {}}};
  withGlobals(globals, () => {
    const platform = currentPlatform();
    assert.deepEqual([platform.missing, platform.advice, platform.storage === storage, platform.locks !== undefined, platform.database !== undefined], [[], undefined, true, true, true]);
    const heard: string[] = [];
    const stops = [platform.onWake(() => heard.push('wake')), platform.onHide(() => heard.push('hide')), platform.onLeave(() => heard.push('leave'))];
    const say = (target: EventTarget, type: string) => target.dispatchEvent(new Event(type));
    const all = (): void => {
      for (const type of ['online', 'pageshow', 'pagehide']) say(window, type);
      page.visibilityState = 'hidden';
      say(page, 'visibilitychange');
      page.visibilityState = 'visible';
      say(page, 'visibilitychange');
      say(page, 'resume');
    };
    all();
    assert.deepEqual(heard, ['wake', 'wake', 'leave', 'hide', 'wake', 'wake']);
    for (const stop of stops) stop();
    all();
    assert.equal(heard.length, 6);
  });
});

test('a page over plain HTTP works without what browsers withhold, says what that is and how to get it', () => {
  withGlobals({...NOTHING, document: new FakePage(), isSecureContext: false, localStorage: () => undefined}, () => {
    const platform = currentPlatform();
    assert.deepEqual(platform.missing, ['indexeddb', 'web-locks', 'service-worker', 'crypto', 'camera']);
    assert.match(platform.advice ?? '', /HTTPS/);
    assert.deepEqual([platform.database, platform.locks, platform.storage, platform.openChannel('x')], [undefined, undefined, undefined, undefined]);
    for (const stop of [platform.onWake(() => {}), platform.onHide(() => {}), platform.onLeave(() => {})]) stop();
  });
});

test('storage that is blocked counts as none', () => {
  const blocked = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  withGlobals({document: new FakePage(), localStorage: blocked}, () => assert.equal(currentPlatform().storage, undefined));
});

test('a script in Node has no page to advise or to listen to', () => {
  const platform = currentPlatform();
  assert.deepEqual([platform.advice, platform.storage], [undefined, undefined]);
  for (const stop of [platform.onWake(() => {}), platform.onHide(() => {}), platform.onLeave(() => {})]) stop();
  const channel = platform.openChannel('packline-platform-test');
  channel?.postMessage('nobody hears it');
  channel?.close();
  assert.ok(platform.random() < 1);
});
