/**
 * `npm run bench -- feed`: 10,000 changed orders come at once to a page that shows 100,000; Packline with its index,
 * its outbox and its views beside IndexedDB with one `put` for each. See README.md for how it is taken.
 */
import {BULK_ORDERS, bulkOf} from './data/bulk.ts';
import {takeDeviceBench} from './device/device-bench.ts';
import {measureFeedInNode} from './device/node-feed.ts';
import type {FeedRun} from './device/page.ts';

await takeDeviceBench({
  name: 'bench-feed',
  title: `A bulk of ${String(BULK_ORDERS)} changed orders`,
  peers: ['raw', 'packline'],
  method: 'feed',
  isFilled: true,
  bulk: bulkOf,
  numbersOf: (answer) => {
    const {feedMs, orders, ...watched} = answer as FeedRun;
    return {per1000Ms: (feedMs / orders) * 1000, ...watched};
  },
  figures: [
    {key: 'per1000Ms', name: 'a thousand orders', unit: 'ms', compared: true},
    {key: 'longestTaskMs', name: 'longest task of over 50 ms', unit: 'ms', compared: false, aim: {kind: 'at most', value: 50, of: 'figure'}},
    {key: 'longTasks', name: '  how many of them', unit: '', compared: false},
    {key: 'longestFrameMs', name: 'longest time between two frames', unit: 'ms', compared: false, aim: {kind: 'at most', value: 50, of: 'figure'}},
  ],
  inNode: measureFeedInNode,
});
