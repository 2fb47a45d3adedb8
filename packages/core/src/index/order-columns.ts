import type {OrderStatus, StatusDetail, StatusDetailCode} from '../order/order-status.ts';
import type {FulfillmentStatus, Order, OrderKind} from '../order/order.ts';
import {instantMs} from '../query/instant-ms.ts';
import {sentMs, shipDayMs} from '../query/order-days.ts';
import {flagsOf, hasNoAmounts} from '../query/order-flags.ts';
import type {SortField} from '../query/order-query.ts';
import type {PaymentStatus} from '../payment/payment-entry.ts';
import {MomentColumn, type SavedMoments} from './moment-column.ts';
import {OrderFacets, type SavedFacets} from './order-facets.ts';
import type {DeliverySign, OrderRow, RowMark} from './order-row.ts';
import {StringTable} from './string-table.ts';
import {TextColumn, type SavedTexts} from './text-column.ts';
import {grown} from './typed-columns.ts';

const MARKS: readonly RowMark[] = ['synced', 'unsent', 'refused'];
const NONE = 0xffffffff;

/** Numbers of an order by handle. Codes are places in {@link OrderColumns.tables}, a facet is one of {@link OrderColumns.facets}. */
const makeNumbers = () => ({
  placedAtMs: new Float64Array(0),
  updatedAtMs: new Float64Array(0),
  amount: new Float64Array(0),
  scale: new Uint8Array(0),
  mark: new Uint8Array(0),
  currency: new Uint16Array(0),
  facet: new Uint32Array(0),
  detailCount: new Uint32Array(0),
  detailOf: new Uint32Array(0),
  channelCode: new Uint32Array(0),
  channelName: new Uint32Array(0),
  firstItem: new Uint32Array(0),
  moreItems: new Uint32Array(0),
  parcelCount: new Uint32Array(0),
});
export type NumberColumns = ReturnType<typeof makeNumbers>;
type NumberName = keyof NumberColumns;

const makeTexts = () => ({id: new TextColumn(), number: new TextColumn(), customerId: new TextColumn(), customerName: new TextColumn()});
type TextName = keyof ReturnType<typeof makeTexts>;

const makeMoments = () => ({ship: new MomentColumn(), sent: new MomentColumn()});
type MomentName = keyof ReturnType<typeof makeMoments>;
const MOMENTS: readonly MomentName[] = ['ship', 'sent'];

const makeTables = () => ({
  currency: new StringTable(),
  channelCode: new StringTable(),
  channelName: new StringTable(),
  firstItem: new StringTable(),
});
type TableName = keyof ReturnType<typeof makeTables>;

/** A new order: the number moves every sort order. */
const EVERYWHERE: readonly SortField[] = ['number'];
const NOWHERE: readonly SortField[] = [];
const MOVED: Readonly<Record<SortField, number>> = {placedAt: 1, number: 2, customer: 4, status: 8, total: 16, delivery: 32, channel: 64, updatedAt: 128};
const SORT_FIELDS = Object.keys(MOVED) as readonly SortField[];

/** Answers whether the number is another one than before. */
function put(column: NumberColumns[NumberName], handle: number, value: number): boolean {
  if (column[handle] === value) return false;
  column[handle] = value;
  return true;
}

/** {@link OrderColumns} as kept on the device. */
export interface SavedColumns {
  readonly count: number;
  readonly numbers: Readonly<Record<string, ArrayBuffer>>;
  readonly texts: Readonly<Record<string, SavedTexts>>;
  readonly moments: Readonly<Record<string, SavedMoments>>;
  readonly tables: Readonly<Record<string, readonly string[]>>;
  readonly facets: SavedFacets;
}

/** Everything a row shows and a list sorts or filters by, column by column. */
export class OrderColumns {
  /** Handles given out so far, those of removed orders included. */
  count = 0;
  readonly numbers: NumberColumns = makeNumbers();
  texts = makeTexts();
  moments = makeMoments();
  tables = makeTables();
  facets = new OrderFacets();

  /** Keeps an order and its row; `handle` is at most `count`. Answers which sort orders it may have moved in. */
  write(handle: number, row: OrderRow, order: Order): readonly SortField[] {
    const isNew = handle === this.count;
    this.#makeRoom(handle);
    const {numbers, texts, tables, facets} = this;
    let moved = 0;
    texts.id.set(handle, row.id);
    if (texts.number.set(handle, row.number)) moved |= MOVED.number;
    const otherId = texts.customerId.set(handle, row.customerId);
    if (texts.customerName.set(handle, row.customerName) || otherId) moved |= MOVED.customer;
    if (put(numbers.placedAtMs, handle, row.placedAtMs)) moved |= MOVED.placedAt;
    if (put(numbers.updatedAtMs, handle, instantMs(order.updatedAt))) moved |= MOVED.updatedAt;
    const otherScale = put(numbers.scale, handle, row.total.scale);
    const otherCurrency = put(numbers.currency, handle, tables.currency.intern(row.total.currency));
    if (put(numbers.amount, handle, row.total.amount) || otherScale || otherCurrency) moved |= MOVED.total;
    const before = numbers.facet[handle] as number;
    const facet = facets.intern(row, order.shippingMethod.carrier, flagsOf(order));
    if (!isNew && facet !== before) {
      if (facets.codes.status[facet] !== facets.codes.status[before]) moved |= MOVED.status;
      if (facets.codes.delivery[facet] !== facets.codes.delivery[before]) moved |= MOVED.delivery;
    }
    numbers.facet[handle] = facet;
    const otherCode = put(numbers.channelCode, handle, tables.channelCode.intern(row.channelCode));
    if (put(numbers.channelName, handle, tables.channelName.intern(row.channelName)) || otherCode) moved |= MOVED.channel;
    numbers.detailCount[handle] = row.statusDetail?.count ?? NONE;
    numbers.detailOf[handle] = row.statusDetail?.of ?? NONE;
    numbers.firstItem[handle] = tables.firstItem.intern(row.firstItem);
    numbers.moreItems[handle] = row.moreItems;
    numbers.parcelCount[handle] = row.parcelCount;
    this.writeMark(handle, row.mark);
    this.#writeMoments(handle, order);
    if (isNew) return EVERYWHERE;
    return moved === 0 ? NOWHERE : SORT_FIELDS.filter((field) => (moved & MOVED[field]) !== 0);
  }

