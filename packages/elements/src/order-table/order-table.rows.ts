import type {OrderRow} from '@packline/core';
import {deliveryLabel, deliveryShape} from '../base/delivery-sign.ts';
import type {Format} from '../base/format.ts';
import {ICON_GRID, channelIcon} from '../base/icons.ts';
import {createShapeElement, paintShape} from '../base/shape.ts';
import {GLYPH_GRID, glyphOf, troubleGlyph, unsentGlyph} from '../base/status-glyph.ts';
import type {Strings} from '../strings/strings.ts';
import type {MarkedText} from './mark-matches.ts';
import type {RecycledRow} from './row-recycler.ts';

/** Columns in the order they stand in, which is also the reading order. */
export const COLUMNS = ['select', 'delivery', 'number', 'date', 'customer', 'items', 'channel', 'status', 'total'] as const;

export type Column = (typeof COLUMNS)[number];

/** What a row needs to know besides its line number. */
export interface RowSource {
  words(): Strings;
  format(): Format;
  rowAt(index: number): {readonly handle: number; readonly row: OrderRow};
  isSelected(handle: number): boolean;
  isCursor(index: number): boolean;
  /** Came in a moment ago. */
  isFresh(orderId: string): boolean;
}

function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, ...children: (Node | string)[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function button(className: string, ...children: Node[]): HTMLButtonElement {
  const element = make('button', className, ...children);
  element.type = 'button';
  element.tabIndex = -1; // the grid has one tab stop; letters and arrows reach what is inside
  return element;
}

const text = (): Text => document.createTextNode('');

/** Writes only what is different: the rows of a list are much alike. */
function write(node: Text, words: string): void {
  if (node.data !== words) node.data = words;
}

function dress(element: HTMLElement, classes: string): void {
  if (element.className !== classes) element.className = classes;
}

const TWO_SCRIPTS = /^(?:([\p{Script=Han}\s]*\p{Script=Han})(\s+[^\p{Script=Han}]+)|([^\p{Script=Han}]*[^\p{Script=Han}\s])(\s+\p{Script=Han}+))$/u;

/** 陳嘉欣 and Chan Ka Yan: a second script follows muted, and is cut first. */
function splitName(name: string): readonly [first: string, second: string] {
  const [, han, latinAfter, latin, hanAfter] = TWO_SCRIPTS.exec(name) ?? [];
  return [han ?? latin ?? name, latinAfter ?? hanAfter ?? ''];
}

let lastId = 0;

/**
 * One line of the table, painted by hand from an {@link OrderRow}: a template per row would cost more than the whole
 * screen does. What comes from outside only ever becomes text.
 */
export class OrderRowView implements RecycledRow {
  readonly element: HTMLElement;
  index = -1;
  handle = -1;
  orderId = '';
  readonly #source: RowSource;
  readonly #check = make('span', 'check');
  readonly #deliveryShape = createShapeElement(ICON_GRID, 20);
  readonly #delivery = button('delivery', this.#deliveryShape);
  #badge: HTMLElement | undefined;
  readonly #number = text();
  readonly #open = button('number', this.#number);
  readonly #date = text();
  readonly #customer = text();
  readonly #secondName = text();
  readonly #items = text();
  readonly #more = text();
  readonly #channelShape = createShapeElement(ICON_GRID, 16);
  readonly #channel = text();
  readonly #glyph = createShapeElement(GLYPH_GRID, 14);
  readonly #status = text();
  readonly #detailText = text();
  readonly #detail = make('span', 'detail', this.#detailText);
  readonly #statusCell = make('div', 'cell status', this.#glyph, make('span', 'word', this.#status), this.#detail);
  #mark: {readonly element: HTMLElement; readonly glyph: SVGSVGElement; readonly words: Text} | undefined;
  readonly #sign = text();
  readonly #total = text();
  #name = '';
  #deliveryName = '';

  constructor(source: RowSource) {
    this.#source = source;
    this.#check.role = 'checkbox';
    const cells = [
      make('div', 'cell select', this.#check),
      make('div', 'cell delivery', this.#delivery),
      make('div', 'cell number', this.#open),
      make('div', 'cell date', this.#date),
      make('div', 'cell customer', this.#customer, make('span', 'second', this.#secondName)),
      make('div', 'cell items', make('span', 'name', this.#items), make('span', 'more', this.#more)),
      make('div', 'cell channel', this.#channelShape, make('span', 'place', this.#channel)),
      this.#statusCell,
      make('div', 'cell total', make('span', 'sign', this.#sign), this.#total),
    ];
    for (const cell of cells) cell.role = 'gridcell';
    this.element = make('div', 'row', ...cells);
    this.element.role = 'row';
    this.element.id = `row-${(lastId += 1)}`;
  }

  /** The texts in which a search marks what it found. */
  get searchable(): readonly MarkedText[] {
    return [[this.#number, 'number'], [this.#customer, 'customer'], [this.#secondName, 'customer'], [this.#items, 'product']];
  }

  paint(index: number): void {
    const {handle, row} = this.#source.rowAt(index);
    const {table, status: words, engine} = this.#source.words();
    const format = this.#source.format();
    const {statusDetail: detail, mark, parcelCount} = row;
    this.index = index;
    this.handle = handle;
    this.orderId = row.id;
    this.element.ariaRowIndex = String(index + 2);
    this.refreshState();

    const number = row.number || table.noNumber;
    const name = table.openOrder(number);
    if (name !== this.#name) {
      this.#name = name;
      this.#number.data = number;
      this.#open.ariaLabel = name;
      this.#check.ariaLabel = table.selectRow(number);
    }
    write(this.#date, format.moment(row.placedAtMs));
    const [first, second] = splitName(row.customerName || row.customerId || table.nobody);
    write(this.#customer, first);
    write(this.#secondName, second);
    write(this.#items, row.firstItem);
    write(this.#more, row.moreItems > 0 ? table.moreItems(row.moreItems) : '');
    write(this.#channel, row.channelName || (words.channel[row.channelCode] ?? row.channelCode));
    paintShape(this.#channelShape, channelIcon(row.channelCode));

    const glyph = glyphOf(row.status, detail);
    paintShape(this.#glyph, glyph, `tone-${glyph.tone}`);
    write(this.#status, words.order[row.status] ?? row.status);
    write(this.#detailText, detail === undefined ? '' : (words.detail[detail.code]?.(detail) ?? ''));
    dress(this.#detail, glyph.tone === 'trouble' ? 'detail trouble' : 'detail');
    this.#paintMark(mark === 'synced' ? '' : mark === 'unsent' ? words.unsent : engine.refused(1), mark === 'refused');

    const {minus, sign, digits} = format.moneyParts(row.total);
    write(this.#sign, `${minus}${sign} `);
    write(this.#total, digits);

    const label = deliveryLabel(words, row.delivery, parcelCount);
    if (label !== this.#deliveryName) this.#delivery.ariaLabel = this.#deliveryName = label;
    paintShape(this.#deliveryShape, deliveryShape(row.delivery));
    dress(this.#delivery, `delivery ${row.delivery}`);
    this.#paintBadge(parcelCount > 1 ? String(parcelCount) : '');
  }

  /** Only what pointer and keys change: selected, cursor, fresh. Cheaper than a whole paint. */
  refreshState(): void {
    const isSelected = this.#source.isSelected(this.handle);
    dress(this.element, `row${isSelected ? ' selected' : ''}${this.#source.isCursor(this.index) ? ' cursor' : ''}${this.#source.isFresh(this.orderId) ? ' fresh' : ''}`);
    const selected = String(isSelected);
    if (this.element.ariaSelected !== selected) {
      this.element.ariaSelected = selected;
      this.#check.ariaChecked = selected;
    }
  }

  /** Few orders have a mark; most rows never make the elements for one. */
  #paintMark(words: string, isTrouble: boolean): void {
    let mark = this.#mark;
    if (mark === undefined) {
      if (words === '') return;
      const [glyph, node] = [createShapeElement(GLYPH_GRID, 14), text()];
      mark = this.#mark = {element: make('span', 'unsent', glyph, node), glyph, words: node};
      this.#statusCell.append(mark.element);
    }
    mark.element.hidden = words === '';
    write(mark.words, words);
    paintShape(mark.glyph, isTrouble ? troubleGlyph : unsentGlyph, isTrouble ? 'tone-trouble' : '');
  }

  #paintBadge(count: string): void {
    if (this.#badge === undefined) {
      if (count === '') return;
      this.#badge = make('span', 'badge');
      this.#badge.ariaHidden = 'true';
      this.#delivery.append(this.#badge);
    }
    this.#badge.hidden = count === '';
    if (this.#badge.textContent !== count) this.#badge.textContent = count;
  }
}
