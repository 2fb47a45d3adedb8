import assert from 'node:assert/strict';
import {test} from 'node:test';
import {COMMAND_TYPES} from '@packline/core';
import {readProducts} from '../data/products.ts';
import {digestOf} from '../harness/digest.ts';
import {figuresOf} from '../rules/figures.ts';
import {compareWithGolden} from '../rules/golden.ts';
import {applyByHand, BY_HAND} from '../rules/hand/rules.ts';
import type {RulesRun} from '../rules/measure-rules.ts';
import {LIMIT, OWN, RULES_PEERS, RULES_SCRIPTS} from '../rules/peers.ts';
import {questionsOf} from '../rules/questions.ts';

const questions = questionsOf(40, readProducts());

test('every peer answers the golden vectors of the commands it knows, and every question of the bench, alike', () => {
  for (const [name, apply] of Object.entries(RULES_PEERS)) {
    const {agreed, differing} = compareWithGolden(apply, name === OWN ? new Set(COMMAND_TYPES) : BY_HAND);
    assert.deepEqual(differing, [], name);
    assert.ok(agreed > 400, `${name} was asked ${String(agreed)} times`);
    for (const {order, command, context} of questions) assert.equal(digestOf(apply(order, command, context)), digestOf(RULES_PEERS[LIMIT]?.(order, command, context)), `${name}, ${command.type}`);
  }
  assert.deepEqual(Object.keys(RULES_PEERS), Object.keys(RULES_SCRIPTS));
});

test('rules that answer otherwise are found out', () => {
  const {differing} = compareWithGolden((order, command, context) => applyByHand(order, command, {...context, settings: {...context.settings, completeOnFirstSend: true}}), BY_HAND);
  assert.ok(differing.length > 0);
});

test('the questions are of every group that is measured, mostly allowed', () => {
  const groups = new Set(questions.map(({group}) => group));
  for (const group of ['order.place', 'receipt.accept', 'parcel.pack', 'parcel.send', 'order.dispatch', 'refused']) assert.ok(groups.has(group), group);
  assert.ok(questions.filter(({group}) => group === 'refused').length < questions.length / 4);
});

test('a digest changes with every part of a value and not with the order of its fields', () => {
  assert.equal(digestOf({a: 1, b: {c: [2]}}), digestOf({b: {c: [2]}, a: 1}));
  assert.notEqual(digestOf({a: 1, b: {c: [2]}}), digestOf({a: 1, b: {c: [3]}}));
  const run: RulesRun = {microseconds: {all: 1}, digests: [1, 2, 3, 4]};
  assert.equal(figuresOf({...run, digests: [1, 2, 0, 4]}, run)['sameAnswers'], 75);
});
