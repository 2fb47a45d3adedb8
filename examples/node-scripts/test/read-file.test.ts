import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {prepareImport} from '../src/import/prepare-import.ts';
import type {ImportedOrder} from '../src/import/to-place-command.ts';
import {temporaryFile} from './support/temporary-file.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const line = (number: string, rest: Partial<Record<'sku' | 'name' | 'quantity' | 'date' | 'price' | 'customer' | 'country', string>> = {}) => {
  const {sku = '85123A', name = 'T-LIGHT HOLDER', quantity = '6', date = '2010-12-01 08:26:00', price = '2.55', customer = '17850.0', country = 'United Kingdom'} = rest;
  return [number, sku, name, quantity, date, price, customer, country].join(',');
};

async function read(t: TestContext, content: string | Uint8Array, map?: unknown): Promise<ImportedOrder[]> {
  const file = await temporaryFile(t, content);
  const mapFile = map === undefined ? undefined : await temporaryFile(t, JSON.stringify(map), 'map.json');
  const orders: ImportedOrder[] = [];
  for await (const order of (await prepareImport(file, mapFile)).orders()) orders.push(order);
  return orders;
}

async function one(t: TestContext, ...lines: string[]) {
  const [order, ...rest] = await read(t, [HEADER, ...lines].join('\n'));
  assert.deepEqual(rest, []);
  assert.ok(order?.ok, JSON.stringify(order));
  return {...order, placed: order.command.order};
}

async function problems(t: TestContext, ...lines: string[]) {
  const orders = await read(t, [HEADER, ...lines].join('\n'));
  return orders.flatMap((order) => (order.ok ? [] : order.problems.map(({line: at, column, detail}) => `${at} ${column ?? '-'} ${detail}`)));
}

test('a sale: number and lines as written, paid in full by invoice, London time, customer without its decimals', async (t) => {
  const {command, placed, kind} = await one(t, line('536365', {date: '2011-07-01 08:26:00'}), line('536365', {sku: 'POST', name: 'POSTAGE', quantity: '1', price: '18.001'}));
  assert.equal(kind, 'sale');
  assert.deepEqual(placed, {
    number: '536365',
    channel: {code: 'import'},
    currency: 'GBP',
    placedAt: '2010-12-01T08:26:00.000Z',
    customer: {id: '17850'},
    shippingAddress: {lines: [], country: 'GB'},
    paymentMethod: {code: 'invoice', needsReceipt: false, allowUnpaidDispatch: false},
    shippingMethod: {code: 'post', carrier: 'own'},
    lines: [
      {sku: '85123A', name: 'T-LIGHT HOLDER', quantity: 6, unitPrice: {amount: 255, scale: 2, currency: 'GBP'}},
      {sku: 'POST', name: 'POSTAGE', quantity: 1, unitPrice: {amount: 18001, scale: 3, currency: 'GBP'}, requiresShipping: false},
    ],
    paid: {method: 'invoice'},
    source: {import: 'online-retail', InvoiceDate: '2010-12-01 08:26:00, 2011-07-01 08:26:00', Country: 'United Kingdom'},
  });
  assert.equal(command.schemaVersion, 1);
});

test('ids follow from source and number alone, and differ from number to number', async (t) => {
  const first = await one(t, line('536365'));
  const again = await one(t, line('536365', {quantity: '7'}));
  const other = await one(t, line('536366'));
  assert.equal(first.command.orderId, again.command.orderId);
  assert.equal(first.command.id, (await one(t, line('536365'))).command.id);
  assert.notEqual(first.command.id, again.command.id, 'another wish, so another command');
  assert.notEqual(first.command.orderId, other.command.orderId);
  assert.equal(first.command.orderId, '04e74626-194f-8852-8892-ba13d77d2699', 'were it ever another, every order would be made a second time');
});

test('a prefix makes a credit or an adjustment, whatever the signs; neither is paid or travels', async (t) => {
  const credit = await one(t, line('C536379', {sku: 'D', quantity: '-1', price: '27.50'}));
  const adjustment = await one(t, line('A563186', {sku: 'B', quantity: '1', price: '-11062.06', customer: ''}));
  assert.deepEqual([credit.placed.kind, adjustment.placed.kind], ['credit', 'adjustment']);
  for (const {placed} of [credit, adjustment]) assert.deepEqual([placed.paid, placed.shippingMethod.carrier], [undefined, 'none']);
  assert.deepEqual(adjustment.placed.lines[0]?.unitPrice, {amount: -1106206, scale: 2, currency: 'GBP'});
  assert.deepEqual(adjustment.placed.customer, {});
});

