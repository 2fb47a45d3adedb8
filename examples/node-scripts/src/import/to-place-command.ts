import {add, parseCommand, times, zero, type CommandOf, type Money, type NewOrder, type NewOrderLine, type OrderKind} from '@packline/core';
import {addressOf, customerOf, known} from './customer-and-address.ts';
import type {ImportMap} from './import-map.ts';
import {importedOrderId, placeCommandId} from './order-id.ts';
import {kindOf, shippingRule} from './order-kind.ts';
import {orderReader, type LineProblem, type OrderReader} from './order-reader.ts';
import {UNREADABLE_CHARACTER} from './read-csv-file.ts';
import type {SourceOrder} from './read-orders.ts';
import {placedAtReader, priceReader, wholeNumber} from './read-values.ts';

/** An order of the file, ready to be sent, or what is wrong with it: never half an order. */
export type ImportedOrder =
  | {
      readonly ok: true;
      readonly source: SourceOrder;
      readonly command: CommandOf<'order.place'>;
      readonly kind: OrderKind;
      /** The exact sum of quantity × unit price over its lines. */
      readonly total: Money;
    }
  | {readonly ok: false; readonly source: SourceOrder; readonly problems: readonly LineProblem[]};

/**
 * A converter from the lines of one order to the command that places it, for files of one shape.
 *
 * @param columns the names in the file's first line
 */
export function placeCommandMaker(map: ImportMap, columns: readonly string[]): (source: SourceOrder) => ImportedOrder {
  const positions = new Map(columns.map((name, index) => [name, index]));
  const toPrice = priceReader(map);
  const toInstant = placedAtReader(map);
  const travels = shippingRule(map);

  return (source) => {
    const reader = orderReader(source, map, positions);
    const {number, lines} = source;
    const firstLine = lines[0]?.line ?? 0;
    checkShape(source, columns, map, reader);
    if (reader.problems.length > 0) return {ok: false, source, problems: reader.problems};

    const quantities = lines.map((line) => reader.read(line, 'quantity', 1, wholeNumber));
    const kind = kindOf(number, quantities, map);
    if (kind === 'refuse') reader.problem(firstLine, 'quantity', 'holds quantities below or at zero in this order, and the map does not say what such an order is (kinds).');
    const currency = reader.shared('currency') ?? map.currency ?? '';
    if (!/^[A-Z]{3}$/.test(currency)) reader.problem(firstLine, 'currency', `“${currency}” is not an ISO 4217 code such as GBP.`);

    let total = zero(currency);
    const newLines = lines.map((line, index): NewOrderLine => {
      const quantity = quantities[index] ?? 1;
      const unitPrice = reader.read(line, 'unitPrice', zero(currency), (text) => toPrice(text, currency));
      total = reader.read(line, 'unitPrice', total, () => add(total, times(unitPrice, quantity)));
      const sku = reader.text(line, 'sku').trim();
      if (sku === '') reader.problem(line.line, 'sku', 'is empty.');
      const name = reader.text(line, 'name');
      const isNamed = name.trim() !== '';
      const note = reader.text(line, 'lineNote').trim() || (isNamed || map.columns.name === undefined ? '' : `${map.columns.name} is empty in the source`);
      // An order has to show something; without a name it shows the SKU.
      return {sku, name: isNamed ? name : sku, quantity, unitPrice, ...(kind === 'sale' && !travels(sku) ? {requiresShipping: false} : {}), ...known({note})};
    });

    const order: NewOrder = {
      number,
      ...(kind === 'sale' || kind === 'refuse' ? {} : {kind}),
      channel: known(map.channel) as NewOrder['channel'],
      currency,
      ...known({placedAt: placedAtOf(source, map, reader, toInstant)}),
      customer: customerOf(reader, map),
      ...known({shippingAddress: addressOf(reader, map)}),
      paymentMethod: known(map.paymentMethod) as NewOrder['paymentMethod'],
      shippingMethod: kind === 'sale' ? (known(map.shippingMethod) as NewOrder['shippingMethod']) : {code: 'none', carrier: 'none'},
      lines: newLines,
      ...(kind === 'sale' ? known({paid: map.paid}) : {}),
      ...known({customerNote: reader.shared('customerNote')}),
      source: sourceFacts(source, map, reader),
    };
    const orderId = importedOrderId(map.source, number);
    const parsed = parseCommand({id: placeCommandId(orderId, order), schemaVersion: 1, orderId, type: 'order.place', order});
    if (reader.problems.length > 0 || kind === 'refuse') return {ok: false, source, problems: reader.problems};
    if (!parsed.ok) return {ok: false, source, problems: parsed.errors.map(({pointer, detail}) => ({...placeOf(pointer, source), detail: `${pointer} ${detail}`}))};
    return {ok: true, source, command: parsed.command as CommandOf<'order.place'>, kind, total};
  };
}

/** Problems of whole lines, which make their values meaningless. */
function checkShape({lines}: SourceOrder, columns: readonly string[], map: ImportMap, reader: OrderReader): void {
  for (const {line, values} of lines) {
    if (values.length !== columns.length) reader.problem(line, undefined, `has ${values.length} values, the first line names ${columns.length} columns.`);
    const unreadable = values.findIndex((value) => value.includes(UNREADABLE_CHARACTER));
    if (unreadable !== -1) reader.problem(line, undefined, `holds bytes that are not ${map.encoding} in the column ${columns[unreadable] ?? unreadable + 1}; name the file’s encoding in the map.`);
  }
}

/** The earliest of the times its lines give. */
function placedAtOf({lines}: SourceOrder, map: ImportMap, reader: OrderReader, toInstant: (text: string) => string): string | undefined {
  if (map.columns.placedAt === undefined) return undefined;
  const instants = lines.map((line) => reader.read(line, 'placedAt', '', toInstant)).filter((instant) => instant !== '');
  return instants.toSorted()[0];
}

/** Where the order comes from, and what its document could not keep as the file wrote it. */
function sourceFacts({lines}: SourceOrder, map: ImportMap, reader: OrderReader): Record<string, string> {
  const facts: Record<string, string> = {import: map.source};
  const {placedAt, country} = map.columns;
  const moments = [...new Set(lines.map((line) => reader.text(line, 'placedAt').trim()))];
  if (placedAt !== undefined && moments.length > 1) facts[placedAt] = moments.toSorted().join(', ');
  const written = reader.shared('country');
  if (country !== undefined && written !== undefined && written in map.countries) facts[country] = written;
  return facts;
}

/** The line of the file that a JSON Pointer into a command speaks of. */
export function placeOf(pointer: string, {lines}: SourceOrder): Pick<LineProblem, 'line' | 'column'> {
  const index = /^\/order\/lines\/(\d+)(\/|$)/.exec(pointer)?.[1];
  return {line: (index === undefined ? lines[0] : lines[Number(index)])?.line ?? 0, column: undefined};
}
