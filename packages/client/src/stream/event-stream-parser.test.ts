import assert from 'node:assert/strict';
import test from 'node:test';
import {createEventStreamParser, type StreamEvent} from './event-stream-parser.ts';

function read(pieces: readonly string[]) {
  const events: StreamEvent[] = [];
  const ids: string[] = [];
  const delays: number[] = [];
  const parser = createEventStreamParser({onEvent: (event) => events.push(event), onId: (id) => ids.push(id), onRetry: (delay) => delays.push(delay)});
  for (const piece of pieces) parser.push(piece);
  return {events, ids, delays};
}

const EVERYTHING = [
  ': hello, this is a comment\n',
  'retry: 2500\n',
  'id: 41\nevent: change\ndata: {"position":41}\n\n',
  'data: first line\ndata:second line\ndata:  keeps one space\n\n',
  'id\ndata\n\n',
  'id: 42\n\n',
  'event: never sent without data\n\n',
  'data: 訂單 🧾\n\n',
  'unknown: field\nretry: soon\nid: bad\0id\ndata: end\n\n',
  'data: an unfinished message is dropped',
].join('');

const EXPECTED = {
  events: [
    {type: 'change', data: '{"position":41}', lastEventId: '41'},
    {type: 'message', data: 'first line\nsecond line\n keeps one space', lastEventId: '41'},
    {type: 'message', data: '', lastEventId: ''},
    {type: 'message', data: '訂單 🧾', lastEventId: '42'},
    {type: 'message', data: 'end', lastEventId: '42'},
  ],
  ids: ['41', '', '42'],
  delays: [2500],
};

test('reads fields, comments, ids, several data lines and drops what is unfinished', () => {
  assert.deepEqual(read([EVERYTHING]), EXPECTED);
});

for (const [name, ending] of [['LF', '\n'], ['CR', '\r'], ['CRLF', '\r\n']] as const) {
  test(`lines may end in ${name}, and pieces may be cut at any place`, () => {
    const text = EVERYTHING.replaceAll('\n', ending);
    for (let at = 0; at <= text.length; at += 1) assert.deepEqual(read([text.slice(0, at), text.slice(at)]), EXPECTED, `cut at ${at}`);
    assert.deepEqual(read([...text]), EXPECTED, 'one character at a time');
  });
}

test('line endings may be mixed: CR LF is one, LF CR is two', () => {
  assert.deepEqual(read(['data: a\r\n\r\ndata: b\r\rdata: c\n\r']).events.map(({data}) => data), ['a', 'b', 'c']);
});

test('bytes may be cut inside a character when a streaming decoder stands in front', () => {
  const bytes = new TextEncoder().encode(EVERYTHING);
  for (let at = 0; at <= bytes.length; at += 1) {
    const decoder = new TextDecoder();
    assert.deepEqual(read([decoder.decode(bytes.subarray(0, at), {stream: true}), decoder.decode(bytes.subarray(at), {stream: true})]), EXPECTED, `cut at byte ${at}`);
  }
});

test('one byte order mark at the very start is not part of the first field', () => {
  assert.equal(read(['', '\uFEFF', 'data: a\n\n']).events.length, 1);
  assert.equal(read(['\uFEFF\uFEFFdata: a\n\n']).events.length, 0);
});
