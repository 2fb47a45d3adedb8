/**
 * `npm run bench -- open`: a page is opened on a device that has 100,000 orders from before, in a new browser process;
 * Packline beside IndexedDB's `getAll` of one record for each order. See README.md for how it is taken.
 */
import {takeDeviceBench} from './device/device-bench.ts';
import type {OpenRun} from './device/peer.ts';
import type {Watched} from './device/watch-page.ts';

await takeDeviceBench({
  name: 'bench-open',
  title: 'Opening the device',
  peers: ['raw', 'chunks', 'packline'],
  method: 'open',
  isFilled: true,
  numbersOf: (answer) => ({...(answer as OpenRun & Watched)}),
  figures: [
    {key: 'firstRowsMs', name: 'first rows', unit: 'ms', compared: true, aim: {kind: 'at most', value: 0.05, of: 'ratio'}},
    {key: 'searchableMs', name: 'all searchable', unit: 'ms', compared: true, aim: {kind: 'at most', value: 0.3, of: 'ratio'}},
    {key: 'settledMs', name: '  nothing left to do', unit: 'ms', compared: true},
    {key: 'longestTaskMs', name: 'longest task of over 50 ms', unit: 'ms', compared: false, aim: {kind: 'at most', value: 50, of: 'figure'}},
    {key: 'longTasks', name: '  how many of them', unit: '', compared: false},
    {key: 'orders', name: 'orders there', unit: '', compared: false},
  ],
});
