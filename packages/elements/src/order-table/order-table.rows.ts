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

function make(tag: 'div' | 'span', className: string, role: string, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (role !== '') element.role = role;
  element.append(...children);
  return element;
}

/**
 * A line with nothing in it, `''` for every text; lines are copies of it. What can be pressed is no real button: the
 * list has one tab stop and hears presses itself, and a button in every line would only cost what buttons cost.
 */
function makeBlank(): HTMLElement {
  const span = (className: string, ...children: (Node | string)[]) => make('span', className, '', ...children);
  const cell = (column: string, ...children: (Node | string)[]) => make('div', `cell ${column}`, 'gridcell', ...children);
  return make(
    'div',
    'row',
    'row',
    cell('select', make('span', 'check', 'checkbox')),
    cell('parcels', make('span', 'open-parcels', 'button', createShapeElement(ICON_GRID, 20))),
    cell('number', make('span', 'open-order', 'button', '')),
    cell('date', ''),
    cell('customer', '', span('second', '')),
    cell('items', span('name', ''), span('more', '')),
    cell('channel', createShapeElement(ICON_GRID, 16), span('place', '')),
    cell('status', createShapeElement(GLYPH_GRID, 14), '', span('detail', '')),
    cell('total', span('sign', ''), ''),
  );
}
let blank: HTMLElement | undefined;

/** A text on the screen, written only when it is another one: the rows of a list are much alike. */
class Words {
  readonly node: Text;
  #words = '';

  /** @param node the text, or what begins with it. */
  constructor(node: Node | null) {
    this.node = (node instanceof Text ? node : node?.firstChild) as Text;
  }

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
  readonly #check: HTMLElement;
  readonly #delivery: Classes;
  readonly #deliveryShape: SVGSVGElement;
  #badge: HTMLElement | undefined;
  readonly #open: HTMLElement;
  readonly #number: Words;
  readonly #date: Words;
  readonly #customer: Words;
  readonly #secondName: Words;
  readonly #items: Words;
  readonly #more: Words;
  readonly #channelShape: SVGSVGElement;
  readonly #channel: Words;
  readonly #statusCell: HTMLElement;
  readonly #glyph: SVGSVGElement;
  readonly #status: Words;
  readonly #detail: Classes;
  readonly #detailWords: Words;
  #mark: {readonly element: HTMLElement; readonly glyph: SVGSVGElement; readonly words: Words} | undefined;
  readonly #sign: Words;
  readonly #total: Words;
  #name = '';
  #deliveryName = '';
  #isSelected: boolean | undefined;

  constructor(source: RowSource) {
    this.#source = source;
    const element = (blank ??= makeBlank()).cloneNode(true) as HTMLElement;
    this.element = element;
    element.id = `row-${(lastId += 1)}`;
    this.#classes = new Classes(element);
    const cell = (column: Column) => element.children[COLUMNS.indexOf(column)] as HTMLElement;
    const [customer, items, channel, status, total] = [cell('customer'), cell('items'), cell('channel'), cell('status'), cell('total')];
    this.#check = cell('select').firstChild as HTMLElement;
    const delivery = cell('delivery').firstChild as HTMLElement;
    this.#delivery = new Classes(delivery);
    this.#deliveryShape = delivery.firstChild as SVGSVGElement;
    this.#open = cell('number').firstChild as HTMLElement;
    this.#number = new Words(this.#open);
    this.#date = new Words(cell('date'));
    this.#customer = new Words(customer);
    this.#secondName = new Words(customer.lastChild);
    this.#items = new Words(items.firstChild);
    this.#more = new Words(items.lastChild);
    this.#channelShape = channel.firstChild as SVGSVGElement;
    this.#channel = new Words(channel.lastChild);
    this.#statusCell = status;
    this.#glyph = status.firstChild as SVGSVGElement;
    this.#status = new Words(status.childNodes[1] ?? null);
    const detail = status.lastChild as HTMLElement;
    this.#detail = new Classes(detail);
    this.#detailWords = new Words(detail);
    this.#sign = new Words(total.firstChild);
    this.#total = new Words(total.lastChild);
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
    // Nothing stands where the reader sees no money: a zero would be a wrong amount.
    this.#sign.write(row.redacted ? '' : `${minus}${sign} `);
    this.#total.write(row.redacted ? '' : digits);

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
      const glyph = createShapeElement(GLYPH_GRID, 14);
      const element = make('span', 'unsent', '', glyph, '');
      mark = this.#mark = {element, glyph, words: new Words(element.lastChild)};
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
      this.#badge = make('span', 'badge', '');
      this.#badge.ariaHidden = 'true';
      this.#delivery.element.append(this.#badge);
    }
    this.#badge.hidden = count === '';
    if (this.#badge.textContent !== count) this.#badge.textContent = count;
  }
}
