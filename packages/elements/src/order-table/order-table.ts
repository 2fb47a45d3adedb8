import {DEFAULT_SORT, formatQuery, parseQuery, type OrderQuery, type OrderSort, type ParsedQuery, type QueryTerm, type SortField} from '@packline/core';
import type {EngineChange, OrderEngine} from '@packline/core/engine';
import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {baseStyles} from '../base/base.styles.ts';
import {emptyState} from '../base/empty-state.ts';
import {arrowDownIcon, arrowUpIcon, boxIcon, closeIcon, filterIcon, icon, offlineIcon, searchIcon} from '../base/icons.ts';
import {PacklineElement} from '../base/packline-element.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {drawGlyph, troubleGlyph} from '../base/status-glyph.ts';
import {strip} from '../base/strip.ts';
import {AnnounceController} from '../controllers/announce-controller.ts';
import {KeysController} from '../controllers/keys-controller.ts';
import {OutboxController, type OutboxEntry} from '../controllers/outbox-controller.ts';
import {WidthController} from '../controllers/width-controller.ts';
import {OrderOpenRequestEvent} from '../events/order-open-request.ts';
import {ParcelOpenRequestEvent} from '../events/parcel-open-request.ts';
import {QueryChangeEvent} from '../events/query-change.ts';
import {ReceiptOpenRequestEvent} from '../events/receipt-open-request.ts';
import {RefusalDismissRequestEvent} from '../events/refusal-dismiss-request.ts';
import {SelectionChangeEvent} from '../events/selection-change.ts';
import {filterChips, wordsOfTerm} from './filter-chips.ts';
import {filterPanel} from './filter-panel.ts';
import {markMatches} from './mark-matches.ts';
import {OrderList} from './order-list.ts';
import {COLUMNS, OrderRowView, type Column, type RowSource} from './order-table.rows.ts';
import {orderTableStyles} from './order-table.styles.ts';
import {STANDARD_VIEWS, queryOfView, type OrderView} from './order-views.ts';
import {RowRecycler} from './row-recycler.ts';
import {RowSelection} from './row-selection.ts';

const SORT_OF_COLUMN: Partial<Record<Column, SortField>> = {delivery: 'delivery', number: 'number', date: 'placedAt', customer: 'customer', channel: 'channel', status: 'status', total: 'total'};
/** These are most useful from their high end first. */
const DESCENDING_FIRST: ReadonlySet<SortField> = new Set(['placedAt', 'total', 'updatedAt', 'number']);

/**
 * The order list: every order of the shop, searched, filtered and sorted without waiting, live, also offline.
 *
 * It takes an `engine`, finds one above it, or makes one from `endpoint` and `token`. It opens nothing itself: pressing
 * an order asks its host by an event.
 *
 * @summary A live list of orders with search, filters, sort and selection.
 * @slot selection-actions - Buttons of the command bar while orders are selected.
 * @fires order-open-request - An order number was pressed.
 * @fires parcel-open-request - A delivery icon was pressed.
 * @fires receipt-open-request - R was pressed on an order.
 * @fires selection-change - Other orders are selected.
 * @fires query-change - Search, filters, sort or view were changed by hand.
 * @csspart head - The line of column names.
 * @csspart footer - Count, sort and keys.
 */
export class OrderTable extends PacklineElement {
  /** Styles of the element; themed by `--pl-*` properties. */
  static override styles = [baseStyles, orderTableStyles];

  /** What is searched for, in the query language; the search box shows it. */
  @property({attribute: 'query'}) queryText = '';
  /** Which view is open, by id. */
  @property() view = 'all';
  /** The tabs over the list; an empty list shows none. */
  @property({attribute: false}) views: readonly OrderView[] = STANDARD_VIEWS;
  /** How the list is ordered. */
  @property({attribute: false}) sort: OrderSort = DEFAULT_SORT;