test('all quantities below zero without a prefix is a write-off of stock: an adjustment', async (t) => {
  const {placed, kind} = await one(t, line('536589', {quantity: '-10', price: '0.0', name: '', customer: ''}));
  assert.equal(kind, 'adjustment');
  assert.equal(placed.lines[0]?.quantity, -10);
});

test('an order that mixes signs, or holds a zero, is refused as long as the map does not say what it is', async (t) => {
  assert.match((await problems(t, line('1'), line('1', {quantity: '-1'})))[0] ?? '', /^2 Quantity holds quantities below or at zero/);
  assert.match((await problems(t, line('1', {quantity: '0'})))[0] ?? '', /^2 Quantity/);
});

test('an order without a name of a product shows its SKU and notes why', async (t) => {
  const {placed} = await one(t, line('1', {name: ''}));
  assert.deepEqual([placed.lines[0]?.name, placed.lines[0]?.note], ['85123A', 'Description is empty in the source']);
});

test('texts are kept as written, odd spaces and all', async (t) => {
  const {placed} = await one(t, `1,85123A," 3  HEARTS, ""SWEET""  ",1,2010-12-01 08:26:00,1,,Unspecified`);
  assert.equal(placed.lines[0]?.name, ' 3  HEARTS, "SWEET"  ');
});

test('fees and vouchers need no shipping, in capitals or not; products beside them do', async (t) => {
  const skus = ['POST', 'DOT', 'm', 'D', 'S', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'C2', 'gift_0001_20', 'PADS', 'DCGS0003', '22423'];
  const {placed} = await one(t, ...skus.map((sku) => line('1', {sku})));
  assert.deepEqual(placed.lines.filter(({requiresShipping}) => requiresShipping !== false).map(({sku}) => sku), ['PADS', 'DCGS0003', '22423']);
});

test('exact duplicate lines and lines of one product are all kept, in file order', async (t) => {
  const {placed} = await one(t, line('1'), line('1', {sku: '2'}), line('1'));
  assert.deepEqual(placed.lines.map(({sku}) => sku), ['85123A', '2', '85123A']);
});

test('countries become codes where that is certain, stay as written where not, and are left out where unknown', async (t) => {
  const countries = ['EIRE', 'RSA', 'Channel Islands', 'European Community', 'Unspecified'];
  const found = [];
  for (const country of countries) found.push((await one(t, line('1', {country}))).placed);
  assert.deepEqual(found.map(({shippingAddress}) => shippingAddress?.country), ['IE', 'ZA', 'Channel Islands', 'European Community', undefined]);
  assert.equal(found[4]?.source?.Country, 'Unspecified');
});

test('lines of one order need not stand together', async (t) => {
  const orders = await read(t, [HEADER, line('1'), line('2'), line('1', {sku: 'x'}), line('2', {sku: 'y'})].join('\n'));
  assert.deepEqual(orders.map((order) => order.ok && order.command.order.lines.length), [2, 2]);
});

test('plain, gzip, CRLF, with a byte order mark: all the same', async (t) => {
  const text = [HEADER, line('1'), line('1', {sku: 'x'})].join('\n');
  const expected = await read(t, text);
  for (const variant of [gzipSync(text), `${text}\n`, `\uFEFF${text}`, text.replaceAll('\n', '\r\n')]) assert.deepEqual(await read(t, variant), expected);
});

test('a value that cannot be used is named with line, column and reason, and its whole order stays out', async (t) => {
  assert.deepEqual(await problems(t, line('1'), line('2', {quantity: 'six'}), line('2', {price: '£2.55'}), line('2', {date: '01/12/2010'}), line('3')), [
    '3 Quantity “six” is not a whole number.',
    '4 UnitPrice “£2.55” is not a plain decimal number.',
    '5 InvoiceDate “01/12/2010” is not a time written as yyyy-MM-dd HH:mm:ss.',
  ]);
  assert.match((await problems(t, line('1', {price: '1.2345678'})))[0] ?? '', /^2 UnitPrice/);
  assert.match((await problems(t, line('1', {price: '99999999999999999'})))[0] ?? '', /^2 UnitPrice/);
  assert.match((await problems(t, line('1', {sku: ''})))[0] ?? '', /^2 StockCode is empty/);
});

test('a line with too few or too many values spoils its order only', async (t) => {
  assert.deepEqual(await problems(t, line('1'), '2,85123A,X,6', line('3'), `${line('3')},more`), [
    '3 - has 4 values, the first line names 8 columns.',
    '5 - has 9 values, the first line names 8 columns.',
  ]);
});

test('lines of one order that contradict each other spoil it', async (t) => {
  assert.deepEqual(await problems(t, line('1'), line('1', {customer: ''}), line('1', {customer: '17851.0'})), ['4 CustomerID is not what line 2 of the same order says.']);
});