  #writeMoments(handle: number, order: Order): void {
    const {sent, ship} = this.moments;
    sent.clear(handle);
    ship.clear(handle);
    for (const parcel of order.parcels) {
      const sentAtMs = sentMs(parcel);
      if (sentAtMs !== undefined) sent.add(handle, sentAtMs);
      const dayMs = shipDayMs(parcel);
      if (dayMs !== undefined) ship.add(handle, dayMs);
    }
  }

  writeMark(handle: number, mark: RowMark): void {
    this.numbers.mark[handle] = MARKS.indexOf(mark);
  }

  #makeRoom(handle: number): void {
    this.count = Math.max(this.count, handle + 1);
    if (handle < this.numbers.mark.length) return;
    for (const name of Object.keys(this.numbers) as NumberName[]) this.numbers[name] = grown(this.numbers[name], handle + 1) as never;
  }

  /** The row of a handle. */
  read(handle: number): OrderRow {
    const {numbers, texts, tables, facets} = this;
    const text = (name: TableName): string => tables[name].text(numbers[name][handle] ?? 0);
    const facet = numbers.facet[handle] ?? 0;
    const row: OrderRow = {
      id: texts.id.get(handle),
      number: texts.number.get(handle),
      kind: facets.text('kind', facet) as OrderKind,
      placedAtMs: numbers.placedAtMs[handle] ?? Number.NaN,
      customerName: texts.customerName.get(handle),
      customerId: texts.customerId.get(handle),
      firstItem: text('firstItem'),
      moreItems: numbers.moreItems[handle] ?? 0,
      channelCode: text('channelCode'),
      channelName: text('channelName'),
      status: facets.text('status', facet) as OrderStatus,
      statusDetail: this.#detail(handle, facets.text('detail', facet)),
      payment: facets.text('payment', facet) as PaymentStatus,
      fulfillment: facets.text('fulfillment', facet) as FulfillmentStatus,
      total: {amount: numbers.amount[handle] ?? 0, scale: numbers.scale[handle] ?? 0, currency: text('currency')},
      delivery: facets.text('delivery', facet) as DeliverySign,
      parcelCount: numbers.parcelCount[handle] ?? 0,
      mark: MARKS[numbers.mark[handle] ?? 0] ?? 'synced',
    };
    return hasNoAmounts(facets.flags[facet] ?? 0) ? {...row, redacted: true} : row;
  }

  #detail(handle: number, code: string): StatusDetail | undefined {
    if (code === '') return undefined;
    const count = this.numbers.detailCount[handle] ?? NONE;
    const of = this.numbers.detailOf[handle] ?? NONE;
    return {code: code as StatusDetailCode, ...(count === NONE ? {} : {count}), ...(of === NONE ? {} : {of})};
  }

  /** A copy with only these handles, numbered from 0. */
  gather(handles: readonly number[]): OrderColumns {
    const copy = new OrderColumns();
    copy.count = handles.length;
    copy.tables = this.tables;
    copy.facets = this.facets;
    for (const name of Object.keys(this.numbers) as NumberName[]) {
      const from = this.numbers[name];
      const to = grown(copy.numbers[name], handles.length);
      for (let index = 0; index < handles.length; index += 1) to[index] = from[handles[index] as number] as number;
      copy.numbers[name] = to as never;
    }
    for (const name of Object.keys(this.texts) as TextName[]) copy.texts[name] = this.texts[name].gather(handles);
    for (const name of MOMENTS) copy.moments[name] = this.moments[name].gather(handles);
    return copy;
  }

  save(): SavedColumns {
    const {count} = this;
    const numbers = Object.fromEntries(Object.entries(this.numbers).map(([name, values]) => [name, values.slice(0, count).buffer]));
    const texts = Object.fromEntries(Object.entries(this.texts).map(([name, column]) => [name, column.save(count)]));
    const tables = Object.fromEntries(Object.entries(this.tables).map(([name, table]) => [name, [...table.texts]]));
    const moments = Object.fromEntries(MOMENTS.map((name) => [name, this.moments[name].save(count)]));
    return {count, numbers, texts, moments, tables, facets: this.facets.save()};
  }

  static load(saved: SavedColumns): OrderColumns {
    const columns = new OrderColumns();
    columns.count = saved.count;
    for (const name of Object.keys(columns.numbers) as NumberName[]) {
      const values = columns.numbers[name];
      columns.numbers[name] = new (values.constructor as new (buffer: ArrayBuffer) => typeof values)(saved.numbers[name] as ArrayBuffer) as never;
    }
    for (const name of Object.keys(columns.texts) as TextName[]) columns.texts[name] = TextColumn.load(saved.texts[name] as SavedTexts);
    for (const name of Object.keys(columns.tables) as TableName[]) columns.tables[name] = new StringTable(saved.tables[name] ?? []);
    for (const name of MOMENTS) columns.moments[name] = MomentColumn.load(saved.moments[name] as SavedMoments);
    columns.facets = OrderFacets.load(saved.facets);
    return columns;
  }
}
