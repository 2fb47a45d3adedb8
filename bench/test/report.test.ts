import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readOptions} from '../harness/options.ts';
import {condense, type Figure} from '../harness/report.ts';
import {median, quantile, spread} from '../harness/statistics.ts';

const figure: Figure = {
  name: 'sort',
  unit: 'ms',
  values: {limit: [10, 20, 10], own: [15, 30, 15], known: [100, 200, 100]},
  compared: true,
  aim: {kind: 'at most', value: 1.4, of: 'ratio'},
  anchors: {known: 12},
};

test('ratios are taken within a run, so a busy run does not count against a peer', () => {
  const [result] = condense([figure], 'limit', 'own', 100_000);
  assert.equal(result?.peers['own']?.ratio, 1.5);
  assert.equal(result?.peers['known']?.median, 100);
  assert.equal(result?.reached, false);
});

test('a known peer away from its anchor calls the limit into question', () => {
  const within = condense([figure], 'limit', 'own', 100_000)[0]?.anchors?.[0];
  assert.deepEqual(within, {peer: 'known', anchor: 12, ratio: 10, within: true});
  const outside = condense([{...figure, anchors: {known: 20}}], 'limit', 'own', 100_000)[0]?.anchors?.[0];
  assert.equal(outside?.within, false);
});

test('with fewer orders than the aims are for, nothing is judged', () => {
  const [result] = condense([figure], 'limit', 'own', 2000);
  assert.equal(result?.reached, undefined);
  assert.equal(result?.anchors, undefined);
  assert.equal(result?.peers['own']?.ratio, 1.5);
});

test('a figure may be judged by itself', () => {
  const judge = (value: number) => condense([{...figure, aim: {kind: 'exactly', value: 0, of: 'figure'}, values: {limit: [1], own: [value]}}], 'limit', 'own', 100_000)[0]?.reached;
  assert.equal(judge(0), true);
  assert.equal(judge(0.2), false);
});

test('quantiles lie between neighbours', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([1, 2]), 1.5);
  assert.equal(quantile([1, 2, 3, 4, 5], 0.95), 4.8);
  assert.equal(spread([10, 10, 10]), 0);
  assert.ok(Number.isNaN(median([])));
});

test('doses and flags', () => {
  assert.deepEqual(readOptions([]), {orders: 100_000, runs: 5, peers: [], data: undefined});
  assert.deepEqual(readOptions(['--smoke']), {orders: 2000, runs: 1, peers: [], data: undefined});
  assert.deepEqual(readOptions(['--orders', '10', '--runs', '2', '--peers', 'a,b']), {orders: 10, runs: 2, peers: ['a', 'b'], data: undefined});
  assert.equal(readOptions(['--data', 'orders.csv']).data, 'orders.csv');
  assert.throws(() => readOptions(['--runs', 'many']), /--runs needs a whole number/);
});
