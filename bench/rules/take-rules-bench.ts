import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {writeEvidence} from '../../config/scripts/evidence.mjs';
import {openBrowser} from '../harness/browser.ts';
import {watchLoad} from '../harness/load.ts';
import type {BenchOptions} from '../harness/options.ts';
import {NO_ORDERS, servePages} from '../harness/page-server.ts';
import {condense, printResults, type Figure, type FigureResult} from '../harness/report.ts';
import {figuresOf, type RulesFigure} from './figures.ts';
import type {RulesRun} from './measure-rules.ts';
// The page's own script declares what it offers.
import type {} from './page.ts';

const MIB = 1024 * 1024;

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
  readonly figures: readonly RulesFigure[];
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
    results['Node'] = await compare('Node', (name) => inNode(bench.program, name, path));
  } finally {
    await server.close();
    rmSync(scratch, {recursive: true, force: true});
  }
  const evidence = writeEvidence(bench.name, {...bench.facts, runs: options.runs, highestLoad: load.highest, limit: bench.limit, results});
  console.log(`\nHighest load average seen: ${String(load.highest)}. Written to ${evidence}`);

  async function compare(place: string, measure: (name: string) => Promise<RulesRun>): Promise<FigureResult[]> {
    const measured: Record<string, Readonly<Record<string, number>>[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (let run = 0; run < options.runs; run += 1) {
      const runs: Record<string, RulesRun> = {};
      for (const name of run % 2 === 0 ? names : [...names].reverse()) runs[name] = await measure(name);
      load.look();
      const [first] = bench.figures;
      for (const [name, result] of Object.entries(runs)) measured[name]?.push(figuresOf(result, runs[bench.limit] as RulesRun));
      console.log(`${place}, run ${String(run + 1)}: ${names.map((name) => `${name} ${measured[name]?.[run]?.[first?.key ?? '']?.toFixed(2) ?? '–'} µs`).join(', ')}`);
    }
    const figures: Figure[] = bench.figures.map(({key, ...figure}) => ({...figure, values: Object.fromEntries(names.map((name) => [name, (measured[name] ?? []).map((run) => run[key] ?? Number.NaN)]))}));
    const condensed = condense(figures, bench.limit, bench.own, options.orders);
    printResults(`${bench.title} in ${place}, medians of ${String(options.runs)} runs, ratio to ${bench.limit}`, condensed, names);
    return condensed;
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

async function inNode(program: URL, name: string, path: string): Promise<RulesRun> {
  const {stdout} = await promisify(execFile)(process.execPath, [fileURLToPath(program), name, path], {maxBuffer: 64 * MIB});
  return JSON.parse(stdout) as RulesRun;
}
