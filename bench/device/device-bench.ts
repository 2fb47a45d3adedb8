import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Order} from '@packline/core';
import {writeEvidence} from '../../config/scripts/evidence.mjs';
import {ordersFile, type OrdersFile} from '../data/orders-file.ts';
import {openDeviceBrowser} from '../harness/device-browser.ts';
import {nothingMeasured, withValues, type KeyedFigure} from '../harness/keyed-figure.ts';
import {watchLoad} from '../harness/load.ts';
import {readOptions} from '../harness/options.ts';
import {servePages} from '../harness/page-server.ts';
import {condense, printResults, type FigureResult} from '../harness/report.ts';
import {answerFeed} from './feed-answers.ts';
// The page's own script declares what it offers.
import type {DeviceBenchPage} from './page.ts';
import {DEVICE_SCRIPTS, LIMIT, OWN} from './peers.ts';

/** One of the benches of orders on a device. */
export interface DeviceBench {
  /** File name of its evidence, and its title. */
  readonly name: string;
  readonly title: string;
  readonly peers: readonly string[];
  /** By their keys in what `numbersOf` answers. */
  readonly figures: readonly KeyedFigure[];
  /** What the page is asked for. */
  readonly method: 'write' | 'open' | 'feed';
  /** Starts from a device that an earlier process filled. */
  readonly isFilled: boolean;
  /** What the feed brings late. */
  readonly bulk?: (orders: OrdersFile) => Promise<readonly Order[]>;
  /** Numbers worth reporting, from what the page answered. */
  readonly numbersOf: (answer: unknown) => Readonly<Record<string, number>>;
  /** Measured beside it, in Node. */
  readonly inNode?: (orders: OrdersFile) => Promise<readonly FigureResult[]>;
}

/** Takes one of them: every peer on a profile of its own, in a new browser process for every run, in turn. */
export async function takeDeviceBench(bench: DeviceBench): Promise<void> {
  const options = readOptions();
  const orders = await ordersFile(options.orders);
  const bulk = (await bench.bulk?.(orders)) ?? [];
  console.log(`${String(orders.count)} orders, median ${String(orders.medianBytes)} bytes of JSON; ${String(options.runs)} runs of ${bench.peers.join(', ')}`);
  const load = watchLoad();
  const scratch = mkdtempSync(join(tmpdir(), 'packline-bench-'));
  const server = await servePages(DEVICE_SCRIPTS, new URL('.', import.meta.url), orders, answerFeed(orders, bulk));
  const measured = nothingMeasured(bench.peers);
  const ask = async (peer: string, profile: string, method: keyof DeviceBenchPage): Promise<unknown> => {
    const browser = await openDeviceBrowser(server.pageUrl(peer), profile);
    try {
      return await browser.page.evaluate((wanted) => deviceBench[wanted]() as Promise<unknown>, method);
    } finally {
      await browser.close();
    }
  };
  try {
    if (bench.isFilled) for (const peer of bench.peers) await ask(peer, join(scratch, peer), 'fill');
    for (let run = 0; run < options.runs; run += 1) {
      for (const peer of run % 2 === 0 ? bench.peers : [...bench.peers].reverse()) {
        const profile = join(scratch, `${peer}-${String(run)}`);
        if (bench.isFilled) cpSync(join(scratch, peer), profile, {recursive: true});
        measured[peer]?.push(bench.numbersOf(await ask(peer, profile, bench.method)));
        rmSync(profile, {recursive: true, force: true});
        load.look();
      }
      const [first] = bench.figures;
      console.log(`run ${String(run + 1)}: ${bench.peers.map((peer) => `${peer} ${Math.round(measured[peer]?.[run]?.[first?.key ?? ''] ?? Number.NaN)} ${first?.unit ?? ''}`).join(', ')}`);
    }
  } finally {
    await server.close();
    rmSync(scratch, {recursive: true, force: true});
  }
  const chromium = condense(withValues(bench.figures, bench.peers, measured), LIMIT, OWN, orders.count);
  printResults(`${bench.title} in Chromium, ${String(orders.count)} orders, medians of ${String(options.runs)} runs, ratio to ${LIMIT}`, chromium, bench.peers);
  const node = await bench.inNode?.(orders);
  const path = writeEvidence(bench.name, {orders: orders.count, medianBytes: orders.medianBytes, runs: options.runs, highestLoad: load.highest, limit: LIMIT, results: {Chromium: chromium, ...(node === undefined ? {} : {Node: node})}});
  console.log(`\nHighest load average seen: ${String(load.highest)}. Written to ${path}`);
}
