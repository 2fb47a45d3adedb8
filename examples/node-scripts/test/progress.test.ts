import assert from 'node:assert/strict';
import test from 'node:test';
import {createProgress} from '../src/import/progress.ts';

function drawn(isTTY: boolean, columns = 80) {
  let text = '';
  let now = 0;
  const progress = createProgress(25_900, {isTTY, columns, write: (more) => (text += more)}, () => now);
  return {progress, at: (ms: number) => (now = ms), take: () => {
    const taken = text;
    text = '';
    return taken;
  }};
}

test('on a terminal a bar is redrawn in place, at most ten times a second', () => {
  const {progress, at, take} = drawn(true, 100);
  at(1000);
  progress.update(1295);
  assert.equal(take(), '\r\u001B[2K[██░░░░░░░░░░░░░░░░░░░░░░░░░░░░] 1,295 of 25,900 orders, 5 %, 1,295 a second, 19 s left');
  at(1050);
  progress.update(1400);
  assert.equal(take(), '');
  at(20_000);
  progress.update(25_900);
  progress.end();
  assert.match(take(), /\[█{30}\] 25,900 of 25,900 orders, 100 %, 1,295 a second\n$/);
});

test('a narrow terminal gets a shorter line, never a second one', () => {
  const {progress, at, take} = drawn(true, 40);
  at(1000);
  progress.update(10);
  assert.equal(take().replace('\r\u001B[2K', '').length, 39);
});

test('in a log there is a plain line every five seconds', () => {
  const {progress, at, take} = drawn(false);
  at(1000);
  progress.update(100);
  assert.equal(take(), '');
  at(5000);
  progress.update(500);
  assert.equal(take(), '500 of 25,900 orders, 1 %, 100 a second, 254 s left\n');
  progress.say('Asking again …');
  assert.equal(take(), 'Asking again …\n');
});