  @state() private filters: readonly QueryTerm[] = [];
  @state() private cursor = 0;
  @state() private parsed: ParsedQuery = {ok: true, query: {terms: []}};
  @query('.grid') private grid!: HTMLElement;
  @query('.rows') private box!: HTMLElement;
  @query('.probe') private probe!: HTMLElement;
  @query('.head') private head!: HTMLElement;
  @query('input[type=search]') private searchInput!: HTMLInputElement;

  readonly #list = new OrderList({
    isBusy: () => this.#isBusy(),
    rowsChanged: () => this.#rowsChanged(),
    dataChanged: () => this.#repaint(),
    chromeChanged: () => this.requestUpdate(),
  });
  readonly #selection = new RowSelection();
  readonly #outbox = new OutboxController(this);
  readonly #announce = new AnnounceController(this);
  #recycler: RowRecycler | undefined;
  #sizes: ResizeObserver | undefined;
  #anchor = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #isReady = false;

  constructor() {
    super();
    new WidthController(this);
    const step = (by: number, extend = false) => () => this.#moveCursor(this.cursor + by, extend);
    new KeysController(this, {
      ArrowDown: step(1),
      ArrowUp: step(-1),
      j: step(1),
      k: step(-1),
      'Shift+ArrowDown': step(1, true),
      'Shift+ArrowUp': step(-1, true),
      PageDown: () => this.#moveCursor(this.cursor + (this.#recycler?.pageSize ?? 1)),
      PageUp: () => this.#moveCursor(this.cursor - (this.#recycler?.pageSize ?? 1)),
      Home: () => this.#moveCursor(0),
      End: () => this.#moveCursor(this.#list.count - 1),
      x: () => this.#toggle(this.cursor),
      ' ': (event) => this.#onGrid(event) && this.#toggle(this.cursor),
      Enter: (event) => this.#onGrid(event) && this.#open(this.cursor, (id) => new OrderOpenRequestEvent(id)),
      p: () => this.#open(this.cursor, (id) => new ParcelOpenRequestEvent(id)),
      r: () => this.#open(this.cursor, (id) => new ReceiptOpenRequestEvent(id)),
      '/': () => this.searchInput.focus(),
      Escape: () => (this.#selection.count > 0 ? this.clearSelection() : false),
    });
  }

  /** The ids of all selected orders. */
  get selectedIds(): readonly string[] {
    const engine = this.connectedEngine;
    return engine === undefined ? [] : Array.from(this.#selection.handles(), (handle) => engine.row(handle).id);
  }

  /** How many orders the list shows. */
  get count(): number {
    return this.#list.count;
  }

  clearSelection(): void {
    this.#selection.clear();
    this.#selectionChanged();
  }

  /** Selects every order of the present query. */
  selectAll(): void {
    this.#selection.setAll(this.#list.rows, true);
    this.#selectionChanged();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#recycler !== undefined) this.#watchSizes();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#list.disconnect();
    this.#sizes?.disconnect();
  }

  protected override engineConnected(engine: OrderEngine | undefined): void {
    this.#selection.clear();
    this.#isReady = false;
    this.#list.connect(engine);
    void engine?.ready.then(() => {
      if (this.connectedEngine !== engine) return;
      this.#isReady = true;
      this.#list.refresh();
      this.requestUpdate();
    });
    super.engineConnected(engine);
  }

  protected override engineChanged(change: EngineChange): void {
    this.#list.hear(change);
    if (change.statusChanged || change.addedIds.size > 0 || change.orderIds === 'all' || change.orderIds.size > 0) this.#drawChromeSoon();
  }

  protected override wordsChanged(): void {
    super.wordsChanged();
    this.#repaint();
  }

  #chromeTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts over the tabs are asked for at most five times a second. */
  #drawChromeSoon(): void {
    this.#chromeTimer ??= setTimeout(() => {
      this.#chromeTimer = undefined;
      this.requestUpdate();
    }, 200);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('queryText')) this.parsed = parseQuery(this.queryText);
    if (changed.has('queryText') || changed.has('view') || changed.has('views') || changed.has('sort') || changed.has('filters')) {
      this.#list.show(this.#wholeQuery(), this.sort);
    }
  }

  protected override firstUpdated(): void {
    const source: RowSource = sourceOf(this, this.#list, this.#selection);
    this.#recycler = new RowRecycler(this.grid, this.box, () => new OrderRowView(source));
    this.#watchSizes();
    this.#rowsChanged();
    // On a phone the tabs scroll; the open one should be in sight.
    this.renderRoot.querySelector(`.tab[aria-selected='true']`)?.scrollIntoView({inline: 'nearest', block: 'nearest'});
  }

  /** What a row asks for; the recycler's rows live longer than one render. */
  readRowContext() {
    return {strings: this.strings, format: this.format, cursor: this.cursor};
  }

  #watchSizes(): void {
    this.#sizes ??= new ResizeObserver(() => this.#measure());
    this.#sizes.observe(this.grid);
    this.#sizes.observe(this.probe);
    this.#measure();
  }

  #measure(): void {
    if (this.grid.clientHeight === 0) return;
    const sticky = getComputedStyle(this.head).position === 'sticky' ? this.head.offsetHeight : 0;
    this.#recycler?.resize(this.probe.offsetHeight, this.grid.clientHeight, sticky);
  }

  #scrolled(): void {
    this.#list.settle();
    if (this.queryText !== '') this.#mark();
  }

  #isBusy(): boolean {
    return (this.grid?.scrollTop ?? 0) > 0 || this.#selection.count > 0;
  }

  #rowsChanged(): void {
    this.cursor = Math.max(0, Math.min(this.cursor, this.#list.count - 1));
    this.#recycler?.reset(this.#list.count);
    this.#mark();
    this.requestUpdate();
  }

  #repaint(): void {
    this.#recycler?.repaint();
    this.#mark();
  }

  /** Marks what the search found in the rows on screen, without touching them. */
  #mark(): void {
    if (this.#recycler === undefined) return;
    const terms = this.parsed.ok ? this.parsed.query.terms : [];
    const texts: globalThis.Text[] = [];
    if (terms.length > 0) for (const [, row] of this.#recycler.visibleRows()) texts.push(...(row as OrderRowView).searchable);
    markMatches(this, texts, {terms});
  }

  #wholeQuery(): OrderQuery {
    const view = this.views.find(({id}) => id === this.view);
    const typed = this.parsed.ok ? this.parsed.query.terms : [];
    return {terms: [...(view === undefined ? [] : queryOfView(view).terms), ...this.filters, ...typed]};
  }

  #changed(): void {
    const hand = {terms: [...this.filters, ...(this.parsed.ok ? this.parsed.query.terms : [])]};
    this.dispatchEvent(new QueryChangeEvent(formatQuery(hand), this.#wholeQuery(), this.sort));
  }

  #type(text: string): void {
    this.queryText = text;
    if (this.grid !== null) this.grid.scrollTop = 0;
    this.cursor = 0;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#announce.say(this.strings.table.announceResults(this.#list.count));
      this.#changed();
    }, 600);
  }

  #setFilters(filters: readonly QueryTerm[]): void {
    this.filters = filters;
    this.grid.scrollTop = 0;
    void this.updateComplete.then(() => this.#changed());
  }

  #setSort(field: SortField): void {
    const isSame = this.sort.field === field;
    this.sort = {field, descending: isSame ? !this.sort.descending : DESCENDING_FIRST.has(field)};
    this.grid.scrollTop = 0;
    void this.updateComplete.then(() => this.#changed());
  }

  #setView(id: string): void {
    this.view = id;
    this.grid.scrollTop = 0;
    this.cursor = 0;
    void this.updateComplete.then(() => this.#changed());
  }

  /** Keys that a button would take itself work on the grid only. */
  #onGrid(event: KeyboardEvent): boolean {
    return event.composedPath()[0] === this.grid || event.composedPath()[0] === document.body;
  }

  #moveCursor(to: number, extend = false): boolean {
    if (this.#list.count === 0) return false;
    const next = Math.max(0, Math.min(to, this.#list.count - 1));
    if (extend) this.#selectRange(this.#anchor, next);
    else this.#anchor = next;
    this.cursor = next;
    this.#recycler?.reveal(next);
    this.#refreshStates();
    this.grid.focus({preventScroll: true});
    return true;
  }

  #toggle(index: number): boolean {
    if (index >= this.#list.count) return false;
    const {handle} = this.#list.rowAt(index);
    this.#selection.set(handle, !this.#selection.has(handle));
    this.#anchor = index;
    this.#selectionChanged();
    return true;
  }

  #selectRange(from: number, to: number): void {
    const rows = this.#list.rows.subarray(Math.min(from, to), Math.max(from, to) + 1);
    this.#selection.setAll(rows, true);
    this.#selectionChanged();
  }

  #selectionChanged(): void {
    this.#refreshStates();
    this.requestUpdate();
    this.dispatchEvent(new SelectionChangeEvent(this.#selection.count, () => this.selectedIds));
    if (this.#selection.count === 0) this.#list.settle();
  }

  #refreshStates(): void {
    for (const [, row] of this.#recycler?.visibleRows() ?? []) (row as OrderRowView).refreshState();
  }

  #open(index: number, event: (orderId: string) => Event): boolean {
    if (index >= this.#list.count) return false;
    this.dispatchEvent(event(this.#list.rowAt(index).row.id));
    return true;
  }

  #press(event: MouseEvent): void {
    const target = event.target as Element;
    const element = target.closest('.row');
    const view = [...(this.#recycler?.visibleRows() ?? [])].find(([, row]) => row.element === element)?.[1] as OrderRowView | undefined;
    if (view === undefined) return;
    if (target.closest('.cell.select') !== null) {
      if (event.shiftKey) this.#selectRange(this.#anchor, view.index);
      else this.#toggle(view.index);
    } else if (target.closest('button.delivery') !== null) this.dispatchEvent(new ParcelOpenRequestEvent(view.orderId));
    else if (target.closest('button.number') !== null) this.dispatchEvent(new OrderOpenRequestEvent(view.orderId));
    else if (this.clientWidth < 600) this.dispatchEvent(new OrderOpenRequestEvent(view.orderId));
    this.cursor = view.index;
    this.#refreshStates();
  }

  #showNew(): void {
    this.grid.scrollTop = 0;
    this.#list.refresh();
  }

  protected override render(): TemplateResult {
    const {table, engine: engineWords} = this.strings;
    const {count} = this.#list;
    const {field, descending} = this.sort;
    const sortWords = table.sort[field][descending ? 1 : 0];
    const hasQuery = this.#wholeQuery().terms.length > 0;
    const selected = this.#selection.count;
    return html`<div class="frame ${selected > 0 ? 'selecting' : ''}" lang=${this.format.lang}>
      ${this.#renderTabs()}
      <div class="finder">
        <div class="input">
          ${icon(searchIcon)}
          ${this.filters.length === 0 ? nothing : html`<span class="chips">${filterChips(this.filters, this.strings, this.format, (term) => this.#setFilters(this.filters.filter((other) => other !== term)))}</span>`}
          <input
            type="search"
            aria-label=${table.search}
            aria-invalid=${this.parsed.ok ? nothing : 'true'}
            placeholder=${this.clientWidth < 600 ? table.searchHintShort : table.searchHint}
            autocomplete="off"
            spellcheck="false"
            .value=${this.queryText}
            @input=${(event: InputEvent) => this.#type((event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => this.#searchKey(event)}
          />
          ${this.queryText === '' ? html`<kbd class="key" aria-hidden="true">/</kbd>` : html`<button type="button" class="icon" aria-label=${table.clearSearch} @click=${() => this.#type('')}>${icon(closeIcon)}</button>`}
        </div>
        <button type="button" class="filter-button" popovertarget="filters" aria-label=${table.filter}>${icon(filterIcon)}<span>${table.filter}</span></button>
        <div class="panel" id="filters" popover aria-label=${table.filters} role="dialog" @beforetoggle=${(event: ToggleEvent) => this.#placePanel(event)}>
          ${filterPanel(this.filters, this.strings, (filters) => this.#setFilters(filters))}
          <div class="end"><button type="button" @click=${() => this.#setFilters([])}>${table.clearAll}</button></div>
        </div>
      </div>
      ${this.parsed.ok ? nothing : html`<p class="query-problem" role="alert">${table.queryProblem[this.parsed.problem.code]?.(this.parsed.problem.params)}</p>`}
      <div class="strips">${this.#renderStrips()}</div>
      <div class="phone-only head-line"><span>${table.summary(count, sortWords)}</span><span>${this.connectedEngine?.status.phase === 'live' ? engineWords.live : nothing}</span></div>
      <div class="area">
        <div
          class="grid ${selected > 0 ? 'with-command' : ''}"
          role="grid"
          tabindex="0"
          aria-label=${table.title}
          aria-rowcount=${count + 1}
          aria-multiselectable="true"
          aria-activedescendant=${this.#activeRowId() ?? nothing}
          @click=${(event: MouseEvent) => this.#press(event)}
          @scroll=${() => this.#scrolled()}
        >
          <div class="head" part="head" role="rowgroup"><div role="row" aria-rowindex="1">${COLUMNS.map((column) => this.#renderHead(column))}</div></div>
          <div class="probe"></div>
          <div class="rows" role=${count > 0 ? 'rowgroup' : 'presentation'}></div>
        </div>
        ${count === 0 ? this.#renderNothing() : nothing}
        ${this.#list.waiting === 0 ? nothing : html`<div class="pill"><button type="button" @click=${() => this.#showNew()}>${icon(arrowUpIcon)}<span>${table.newRows(this.#list.waiting)}</span></button></div>`}
        ${selected === 0 ? nothing : this.#renderCommand(selected)}
      </div>
      <footer part="footer">
        <span>${hasQuery ? table.results(count) : table.orders(count)}</span><span>${sortWords}</span>
        ${this.shortcuts === 'off' ? nothing : this.#renderKeys()}
      </footer>
      ${this.#announce.region()}
    </div>`;
  }

  #activeRowId(): string | undefined {
    for (const [index, row] of this.#recycler?.visibleRows() ?? []) if (index === this.cursor) return row.element.id;
    return undefined;
  }

  #searchKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      this.#moveCursor(0);
    } else if (event.key === 'Escape' && this.queryText !== '') {
      event.preventDefault();
      this.#type('');
    }
  }

  #placePanel(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    const panel = event.target as HTMLElement;
    const at = this.renderRoot.querySelector('.filter-button')?.getBoundingClientRect();
    if (at === undefined) return;
    const width = Math.min(360, innerWidth - 16);
    panel.style.top = `${at.bottom + 6}px`;
    panel.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
  }

  #renderTabs(): TemplateResult | typeof nothing {
    if (this.views.length === 0) return nothing;
    const {table} = this.strings;
    const engine = this.connectedEngine;
    return html`<div class="tabs" role="tablist" aria-label=${table.views} @keydown=${(event: KeyboardEvent) => this.#tabKey(event)}>
      ${this.views.map((view) => {
        const isOpen = view.id === this.view;
        const count = engine?.count(queryOfView(view)) ?? 0;
        return html`<button type="button" class="tab" role="tab" id="tab-${view.id}" tabindex=${isOpen ? 0 : -1} aria-selected=${isOpen ? 'true' : 'false'} @click=${() => this.#setView(view.id)}
          >${view.isTrouble === true && count > 0 ? drawGlyph(troubleGlyph) : nothing}<span>${view.label ?? table.view[view.id] ?? view.id}</span><span class="count">${this.format.count(count)}</span></button
        >`;
      })}
    </div>`;
  }

  #tabKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = this.views.findIndex(({id}) => id === this.view);
    const next = this.views[(at + by + this.views.length) % this.views.length];
    if (next === undefined) return;
    this.#setView(next.id);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`.tab[aria-selected='true']`)?.focus());
  }

  #renderHead(column: Column): TemplateResult {
    const {table} = this.strings;
    const field = SORT_OF_COLUMN[column];
    const name = table.column[column];
    if (column === 'select') {
      const selected = this.#selection.countIn(this.#list.rows);
      const checked = selected === 0 ? 'false' : selected === this.#list.count ? 'true' : 'mixed';
      return html`<div class="select" role="columnheader"
        ><button type="button" class="check" role="checkbox" aria-checked=${checked} aria-label=${table.selectAll} @click=${() => (checked === 'true' ? this.clearSelection() : this.selectAll())}></button
      ></div>`;
    }
    if (field === undefined) return html`<div class=${column} role="columnheader">${name}</div>`;
    const isSorted = this.sort.field === field;
    return html`<div class=${column} role="columnheader" aria-sort=${isSorted ? (this.sort.descending ? 'descending' : 'ascending') : nothing}
      ><button type="button" title=${table.sortBy(name)} @click=${() => this.#setSort(field)}><span>${name}</span>${isSorted ? icon(this.sort.descending ? arrowDownIcon : arrowUpIcon, 12) : nothing}</button
    ></div>`;
  }

  #renderKeys(): TemplateResult {
    const {keys} = this.strings.table;
    const {keys: caps} = this.strings.common;
    return html`<div class="hints" aria-hidden="true">
      <span><kbd class="key">${caps.up}</kbd><kbd class="key">${caps.down}</kbd>${keys.move}</span><span><kbd class="key">X</kbd>${keys.select}</span
      ><span><kbd class="key">${caps.enter}</kbd>${keys.open}</span><span><kbd class="key">P</kbd>${keys.pack}</span><span><kbd class="key">R</kbd>${keys.receipt}</span>
    </div>`;
  }

  #renderStrips(): TemplateResult {
    const {engine: words, common} = this.strings;
    const status = this.connectedEngine?.status;
    const offline =
      status?.phase === 'offline'
        ? strip({
            icon: offlineIcon,
            title: status.offlineSince === undefined ? words.offline : words.offlineSince(this.format.time(status.offlineSince)),
            text: status.unsentCount > 0 ? words.keptHere(status.unsentCount) : '',
            live: true,
          })
        : nothing;
    const signedOut = status?.phase === 'signed-out' ? strip({tone: 'attention', title: words.signedOut, text: words.signedOutHint, live: true}) : nothing;
    const failed = status?.phase === 'failed' ? strip({tone: 'trouble', title: words.failed, text: status.problem ?? words.failedHint, live: true}) : nothing;
    const refused = this.#outbox.refused().slice(0, 3);
    return html`${offline}${signedOut}${failed}${refused.map((entry) => this.#renderRefusal(entry, common))}`;
  }

  #renderRefusal(entry: OutboxEntry, common: {open: string; dismiss: string}): TemplateResult {
    const {refusals} = this.strings;
    const title = refusals.title[entry.command.type] ?? '';
    return strip({
      tone: 'trouble',
      live: true,
      title: `${entry.orderNumber} ${title}`.trim(),
      text: entry.refusal === undefined ? refusals.other : refusalSentence(this.strings, this.format, entry.refusal),
      actions: html`<button type="button" class="quiet" @click=${() => this.dispatchEvent(new OrderOpenRequestEvent(entry.orderId))}>${common.open}</button
        ><button type="button" class="quiet" @click=${() => this.dispatchEvent(new RefusalDismissRequestEvent(entry.id))}>${common.dismiss}</button>`,
    });
  }

  #renderCommand(selected: number): TemplateResult {
    const {table} = this.strings;
    const {rows} = this.#list;
    const here = this.#selection.countIn(rows);
    return html`<div class="command"
      ><div class="raised" role="toolbar" aria-label=${table.selected(selected)}
        ><b>${table.selected(selected)}</b>${selected > here ? html`<span class="hint">${table.outOfView(selected - here)}</span>` : nothing}${here < rows.length ? html`<button type="button" class="text" @click=${() => this.selectAll()}>${table.selectAllResults(rows.length)}</button>` : nothing}<slot name="selection-actions"></slot
        ><button type="button" class="icon" aria-label=${table.clearSelection} @click=${() => this.clearSelection()}>${icon(closeIcon)}</button></div
    ></div>`;
  }

  #renderNothing(): TemplateResult {
    const {table, engine: words} = this.strings;
    const engine = this.connectedEngine;
    if (engine === undefined) {
      return html`<div class="over">${this.engineProblem === undefined && this.endpoint !== undefined ? nothing : emptyState({icon: boxIcon, title: this.engineProblem === undefined ? words.noEngine : words.cannotConnect, text: this.engineProblem === undefined ? words.noEngineHint : words.cannotConnectHint})}</div>`;
    }
    if (!this.#isReady || (engine.status.phase === 'loading' && engine.status.orderCount === 0)) {
      return html`<div class="over bars" role="status" aria-label=${this.strings.common.loading}>${Array.from({length: 12}, () => html`<div><div class="bar"></div><div class="bar"></div><div class="bar"></div><div></div><div class="bar"></div></div>`)}</div>`;
    }
    if (this.#wholeQuery().terms.length === 0) return html`<div class="over">${emptyState({icon: boxIcon, title: table.noOrders, text: table.noOrdersHint})}</div>`;
    return html`<div class="over">${this.#renderNoMatch(engine)}</div>`;
  }

  /** Names the condition that emptied the list, and offers to drop that one. */
  #renderNoMatch(engine: OrderEngine): TemplateResult {
    const {table} = this.strings;
    const typed = this.parsed.ok ? this.parsed.query.terms : [];
    const view = this.views.find(({id}) => id === this.view);
    const ofView = view === undefined ? [] : queryOfView(view).terms;
    const own = [...this.filters, ...typed];
    const culprit = own.map((term) => ({term, count: engine.count({terms: [...ofView, ...own.filter((other) => other !== term)]})})).find(({count}) => count > 0);
    const clear = html`<button type="button" class="quiet" @click=${() => this.#clearAll()}>${table.clearAll}</button>`;
    if (culprit === undefined) return emptyState({icon: searchIcon, title: table.noMatch, ...(own.length === 0 ? {} : {actions: clear})});
    const {name, value} = wordsOfTerm(culprit.term, this.strings, this.format);
    return emptyState({
      icon: searchIcon,
      title: table.noMatch,
      text: html`${table.withoutBefore} <b>${culprit.term.kind === 'text' ? value : `${name} ${value}`}</b> ${table.withoutAfter(culprit.count)}`,
      actions: html`<button type="button" @click=${() => this.#dropTerm(culprit.term)}>${table.removeThatFilter}</button>${clear}`,
    });
  }

  #dropTerm(term: QueryTerm): void {
    if (this.filters.includes(term)) return this.#setFilters(this.filters.filter((other) => other !== term));
    const rest = this.parsed.ok ? this.parsed.query.terms.filter((other) => other !== term) : [];
    this.#type(formatQuery({terms: rest}));
  }

  #clearAll(): void {
    this.#setFilters([]);
    this.#type('');
  }
}

function sourceOf(table: OrderTable, list: OrderList, selection: RowSelection): RowSource {
  return {
    get strings() {
      return table.readRowContext().strings;
    },
    get format() {
      return table.readRowContext().format;
    },
    rowAt: (index) => list.rowAt(index),
    isSelected: (handle) => selection.has(handle),
    isCursor: (index) => index === table.readRowContext().cursor,
    isFresh: (orderId) => list.isFresh(orderId),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'order-table': OrderTable;
  }
}
