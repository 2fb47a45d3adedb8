import {parse} from 'csv-parse';
import {derivedId, moneyFromDecimal, parseCommand, type Command, type Instant, type Money} from '@packline/core';
import type {CommandRunner} from '../../orders/command-runner.ts';
import {fromSafeCell} from '../export/formula-safe.ts';
import {OperationError} from '../operation-error.ts';
import type {ImportSummary} from './import-orders.ts';

/** Commands decided in one transaction. */
const MOST_AT_ONCE = 100;

/** Columns without which a row says no order. */
const NEEDED = ['order_id', 'number', 'placed_at', 'channel', 'currency', 'payment_method', 'shipping_method', 'carrier', 'line_id', 'sku', 'product', 'quantity', 'unit_price'] as const;

type Row = Readonly<Record<string, string>>;

/** What may stand in these columns of an order that begins anew here without losing what happened to it. */
const UNTOUCHED: readonly (readonly [column: string, values: ReadonlySet<string>])[] = [
  ['lifecycle', new Set(['', 'placed'])],
  ['fulfillment', new Set(['', 'unfulfilled', 'not_required', 'packing', 'packed'])],
  ['payment', new Set(['', 'unpaid', 'in_review', 'part_paid', 'paid', 'overpaid', 'part_refunded', 'not_required'])],
  ['cancelled', new Set(['', '0'])],
];

/** Payments after which the money of an order was there. */
const SETTLED: ReadonlySet<string> = new Set(['paid', 'overpaid', 'part_refunded']);

/**
 * Places the orders of our own CSV (one row for each line of an order) in another shop: what was ordered, by whom, where
 * it goes, and whether it was paid. What happened to them afterwards stands in the JSON export only. The id of the command
 * follows from that of the order, so a second run makes nothing. An order that was sent, cancelled, closed or given its money
 * back is refused: it would be open again.
 *
 * @param now what was placed later than this is refused.
 * @param text the file as it is, with or without the mark of UTF-8.
 * @throws OperationError for a file without the columns, or one that is not a table.
 */
export async function importCsv(commands: CommandRunner, text: AsyncIterable<Uint8Array | string>, now: Instant): Promise<ImportSummary> {
  const summary: ImportSummary = {made: 0, known: 0, refused: []};
  let gathered: Command[] = [];
  const flush = async (): Promise<void> => {
    if (gathered.length > 0) await place(commands, gathered, summary);
    gathered = [];
  };
  for await (const rows of ordersOf(text)) {
    const parsed = whyNot(rows, now) ?? readOrder(rows);
    if (typeof parsed === 'string') summary.refused.push({orderId: rows[0]?.['order_id'] ?? '', reason: parsed});
    else gathered.push(parsed);
    if (gathered.length >= MOST_AT_ONCE) await flush();
  }
  await flush();
  return summary;
}

