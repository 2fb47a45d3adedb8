import type {OrderRow} from '@packline/core';
import {deliveryLabel, deliveryShape} from '../base/delivery-sign.ts';
import type {Format} from '../base/format.ts';
import {ICON_GRID, channelIcon} from '../base/icons.ts';
import {createShapeElement, paintShape} from '../base/shape.ts';
import {GLYPH_GRID, glyphOf, unsentGlyph} from '../base/status-glyph.ts';
import type {Strings} from '../strings/strings.ts';
import type {RecycledRow} from './row-recycler.ts';

/** Columns in the order they stand in, which is also the reading order. */
export const COLUMNS = ['select', 'delivery', 'number', 'date', 'customer', 'items', 'channel', 'status', 'total'] as const;

export type Column = (typeof COLUMNS)[number];

/** What a row needs to know besides its line number. */
export interface RowSource {
  readonly strings: Strings;
  readonly format: Format;
  rowAt(index: number): {readonly handle: number; readonly row: OrderRow};
  isSelected(handle: number): boolean;
  isCursor(index: number): boolean;
  /** Came in a moment ago. */
  isFresh(orderId: string): boolean;
}

function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, role?: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  if (role !== undefined) element.setAttribute('role', role);
  return element;
}

function button(className: string): HTMLButtonElement {
  const element = make('button', className);
  element.type = 'button';
  element.tabIndex = -1; // the grid has one tab stop; letters and arrows reach what is inside
  return element;
}

/** A text node that is written only when the words change. */
class Text {
  readonly node = document.createTextNode('');

  set(text: string): void {
    if (this.node.data !== text) this.node.data = text;
  }
}

let lastId = 0;

/**
 * One line of the table, painted by hand from an {@link OrderRow}: a template per row would cost more than the whole
 * screen does. What comes from outside only ever becomes text.
 */
