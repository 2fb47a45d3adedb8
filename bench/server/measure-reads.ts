import {parseQuery, STANDARD_VIEWS, dayAt, queryOfView, formatQuery, type ChangesPage, type Order} from '@packline/core';
import {median, quantile} from '../harness/statistics.ts';
import {keystrokes, typedQueries} from '../search/typed-queries.ts';
import type {BenchDatabase} from './database.ts';
import type {HttpClient} from './http-client.ts';

const PAGE = 50;
/** Orders whose words are looked for, from all over the shop. */
const SAMPLES = 4;
const SAMPLED_AT_ONCE = 250;

/** Reading, in milliseconds over HTTP, compressed as for a browser; `bare` is one statement in this process. */
export interface ReadFigures {
  readonly bareSelectP50: number;
  readonly listP50: number;
  readonly listP95: number;
  readonly listBytes: number;
  /** `view=row` */
  readonly rowsP50: number;
  readonly rowsBytes: number;
  readonly searchP50: number;
  readonly searchP95: number;
  readonly searchMax: number;
  readonly searches: number;
  /** The same searches, answered by rows. */
  readonly searchRowsP50: number;
  readonly viewsP95: number;
}

/** First page, search as it is typed, standard views: in turn with the bare statement, so that a busy moment hits all. */
export async function measureReads(database: BenchDatabase, client: HttpClient, {head, rounds, queries}: {head: number; rounds: number; queries: number}): Promise<ReadFigures> {
  const bare: number[] = [];
  const list: number[] = [];
  const rows: number[] = [];
  let listBytes = 0;
  let rowsBytes = 0;
  const timeBare = async (): Promise<void> => {
    const began = performance.now();
    await database.selectNewest(PAGE);
    bare.push(performance.now() - began);
  };
  for (let round = -5; round < rounds; round += 1) {
    await timeBare();
    const page = await client.get(`/v1/orders?limit=${String(PAGE)}`);
    const short = await client.get(`/v1/orders?limit=${String(PAGE)}&view=row`);
    [listBytes, rowsBytes] = [page.bytes, short.bytes];
    if (round < 0) bare.length = 0;
    else {
      list.push(page.ms);
      rows.push(short.ms);
    }
  }
  const typed = typedQueries(await sampleOrders(client, head), queries).flatMap(keystrokes);
  const usable = [...new Set(typed)].filter((text) => parseQuery(text).ok);
  const search: number[] = [];
  const searchRows: number[] = [];
  for (const text of usable) {
    await timeBare();
    search.push((await client.get(searchPath(text))).ms);
    searchRows.push((await client.get(`${searchPath(text)}&view=row`)).ms);
  }
  const views: number[] = [];
  const today = dayAt(new Date().toISOString(), 'Asia/Hong_Kong');
  for (let round = 0; round < Math.ceil(rounds / 4); round += 1) {
    for (const view of STANDARD_VIEWS) {
      const parsed = queryOfView(view, {today});
      if (parsed.ok) views.push((await client.get(searchPath(formatQuery(parsed.query)))).ms);
    }
  }
  return {
    bareSelectP50: median(bare),
    listP50: median(list),
    listP95: quantile(list, 0.95),
    listBytes,
    rowsP50: median(rows),
    rowsBytes,
    searchP50: median(search),
    searchP95: quantile(search, 0.95),
    searchMax: Math.max(...search),
    searches: search.length,
    searchRowsP50: median(searchRows),
    viewsP95: quantile(views, 0.95),
  };
}

function searchPath(text: string): string {
  return `/v1/orders?${String(new URLSearchParams({q: text, limit: String(PAGE)}))}`;
}

/** Orders from all over the feed, so that words of old orders are looked for as much as those of new ones. */
async function sampleOrders(client: HttpClient, head: number): Promise<Order[]> {
  const first = (await client.get('/v1/changes?limit=1')).json<ChangesPage>();
  const orders: Order[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const after = first.cursor.replace(/^([^.]+)\.\d+/, `$1.${String(Math.floor((head * sample) / SAMPLES))}`);
    orders.push(...((await client.get(`/v1/changes?after=${after}&limit=${String(SAMPLED_AT_ONCE)}`)).json<ChangesPage>().orders as Order[]));
  }
  return orders;
}