test('bytes of another encoding are named, and a map may tell the encoding', async (t) => {
  const text = Buffer.from([HEADER, line('1', {name: 'CAF\u00C9'})].join('\n'), 'latin1');
  const [order] = await read(t, text);
  assert.ok(order && !order.ok);
  assert.match(order.problems[0]?.detail ?? '', /not utf-8 in the column Description/);
});

test('a file that cannot be read as a whole is refused before anything is made of it', async (t) => {
  const fails = async (content: string | Uint8Array, message: RegExp) => assert.rejects(read(t, content), (error) => error instanceof Error && error.name === 'ImportFileError' && message.test(error.message));
  await fails('', /the file is empty/);
  await fails('a,b\n1,2\n', /no file this importer knows/);
  await fails([HEADER, line('1'), '2,"never closed'].join('\n'), /line 3, value 2: a quote is opened here/);
  await fails(gzipSync([HEADER, line('1')].join('\n')).subarray(0, -12), /cut short/);
  await fails([`${HEADER},Country`, line('1')].join('\n'), /names the column “Country” twice/);
  await assert.rejects(prepareImport('/nowhere/at/all.csv'), /there is no such file/);
});

test('lines that name no order are found in the first walk', async (t) => {
  const {scanned} = await prepareImport(await temporaryFile(t, [HEADER, line(''), line('1'), line('  ')].join('\n')));
  assert.deepEqual([scanned.lineCount, scanned.withoutNumber], [3, [2, 4]]);
});

test('a map of one’s own: other columns, delimiter, decimals, dates, kinds and an unpaid start', async (t) => {
  const map = {
    source: 'old-till',
    delimiter: ';',
    encoding: 'windows-1252',
    columns: {
      number: 'Beleg', sku: 'Artikel', name: 'Text', quantity: 'Menge', unitPrice: 'Preis', placedAt: 'Datum', currency: 'Währung',
      customerName: 'Kunde', phone: 'Telefon', addressName: 'Kunde', addressLines: ['Strasse', 'Zusatz'], city: 'Ort', postcode: 'PLZ', country: 'Land', lineNote: 'Notiz', customerNote: 'Wunsch',
    },
    dateFormat: 'd.M.yyyy H:mm',
    timeZone: 'Europe/Berlin',
    decimalSeparator: ',',
    kinds: {mixedSigns: 'credit'},
    shippingMethod: {code: 'collect', carrier: 'collect'},
  };
  const text = [
    'Beleg;Artikel;Text;Menge;Preis;Datum;Währung;Kunde;Telefon;Strasse;Zusatz;Ort;PLZ;Land;Notiz;Wunsch',
    'R-1;T1;Grüner Tee;2;12,50;1.7.2026 9:05;EUR;Jürgen Weiß;030 1;Gasse 1;;Köln;50667;DE;dringend;bitte klingeln',
    'R-1;T2;Kanne;1;8;1.7.2026 9:05;EUR;;;;;;;;;',
    'R-2;T1;Tee;1;12,50;1.7.2026 9:05;EUR;;;;;;;;;',
    'R-2;T1;Tee;-1;12,50;1.7.2026 9:05;EUR;;;;;;;;;',
    'R-3;T1;Tee;1;12.50;1.7.2026 9:05;EUR;;;;;;;;;',
  ].join('\r\n');
  const [sale, credit, wrong] = await read(t, Buffer.from(text, 'latin1'), map);
  assert.ok(sale?.ok && credit?.ok && wrong && !wrong.ok);
  assert.deepEqual(sale.command.order, {
    number: 'R-1',
    channel: {code: 'import'},
    currency: 'EUR',
    placedAt: '2026-07-01T07:05:00.000Z',
    customer: {name: 'Jürgen Weiß', phone: '030 1'},
    shippingAddress: {lines: ['Gasse 1'], name: 'Jürgen Weiß', city: 'Köln', postcode: '50667', country: 'DE'},
    paymentMethod: {code: 'invoice', needsReceipt: false, allowUnpaidDispatch: false},
    shippingMethod: {code: 'collect', carrier: 'collect'},
    lines: [
      {sku: 'T1', name: 'Grüner Tee', quantity: 2, unitPrice: {amount: 1250, scale: 2, currency: 'EUR'}, note: 'dringend'},
      {sku: 'T2', name: 'Kanne', quantity: 1, unitPrice: {amount: 8, scale: 0, currency: 'EUR'}},
    ],
    customerNote: 'bitte klingeln',
    source: {import: 'old-till'},
  });
  assert.equal(credit.kind, 'credit');
  assert.match(wrong.problems[0]?.detail ?? '', /decimals come after a comma/);
});