export class OrderRowView implements RecycledRow {
  readonly element = make('div', 'row', 'row');
  index = -1;
  handle = -1;
  orderId = '';
  readonly #source: RowSource;
  readonly #cells: Readonly<Record<Column, HTMLElement>>;
  readonly #check = make('span', 'check', 'checkbox');
  readonly #delivery = button('delivery');
  readonly #deliveryShape = createShapeElement(ICON_GRID, 20);
  readonly #badge = make('span', 'badge');
  readonly #open = button('number');
  readonly #texts = {
    badge: new Text(),
    number: new Text(),
    date: new Text(),
    customer: new Text(),
    items: new Text(),
    more: new Text(),
    channel: new Text(),
    status: new Text(),
    detail: new Text(),
    mark: new Text(),
    sign: new Text(),
    total: new Text(),
  };
  readonly #channelShape = createShapeElement(ICON_GRID, 16);
  readonly #glyph = createShapeElement(GLYPH_GRID, 14);
  readonly #detail = make('span', 'detail');
  readonly #mark = make('span', 'unsent');
  readonly #markGlyph = createShapeElement(GLYPH_GRID, 14);
  #classes = 'row';

  constructor(source: RowSource) {
    this.#source = source;
    const {element} = this;
    element.id = `row-${(lastId += 1)}`;
    const cells = {} as Record<Column, HTMLElement>;
    for (const column of COLUMNS) element.append((cells[column] = make('div', `cell ${column}`, 'gridcell')));
    this.#cells = cells;
    this.#fill();
  }

  /** The text nodes in which a search marks what it found. */
  get searchable(): readonly globalThis.Text[] {
    const {number, customer, items} = this.#texts;
    return [number.node, customer.node, items.node];
  }

  paint(index: number): void {
    const {handle, row} = this.#source.rowAt(index);
    const {strings, format} = this.#source;
    const {element} = this;
    this.index = index;
    this.handle = handle;
    this.orderId = row.id;
    element.setAttribute('aria-rowindex', String(index + 2));
    this.#paintState();

    const words = strings.status;
    const number = row.number === '' ? strings.table.noNumber : row.number;
    this.#texts.number.set(number);
    this.#texts.date.set(format.moment(row.placedAtMs));
    this.#texts.customer.set(row.customerName !== '' ? row.customerName : row.customerId !== '' ? row.customerId : strings.table.nobody);
    this.#texts.items.set(row.firstItem);
    this.#texts.more.set(row.moreItems > 0 ? strings.table.moreItems(row.moreItems) : '');

    this.#texts.channel.set(row.channelName !== '' ? row.channelName : (words.channel[row.channelCode] ?? row.channelCode));
    paintShape(this.#channelShape, channelIcon(row.channelCode));

    const glyph = glyphOf(row.status, row.statusDetail);
    paintShape(this.#glyph, glyph, `tone-${glyph.tone}`);
    this.#texts.status.set(words.order[row.status] ?? row.status);
    this.#texts.detail.set(row.statusDetail === undefined ? '' : (words.detail[row.statusDetail.code]?.(row.statusDetail) ?? ''));
    const tone = glyph.tone === 'trouble' ? 'detail trouble' : 'detail';
    if (this.#detail.className !== tone) this.#detail.className = tone;
    const isMarked = row.mark !== 'synced';
    if (this.#mark.hidden === isMarked) this.#mark.hidden = !isMarked;
    if (isMarked) this.#texts.mark.set(row.mark === 'unsent' ? words.unsent : strings.engine.refused(1));

    const {minus, sign, digits} = format.moneyParts(row.total);
    this.#texts.sign.set(`${minus}${sign} `);
    this.#texts.total.set(digits);

    paintShape(this.#deliveryShape, deliveryShape(row.delivery));
    const delivery = `delivery ${row.delivery}`;
    if (this.#delivery.className !== delivery) this.#delivery.className = delivery;
    const hasBadge = row.parcelCount > 1;
    if (this.#badge.hidden === hasBadge) this.#badge.hidden = !hasBadge;
    if (hasBadge) this.#texts.badge.set(String(row.parcelCount));
    this.#delivery.setAttribute('aria-label', `${number}: ${deliveryLabel(words, row.delivery, row.parcelCount)}`);
    this.#check.setAttribute('aria-label', strings.table.selectRow(number));
    this.#open.setAttribute('aria-label', strings.table.openOrder(number));
  }

  /** Only what the pointer and the keys change: selected, cursor, fresh. */
  #paintState(): void {
    const isSelected = this.#source.isSelected(this.handle);
    const isCursor = this.#source.isCursor(this.index);
    const classes = `row${isSelected ? ' selected' : ''}${isCursor ? ' cursor' : ''}${this.#source.isFresh(this.orderId) ? ' fresh' : ''}`;
    if (classes !== this.#classes) {
      this.#classes = classes;
      this.element.className = classes;
    }
    const selected = String(isSelected);
    if (this.element.getAttribute('aria-selected') !== selected) {
      this.element.setAttribute('aria-selected', selected);
      this.#check.setAttribute('aria-checked', selected);
    }
  }

  /** Selection or cursor moved; cheaper than a whole paint. */
  refreshState(): void {
    this.#paintState();
  }

  #fill(): void {
    const {select, delivery, number, date, customer, items, channel, status, total} = this.#cells;
    const {badge, number: numberText, date: dateText, customer: customerText, items: itemsText, more, channel: channelText, status: statusText, detail, mark, sign, total: totalText} = this.#texts;
    this.#check.setAttribute('aria-checked', 'false');
    select.append(this.#check);
    this.#badge.setAttribute('aria-hidden', 'true');
    this.#badge.append(badge.node);
    this.#badge.hidden = true;
    this.#delivery.append(this.#deliveryShape, this.#badge);
    delivery.append(this.#delivery);
    this.#open.append(numberText.node);
    number.append(this.#open);
    date.append(dateText.node);
    customer.append(customerText.node);
    const name = make('span', 'name');
    name.append(itemsText.node);
    const rest = make('span', 'more');
    rest.append(more.node);
    items.append(name, rest);
    const place = make('span', 'place');
    place.append(channelText.node);
    channel.append(this.#channelShape, place);
    const word = make('span', 'word');
    word.append(statusText.node);
    this.#detail.append(detail.node);
    paintShape(this.#markGlyph, unsentGlyph);
    this.#mark.append(this.#markGlyph, mark.node);
    this.#mark.hidden = true;
    status.append(this.#glyph, word, this.#detail, this.#mark);
    const currency = make('span', 'sign');
    currency.append(sign.node);
    total.append(currency, totalText.node);
  }
}