/** Rows that follow one another and belong to one order. */
async function* ordersOf(text: AsyncIterable<Uint8Array | string>): AsyncGenerator<readonly Row[]> {
  const parser = parse({bom: true, columns: true, cast: fromSafeCell, relax_column_count: false});
  const feeding = (async () => {
    try {
      for await (const chunk of text) if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
      parser.end();
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  let rows: Row[] = [];
  let checked = false;
  try {
    for await (const row of parser as AsyncIterable<Row>) {
      const missing = checked ? [] : NEEDED.filter((name) => row[name] === undefined);
      if (missing.length > 0) throw new OperationError(`The file has no column ${missing.join(', ')}: it is not an export with one row for each line of an order.`);
      checked = true;
      if (rows.length > 0 && rows[0]?.['order_id'] !== row['order_id']) {
        yield rows;
        rows = [];
      }
      rows.push(row);
    }
  } catch (error) {
    if (error instanceof OperationError) throw error;
    throw new OperationError(`The file is not a table: ${error instanceof Error ? error.message : String(error)}`);
  }
  await feeding;
  if (rows.length > 0) yield rows;
}

/** Why it must not begin anew; undefined when it may. */
function whyNot(rows: readonly Row[], now: Instant): string | undefined {
  for (const row of rows) {
    for (const [column, values] of UNTOUCHED) {
      const value = row[column] ?? '';
      if (!values.has(value)) return `its ${column} is “${value}”, and a table cannot say how it came to that: it would be open again. Bring it in as JSON lines (export --format jsonl).`;
    }
  }
  const placedAt = rows[0]?.['placed_at'] ?? '';
  return Date.parse(placedAt) > Date.parse(now) ? `its placed_at is ${placedAt}, which is still to come.` : undefined;
}

/** The command that places it, or why it cannot be placed. */
function readOrder(rows: readonly Row[]): Command | string {
  const [row = {}] = rows;
  const text = (name: string): string | undefined => (row[name] === undefined || row[name] === '' ? undefined : row[name]);
  const list = (name: string): string[] => (text(name) ?? '').split('\n').filter((item) => item !== '');
  const present = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> => Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined));
  try {
    const money = (name: string): Money | undefined => (text(name) === undefined ? undefined : moneyFromDecimal(text(name) ?? '', row['currency'] ?? ''));
    const [fee, discount, tax] = [money('shipping_fee'), money('discount'), money('tax')];
    const address = present({name: text('ship_name'), phone: text('ship_phone'), district: text('ship_district'), city: text('ship_city'), region: text('ship_region'), postcode: text('ship_postcode'), country: text('ship_country')});
    const lines = list('ship_lines');
    const orderId = row['order_id'] ?? '';
    const parsed = parseCommand({
      type: 'order.place',
      id: derivedId(orderId, 'imported'),
      schemaVersion: 1,
      orderId,
      order: {
        number: row['number'],
        ...(text('kind') === undefined ? {} : {kind: text('kind')}),
        channel: {code: row['channel'], ...present({name: text('channel_name')})},
        currency: row['currency'],
        placedAt: row['placed_at'],
        customer: present({id: text('customer_id'), name: text('customer_name'), email: text('customer_email'), phone: text('customer_phone'), language: text('customer_language')}),
        ...(lines.length > 0 || Object.keys(address).length > 0 ? {shippingAddress: {...address, lines}} : {}),
        paymentMethod: {code: row['payment_method'], needsReceipt: false, allowUnpaidDispatch: false},
        shippingMethod: {code: row['shipping_method'], carrier: row['carrier']},
        lines: rows.map((each) => ({
          id: each['line_id'],
          sku: each['sku'],
          name: each['product'],
          quantity: Number(each['quantity']),
          unitPrice: moneyFromDecimal(each['unit_price'] ?? '', row['currency'] ?? ''),
          ...(each['requires_shipping'] === 'false' ? {requiresShipping: false} : {}),
          ...(each['line_note'] ? {note: each['line_note']} : {}),
        })),
        ...(fee === undefined ? {} : {shippingFee: fee}),
        ...(discount === undefined ? {} : {discounts: [{name: 'import', amount: discount}]}),
        ...(tax === undefined ? {} : {tax: {amount: tax, included: text('tax_included') === 'true'}}),
        ...(SETTLED.has(row['payment'] ?? '') ? {paid: {method: row['payment_method']}} : {}),
        tags: list('tags'),
        ...present({customerNote: text('customer_note'), staffNote: text('staff_note')}),
      },
    });
    return parsed.ok ? parsed.command : (parsed.errors.map(({pointer, detail}) => `${pointer} ${detail}`)[0] ?? 'it cannot be read');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function place(commands: CommandRunner, wishes: readonly Command[], summary: ImportSummary): Promise<void> {
  // At once, so that they share a transaction; of the past, so that nobody gets a letter.
  const answers = await Promise.all(
    wishes.map((command) =>
      commands.run({commands: [command], actor: {id: 'import', name: 'Import', role: 'system'}, ...(command.type === 'order.place' && command.order.placedAt !== undefined ? {pastNow: command.order.placedAt} : {})}),
    ),
  );
  for (const [index, answer] of answers.entries()) {
    const result = answer.ok ? answer.results[0] : undefined;
    if (result?.outcome === 'applied') summary.made += 1;
    else if (result?.outcome === 'duplicate') summary.known += 1;
    else summary.refused.push({orderId: wishes[index]?.orderId ?? '', reason: result?.refusal?.code ?? (answer.ok ? 'no answer' : (answer.errors[0]?.detail ?? 'it cannot be read'))});
  }
}
