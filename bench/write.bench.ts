/**
 * `npm run bench -- write`: 100,000 orders are written to a device, Packline's chunks beside IndexedDB with one `put`
 * for each order, on a Chromium profile that lies on the disk. See README.md for how it is taken.
 */
import {takeDeviceBench} from './device/device-bench.ts';
import type {WriteRun} from './device/page.ts';

await takeDeviceBench({
  name: 'bench-write',
  title: 'Writing to the device',
  peers: ['raw', 'chunks', 'packline'],
  method: 'write',
  isFilled: false,
  numbersOf: (answer) => ({...(answer as WriteRun)}),
  figures: [
    // Anchored at 524 bytes an order; with documents six times as large the share of a single call is smaller.
    {key: 'writeMs', name: 'all orders written', unit: 'ms', compared: true, aim: {kind: 'at most', value: 0.1, of: 'ratio'}},
    {key: 'storedMiB', name: 'on the disk', unit: 'MiB', compared: false},
    {key: 'longestTaskMs', name: 'longest task of over 50 ms', unit: 'ms', compared: false, aim: {kind: 'at most', value: 50, of: 'figure'}},
  ],
});
