import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Logbook} from '../../test/support/logbook.ts';
import {firstParcelId} from '../shared/ids.ts';
import {timelineOf} from './timeline-of.ts';

test('H3 what a dispatch leaves behind is told with its units, its lines and the parcel it is in now', () => {
  const parcelId = firstParcelId('o1');
  const book = new Logbook()
    .place({paid: {method: 'fps'}})
    .does({type: 'parcel.pack', parcelId, lineId: '1', quantity: 3})
    .does({type: 'parcel.pack', parcelId, lineId: '2', quantity: 2})
    .does({type: 'parcel.verify', parcelId, lineId: '1'})
    .does({type: 'order.dispatch', mode: 'packed_only'});
  const steps = timelineOf(book.log).at(-1)?.steps ?? [];
  assert.deepEqual(steps.find(({type}) => type === 'parcel.split')?.params, {parcel: 1, toParcel: 2, quantity: 2, lines: 1});
  assert.deepEqual(steps.find(({type}) => type === 'parcel.sent')?.params, {parcel: 1});
});
