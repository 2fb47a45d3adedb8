import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writeEvidence} from '../../config/scripts/evidence.mjs';
import {openBrowser} from '../harness/browser.ts';
import {comparePeers} from '../harness/compare-peers.ts';
import type {KeyedFigure} from '../harness/keyed-figure.ts';
import {watchLoad} from '../harness/load.ts';
import type {BenchOptions} from '../harness/options.ts';
import {NO_ORDERS, servePages} from '../harness/page-server.ts';
import type {FigureResult} from '../harness/report.ts';
import {runInNode} from '../harness/run-in-node.ts';
import {figuresOf} from './figures.ts';
import type {RulesRun} from './measure-rules.ts';
// The page's own script declares what it offers.
import type {} from './page.ts';

/** A bench of plain computing, in Chromium and in Node. */
export interface RulesBench {
  /** File name of its evidence, and its title. */
  readonly name: string;
  readonly title: string;
  /** Module text of every peer's page, which sets `rulesBench`, and where its imports are resolved. */
  readonly scripts: Readonly<Record<string, string>>;
  readonly folder: URL;
  /** `node PROGRAM PEER QUESTIONS.json` writes a {@link RulesRun}. */
  readonly program: URL;
  readonly limit: string;
  readonly own: string;
  readonly figures: readonly KeyedFigure[];
  /** What is asked; pages fetch it as `/questions`. */
  readonly questions: unknown;
  /** What the evidence says besides. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Takes one of them: peers in turn within every run, each in a browser or process of its own. */
export async function takeRulesBench(bench: RulesBench, options: BenchOptions): Promise<void> {
  const names = Object.keys(bench.scripts);
  const text = JSON.stringify(bench.questions);
  const load = watchLoad();
  const scratch = mkdtempSync(join(tmpdir(), 'packline-bench-'));
  const path = join(scratch, 'questions.json');
  writeFileSync(path, text);
  const server = await servePages(bench.scripts, bench.folder, NO_ORDERS, ({url}, response) => {
    if (url !== '/questions') return false;
    response.writeHead(200, {'content-type': 'application/json'}).end(text);
    return true;
  });
  const results: Record<string, FigureResult[]> = {};
  try {
    results['Chromium'] = await compare('Chromium', (name) => inBrowser(server.pageUrl(name)));
    results['Node'] = await compare('Node', (name) => runInNode<RulesRun>(bench.program, [name, path]));
  } finally {
    await server.close();
    rmSync(scratch, {recursive: true, force: true});
  }
  const evidence = writeEvidence(bench.name, {...bench.facts, runs: options.runs, highestLoad: load.highest, limit: bench.limit, results});
  console.log(`\nHighest load average seen: ${String(load.highest)}. Written to ${evidence}`);

  function compare(place: string, measure: (name: string) => Promise<RulesRun>): Promise<FigureResult[]> {
    return comparePeers({
      place,
      title: `${bench.title} in ${place}`,
      names,
      runs: options.runs,
      orders: options.orders,
      limit: bench.limit,
      own: bench.own,
      figures: bench.figures,
      measure,
      numbersOf: figuresOf,
      told: {key: bench.figures[0]?.key ?? '', words: '', digits: 2, unit: 'µs'},
      look: load.look,
    });
  }
}

async function inBrowser(url: string): Promise<RulesRun> {
  const {page, close} = await openBrowser(url, {width: 800, height: 600});
  try {
    return await page.evaluate(() => rulesBench());
  } finally {
    await close();
  }
}
