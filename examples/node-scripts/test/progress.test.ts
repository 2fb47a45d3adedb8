import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {createProgress} from '../src/import/progress.ts';

function drawing(t: TestContext, {isTTY, columns = 80}: {isTTY: boolean; columns?: number}) {
  t.mock.timers.enable({apis: ['setInterval']});
  let text = '';
  let now = 0;
  const progress = createProgress(25_900, {isTTY, columns, write: (more) => (text += more)}, () => now);
  const after = (ms: number) => {
    now += ms;
    t.mock.timers.tick(ms);
    const drawn = text;
    text = '';
    return drawn;
  };
  return {progress, after};
}

test('on a terminal a bar is redrawn in place, ten times a second', (t) => {
  const {progress, after} = drawing(t, {isTTY: true});
  progress.update(1295);
  assert.equal(after(1000).split('\r').at(-1), '\u001B[2K[█░░░░░░░░░░░░░░░░░░░] 1,295 of 25,900 orders, 5 %, 1,295/s, 19 s left');
  assert.equal(after(99), '');
  assert.match(after(1), /^\r/);
  after(18_900);
  progress.update(25_900);
  progress.end();
  assert.equal(after(10_000), '\r\u001B[2K[████████████████████] 25,900 of 25,900 orders, 100 %, 1,295/s\n');
});

test('a narrow terminal gets a shorter line, never a second one', (t) => {
  const {progress, after} = drawing(t, {isTTY: true, columns: 40});
  progress.update(10);
  assert.equal(after(100).replace('\r\u001B[2K', '').length, 39);
  progress.end();
});

test('in a log there is a plain line every five seconds', (t) => {
  const {progress, after} = drawing(t, {isTTY: false});
  progress.update(500);
  assert.equal(after(4999), '');
  assert.equal(after(1), '500 of 25,900 orders, 1 %, 100/s, 254 s left\n');
  progress.say('Asking again …');
  assert.equal(after(0), 'Asking again …\n');
  progress.end();
});
