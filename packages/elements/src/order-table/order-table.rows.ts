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

function make(tag: 'div' | 'span', className: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/**
 * Something to press. The list has one tab stop and hears presses itself, letters and arrows reach what is inside: a
 * real button in every row would only cost what buttons cost.
 */
function pressable(className: string, child: Node): HTMLElement {
  const element = make('span', className, child);
  element.role = 'button';
  return element;
}

/** A text on the screen, written only when it is another one: the rows of a list are much alike. */
class Words {
  readonly node = document.createTextNode('');
  #words = '';

  write(words: string): void {
    if (words !== this.#words) this.node.data = this.#words = words;
  }
}

/** Classes of an element, likewise. */
class Classes {
  readonly element: HTMLElement;
  #classes: string;

  constructor(element: HTMLElement) {
    this.element = element;
    this.#classes = element.className;
  }

  write(classes: string): void {
    if (classes !== this.#classes) this.element.className = this.#classes = classes;
  }
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
  readonly #classes: Classes;
  readonly #check = make('span', 'check');
  readonly #deliveryShape = createShapeElement(ICON_GRID, 20);
  readonly #delivery = new Classes(pressable('open-parcels', this.#deliveryShape));
  #badge: HTMLElement | undefined;
  readonly #number = new Words();
  readonly #open = pressable('open-order', this.#number.node);
  readonly #date = new Words();
  readonly #customer = new Words();
  readonly #secondName = new Words();
  readonly #items = new Words();
  readonly #more = new Words();
  readonly #channelShape = createShapeElement(ICON_GRID, 16);
  readonly #channel = new Words();
  readonly #glyph = createShapeElement(GLYPH_GRID, 14);
  readonly #status = new Words();
  readonly #detailWords = new Words();
  readonly #detail = new Classes(make('span', 'detail', this.#detailWords.node));
  readonly #statusCell = make('div', 'cell status', this.#glyph, this.#status.node, this.#detail.element);
  #mark: {readonly element: HTMLElement; readonly glyph: SVGSVGElement; readonly words: Words} | undefined;
  readonly #sign = new Words();
  readonly #total = new Words();
  #name = '';
  #deliveryName = '';
  #isSelected: boolean | undefined;

  constructor(source: RowSource) {
    this.#source = source;
    this.#check.role = 'checkbox';
    const cells = [
      make('div', 'cell select', this.#check),
      make('div', 'cell parcels', this.#delivery.element),
      make('div', 'cell number', this.#open),
      make('div', 'cell date', this.#date.node),
      make('div', 'cell customer', this.#customer.node, make('span', 'second', this.#secondName.node)),
      make('div', 'cell items', make('span', 'name', this.#items.node), make('span', 'more', this.#more.node)),
      make('div', 'cell channel', this.#channelShape, make('span', 'place', this.#channel.node)),
      this.#statusCell,
      make('div', 'cell total', make('span', 'sign', this.#sign.node), this.#total.node),
    ];
    for (const cell of cells) cell.role = 'gridcell';
    this.element = make('div', 'row', ...cells);
    this.element.role = 'row';
    this.element.id = `row-${(lastId += 1)}`;
    this.#classes = new Classes(this.element);
  }

  /** The texts in which a search marks what it found. */
  get searchable(): readonly MarkedText[] {
    return [[this.#number.node, 'number'], [this.#customer.node, 'customer'], [this.#secondName.node, 'customer'], [this.#items.node, 'product']];
  }

  paint(index: number): void {
    const {handle, row} = this.#source.rowAt(index);
    const {table, status: words, engine} = this.#source.words();
    const format = this.#source.format();
    const {statusDetail: detail, mark, parcelCount, delivery} = row;
    this.index = index;
    this.handle = handle;
    this.orderId = row.id;
    this.element.ariaRowIndex = String(index + 2);
    this.refreshState();

    const number = row.number || table.noNumber;
    const name = table.openOrder(number);
    if (name !== this.#name) {
      this.#name = this.#open.ariaLabel = name;
      this.#number.write(number);
      this.#check.ariaLabel = table.selectRow(number);
    }
    this.#date.write(format.moment(row.placedAtMs));
    const [first, second] = splitName(row.customerName || row.customerId || table.nobody);
    this.#customer.write(first);
    this.#secondName.write(second);
    this.#items.write(row.firstItem);
    this.#more.write(row.moreItems > 0 ? table.moreItems(row.moreItems) : '');
    this.#channel.write(row.channelName || (words.channel[row.channelCode] ?? row.channelCode));
    paintShape(this.#channelShape, channelIcon(row.channelCode));

    const glyph = glyphOf(row.status, detail);
    paintShape(this.#glyph, glyph, `tone-${glyph.tone}`);
    // The spaces are for those who hear the row or copy it.
    this.#status.write(`${words.order[row.status] ?? row.status} `);
    this.#detailWords.write(detail === undefined ? '' : `${words.detail[detail.code]?.(detail) ?? ''} `);
    this.#detail.write(glyph.tone === 'trouble' ? 'detail trouble' : 'detail');
    this.#paintMark(mark === 'synced' ? '' : mark === 'unsent' ? words.unsent : engine.refused(1), mark === 'refused');

    const {minus, sign, digits} = format.moneyParts(row.total);
    this.#sign.write(`${minus}${sign} `);
    this.#total.write(digits);

    const label = deliveryLabel(words, delivery, parcelCount);
    if (label !== this.#deliveryName) this.#delivery.element.ariaLabel = this.#deliveryName = label;
    paintShape(this.#deliveryShape, deliveryShape(delivery));
    this.#delivery.write(delivery === 'problem' ? 'open-parcels problem' : delivery === 'unpacked' || delivery === 'none' ? 'open-parcels quiet' : 'open-parcels');
    this.#paintBadge(parcelCount > 1 ? String(parcelCount) : '');
  }

  /** Only what pointer and keys change: selected, cursor, fresh. Cheaper than a whole paint. */
  refreshState(): void {
    const isSelected = this.#source.isSelected(this.handle);
    this.#classes.write(`row${isSelected ? ' selected' : ''}${this.#source.isCursor(this.index) ? ' cursor' : ''}${this.#source.isFresh(this.orderId) ? ' fresh' : ''}`);
    if (isSelected === this.#isSelected) return;
    this.#isSelected = isSelected;
    this.#check.ariaChecked = this.element.ariaSelected = String(isSelected);
  }

  /** Few orders have a mark; most rows never make the elements for one. */
  #paintMark(words: string, isTrouble: boolean): void {
    let mark = this.#mark;
    if (mark === undefined) {
      if (words === '') return;
      const [glyph, written] = [createShapeElement(GLYPH_GRID, 14), new Words()];
      mark = this.#mark = {element: make('span', 'unsent', glyph, written.node), glyph, words: written};
      this.#statusCell.append(mark.element);
    }
    mark.element.hidden = words === '';
    this.#statusCell.className = words === '' ? 'cell status' : 'cell status marked';
    mark.words.write(words);
    paintShape(mark.glyph, isTrouble ? troubleGlyph : unsentGlyph, isTrouble ? 'tone-trouble' : '');
  }

  #paintBadge(count: string): void {
    if (this.#badge === undefined) {
      if (count === '') return;
      this.#badge = make('span', 'badge');
      this.#badge.ariaHidden = 'true';
      this.#delivery.element.append(this.#badge);
    }
    this.#badge.hidden = count === '';
    if (this.#badge.textContent !== count) this.#badge.textContent = count;
  }
}
