import {DEFAULT_SORT, formatQuery, parseQuery, type OrderQuery, type OrderSort, type ParsedQuery, type QueryTerm} from '@packline/core';
import type {EngineChange, OrderEngine} from '@packline/core/engine';
import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {baseStyles} from '../base/base.styles.ts';
import {arrowUpIcon, closeIcon, filterIcon, icon, offlineIcon, searchIcon} from '../base/icons.ts';
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
import {columnHeads} from './column-heads.ts';
import {filterChips} from './filter-chips.ts';
import {filterPanel} from './filter-panel.ts';
import {LongPress} from './long-press.ts';
import {markMatches} from './mark-matches.ts';
import {loadingBars, noEngine, noOrders} from './no-orders.ts';
import {OrderList} from './order-list.ts';
import {OrderRowView, type RowSource} from './order-table.rows.ts';
import {orderTableStyles} from './order-table.styles.ts';
import {STANDARD_VIEWS, queryOfView, type OrderView} from './order-views.ts';
import {RowRecycler} from './row-recycler.ts';
import {RowSelection} from './row-selection.ts';

/** The command bar lies over the lower end of the list. */
const COMMAND_BAR_PX = 72;

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
  @state() private parsed: ParsedQuery = {ok: true, query: {terms: []}};
  /** On a phone, where rows have no box to tick until one asks for it. */
  @state() private isSelecting = false;
  /** Filters are drawn when they are first asked for: a list that is read needs none. */
  @state() private hasPanel = false;
  @query('.grid') private grid!: HTMLElement;
  @query('.rows') private box!: HTMLElement;
  @query('.probe') private probe!: HTMLElement;
  @query('.head') private head!: HTMLElement;
  @query('input[type=search]') private searchInput!: HTMLInputElement;

  readonly #list = new OrderList({
    isBusy: () => this.#isBusy(),
    rowsChanged: () => this.#rowsChanged(),
    dataChanged: (orderIds) => this.#repaint(orderIds),
    chromeChanged: () => this.requestUpdate(),
  });
  readonly #selection = new RowSelection();
  readonly #outbox = new OutboxController(this);
  readonly #announce = new AnnounceController(this);
  readonly #width = new WidthController(this);
  readonly #longPress = new LongPress((target) => {
    const row = this.#rowAt(target);
    if (row !== undefined) this.#toggle(row.index);
  });
  #recycler: RowRecycler<OrderRowView> | undefined;
  #sizes: ResizeObserver | undefined;
  /** Line of the cursor, and whose it is: it stays with its order. −1: nobody moved it, it stays at the top. */
  #cursor = 0;
  #cursorHandle = -1;
  /** Of how many lines the list was drawn. */
  #shownCount = -1;
  /** Where a range of selected lines begins. */
  #anchor = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #chromeTimer: ReturnType<typeof setTimeout> | undefined;
  #isReady = false;
  /** The counts over the tabs cost a look at every order: the first rows do not wait for them. */
  #hasCounts = false;
  #tabInSight = '';

  constructor() {
    super();
    const step = (by: () => number, extend = false) => () => this.#moveCursor(this.#cursor + by(), extend);
    const page = () => this.#recycler?.pageSize ?? 1;
    const [down, up] = [() => 1, () => -1];
    new KeysController(this, {
      ArrowDown: step(down),
      ArrowUp: step(up),
      j: step(down),
      k: step(up),
      'Shift+ArrowDown': step(down, true),
      'Shift+ArrowUp': step(up, true),
      PageDown: step(page),
      PageUp: step(() => -page()),
      Home: () => this.#moveCursor(0),
      End: () => this.#moveCursor(this.#list.count - 1),
      x: () => this.#toggle(this.#cursor),
      ' ': (event) => this.#onGrid(event) && this.#toggle(this.#cursor),
      Enter: (event) => this.#onGrid(event) && this.#open((id) => new OrderOpenRequestEvent(id)),
      p: () => this.#open((id) => new ParcelOpenRequestEvent(id)),
      r: () => this.#open((id) => new ReceiptOpenRequestEvent(id)),
      '/': () => this.searchInput.focus(),
      // An open panel takes it first.
      Escape: () => (this.#isSelectingNow && this.renderRoot.querySelector(':popover-open') === null ? this.clearSelection() : false),
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
    this.isSelecting = false;
    this.#selection.clear();
    this.#selectionChanged();
  }

  /** Selects every order of the present query. */
  selectAll(): void {
    this.#selection.setAll(this.#list.rows, true);
    this.#selectionChanged();
  }

  /** Puts focus on the list, where the keys work. */
  override focus(options?: FocusOptions): void {
    this.grid?.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#recycler !== undefined) this.#watchSizes();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#list.disconnect();
    this.#sizes?.disconnect();
    markMatches(this, [], {terms: []});
  }

  protected override engineConnected(engine: OrderEngine | undefined): void {
    this.#forget();
    this.#isReady = false;
    this.#list.connect(engine);
    void engine?.ready.then(() => {
      if (this.connectedEngine !== engine) return;
      this.#isReady = true;
      if (this.#list.count === 0) this.#list.refresh();
    });
    super.engineConnected(engine);
  }

  protected override engineChanged(change: EngineChange): void {
    if (change.orderIds === 'all') this.#forget();
    this.#list.hear(change);
    if (change.statusChanged || change.orderIds === 'all' || change.orderIds.size > 0) this.#drawChromeSoon();
  }

  protected override wordsChanged(): void {
    super.wordsChanged();
    if (this.#list.isOf(this.connectedEngine)) this.#repaint('all');
  }

  /** The handles of one engine, and of one opening of it, mean nothing to the next. */
  #forget(): void {
    this.#cursorHandle = -1;
    this.#shownCount = -1;
    if (this.#isSelectingNow) this.clearSelection();
  }

  /** What stands round the list may lag a little while orders pour in. */
  #drawChromeSoon(delayMs = 250): void {
    if (this.#chromeTimer !== undefined && delayMs > 0) return;
    clearTimeout(this.#chromeTimer);
    this.#chromeTimer = setTimeout(() => {
      this.#chromeTimer = undefined;
      this.#hasCounts = true;
      this.requestUpdate();
    }, delayMs);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('queryText')) this.parsed = parseQuery(this.queryText, {today: this.format.today()});
    if (changed.has('queryText') || changed.has('view') || changed.has('views') || changed.has('sort') || changed.has('filters')) {
      this.#shownCount = -1; // other words are marked, even where the rows stay
      this.#list.show(this.#wholeQuery(), this.sort);
    }
  }

  protected override firstUpdated(): void {
    const source: RowSource = {
      words: () => this.strings,
      format: () => this.format,
      rowAt: (index) => this.#list.rowAt(index),
      isSelected: (handle) => this.#selection.has(handle),
      isCursor: (index) => index === this.#cursor,
      isFresh: (orderId) => this.#list.isFresh(orderId),
    };
    this.#recycler = new RowRecycler(this.grid, this.box, () => new OrderRowView(source));
    this.#recycler.reset(this.#list.count);
    this.#watchSizes();
    requestAnimationFrame(() => this.#drawChromeSoon(0)); // once the first rows are painted
  }

  protected override updated(): void {
    this.#showTab();
  }

  get #openTab(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.tab[aria-selected='true']`);
  }

  /** On a phone the tabs scroll; the open one should be in sight, also when its count makes it wider. */
  #showTab(): void {
    if (!this.#width.isPhone) return;
    const tab = this.#openTab;
    const words = tab?.textContent ?? '';
    if (words !== this.#tabInSight) tab?.scrollIntoView({inline: 'nearest', block: 'nearest'});
    this.#tabInSight = words;
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
    this.#rowsMoved();
  }

  #scrolled(): void {
    this.#recycler?.draw();
    this.#rowsMoved();
    this.#list.settle();
  }

  /** Other lines are on screen, or in other elements. */
  #rowsMoved(): void {
    this.#mark();
    this.#pointAtCursor();
  }

  /** Readers are told which line the keys are on; none while it is out of sight. */
  #pointAtCursor(): void {
    const id = this.#recycler?.rowOf(this.#cursor)?.element.id ?? '';
    const {grid} = this;
    if (grid === null || (grid.getAttribute('aria-activedescendant') ?? '') === id) return;
    if (id === '') grid.removeAttribute('aria-activedescendant');
    else grid.setAttribute('aria-activedescendant', id);
  }

  /** While one scrolls, selects or types, rows stay where they are. */
  #isBusy(): boolean {
    return this.#isSelectingNow || this.#typing !== undefined || (this.grid?.scrollTop ?? 0) > 0;
  }

  get #isSelectingNow(): boolean {
    return this.isSelecting || this.#selection.count > 0;
  }

  #rowsChanged(): void {
    const {count, rows} = this.#list;
    // The cursor goes where its order went; when that vanished, to the one that took its place.
    const at = this.#cursorHandle < 0 ? -1 : rows.indexOf(this.#cursorHandle);
    this.#cursor = at >= 0 ? at : Math.max(0, Math.min(this.#cursor, count - 1));
    if (at < 0 && this.#cursorHandle >= 0) this.#cursorHandle = rows[this.#cursor] ?? -1;
    this.#anchor = this.#cursor;
    const recycler = this.#recycler;
    // While orders pour in, the lines on screen are usually the same as before, and were repainted when they changed.
    const isSame = count === this.#shownCount && recycler !== undefined && recycler.rows.length > 0 && recycler.rows.every(({index, handle}) => rows[index] === handle);
    if (isSame) return;
    this.#shownCount = count;
    recycler?.reset(count);
    this.#rowsMoved();
    this.requestUpdate();
  }

  #repaint(orderIds: ReadonlySet<string> | 'all'): void {
    let isMarked = false;
    for (const row of this.#recycler?.rows ?? []) {
      if (orderIds !== 'all' && !orderIds.has(row.orderId)) continue;
      row.paint(row.index);
      isMarked = true;
    }
    if (isMarked) this.#mark();
  }

  /** Marks what the search found in the rows on screen, without touching them. */
  #mark(): void {
    const terms = this.parsed.ok ? this.parsed.query.terms : [];
    markMatches(this, terms.length === 0 ? [] : (this.#recycler?.rows ?? []).flatMap(({searchable}) => searchable), {terms});
  }

  #ofView(): OrderQuery {
    const view = this.views.find(({id}) => id === this.view);
    return view === undefined ? {terms: []} : queryOfView(view);
  }

  /** What was chosen and typed by hand. */
  #ownTerms(): readonly QueryTerm[] {
    return [...this.filters, ...(this.parsed.ok ? this.parsed.query.terms : [])];
  }

  #wholeQuery(): OrderQuery {
    return {terms: [...this.#ofView().terms, ...this.#ownTerms()]};
  }

  #changed(): void {
    this.dispatchEvent(new QueryChangeEvent(formatQuery({terms: this.#ownTerms()}), this.#wholeQuery(), this.sort));
  }

  /** Something else is asked for by hand: the list begins at its top. */
  #ask(change: {queryText?: string; view?: string; sort?: OrderSort; filters?: readonly QueryTerm[]}): void {
    Object.assign(this, change);
    this.grid.scrollTop = 0;
    this.#cursor = 0;
    this.#cursorHandle = -1;
    if (change.queryText === undefined) void this.updateComplete.then(() => this.#changed());
    else this.#type();
  }

  /** Others are told once typing rests. */
  #type(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#typing = undefined;
      this.#announce.say(this.strings.table.announceResults(this.#list.count));
      this.#changed();
      this.#list.settle();
    }, 600);
  }

  /** Keys that a button would take itself work on the grid only. */
  #onGrid(event: KeyboardEvent): boolean {
    return event.composedPath()[0] === this.grid || event.composedPath()[0] === document.body;
  }

  #moveCursor(to: number, extend = false): boolean {
    if (this.#list.count === 0) return false;
    const next = Math.max(0, Math.min(to, this.#list.count - 1));
    this.#putCursor(next);
    this.#recycler?.reveal(next, this.#isSelectingNow ? COMMAND_BAR_PX : 0);
    if (extend) this.#selectRange(this.#anchor, next);
    else this.#anchor = next;
    this.#refreshStates();
    this.#rowsMoved();
    this.grid.focus({preventScroll: true});
    return true;
  }

  #putCursor(index: number): void {
    this.#cursor = index;
    this.#cursorHandle = this.#list.rows[index] ?? -1;
  }

  #toggle(index: number): boolean {
    const handle = this.#list.rows[index];
    if (handle === undefined) return false;
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
    this.#list.settle();
  }

  #refreshStates(): void {
    for (const row of this.#recycler?.rows ?? []) row.refreshState();
  }

  #open(event: (orderId: string) => Event): boolean {
    if (this.#cursor >= this.#list.count) return false;
    this.dispatchEvent(event(this.#list.rowAt(this.#cursor).row.id));
    return true;
  }

  #rowAt(target: Element): OrderRowView | undefined {
    const element = target.closest('.row');
    return this.#recycler?.rows.find((row) => row.element === element);
  }

  #press(event: MouseEvent): void {
    const target = event.target as Element;
    const row = this.#rowAt(target);
    if (row === undefined || this.#longPress.isLong) return;
    const {index, orderId} = row;
    const isOn = (selector: string) => target.closest(selector) !== null;
    const {isPhone} = this.#width;
    if (isOn('.select') || (isPhone && this.#isSelectingNow)) {
      if (event.shiftKey) this.#selectRange(this.#anchor, index);
      else this.#toggle(index);
    } else if (isOn('.open-parcels')) this.dispatchEvent(new ParcelOpenRequestEvent(orderId));
    else if (isOn('.open-order') || isPhone) this.dispatchEvent(new OrderOpenRequestEvent(orderId));
    this.#putCursor(index);
    this.#refreshStates();
    this.#pointAtCursor();
  }

  /** A range is chosen with Shift: no text with it. */
  #hold(event: MouseEvent): void {
    if (!event.shiftKey) return;
    event.preventDefault();
    this.focus({preventScroll: true});
  }

  #showNew(): void {
    this.grid.scrollTop = 0;
    this.#list.refresh();
    this.focus({preventScroll: true});
  }

  protected override render(): TemplateResult {
    const {table, engine: engineWords} = this.strings;
    const {count, waiting} = this.#list;
    const sortWords = table.sort[this.sort.field][this.sort.descending ? 1 : 0];
    const hasQuery = this.#wholeQuery().terms.length > 0;
    const selected = this.#selection.count;
    const isSelecting = this.#isSelectingNow;
    const here = this.#selection.countIn(this.#list.rows);
    const press = this.#longPress;
    const checked = here === 0 ? 'false' : here === count ? 'true' : 'mixed';
    // Only a phone lays rows out in another way while one selects: a class that every row may hang on is dear.
    return html`<div class="frame ${isSelecting && this.#width.isPhone ? 'selecting' : ''}" lang=${this.format.lang}>
      ${this.#renderTabs()} ${this.#renderFinder()}
      <div class="strips">${this.#renderStrips()}</div>
      <div class="phone-only head-line">
        <span>${table.summary(count, sortWords)}</span>
        <span>${this.connectedEngine?.status.phase === 'live' ? engineWords.live : nothing}</span>
        ${isSelecting || count === 0 ? nothing : html`<button type="button" class="text" @click=${() => (this.isSelecting = true)}>${table.selectMode}</button>`}
      </div>
      <div class="area ${isSelecting ? 'with-bar' : ''}">
        <div
          class="grid"
          role="grid"
          tabindex="0"
          aria-label=${table.title}
          aria-rowcount=${count + 1}
          aria-multiselectable="true"
          @click=${(event: MouseEvent) => this.#press(event)}
          @mousedown=${(event: MouseEvent) => this.#hold(event)}
          @pointerdown=${press.down}
          @pointerup=${press.up}
          @pointercancel=${press.up}
          @contextmenu=${press.menu}
          @scroll=${() => this.#scrolled()}
        >
          <div class="head" part="head" role="rowgroup">
            ${columnHeads({strings: this.strings, sort: this.sort, checked, onSort: (sort) => this.#ask({sort}), onCheck: () => (checked === 'true' ? this.clearSelection() : this.selectAll())})}
          </div>
          <div class="probe" role="presentation"></div>
          <div class="rows" role=${count > 0 ? 'rowgroup' : 'presentation'}></div>
        </div>
        ${count === 0 ? this.#renderNothing() : nothing}
        ${waiting === 0 ? nothing : html`<div class="pill"><button type="button" @click=${() => this.#showNew()}>${icon(arrowUpIcon)}<span>${table.newRows(waiting)}</span></button></div>`}
        ${isSelecting ? this.#renderCommand(selected, here) : nothing}
      </div>
      <footer part="footer" role="presentation">
        <span>${hasQuery ? table.results(count) : table.orders(count)}</span><span>${sortWords}</span>
        ${this.shortcuts === 'off' ? nothing : this.#renderKeys()}
      </footer>
      ${this.#announce.region()}
    </div>`;
  }

  #searchKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      this.#moveCursor(0);
    } else if (event.key === 'Escape' && this.queryText !== '') {
      event.preventDefault();
      this.#ask({queryText: ''});
    }
  }

  #renderFinder(): TemplateResult {
    const {table} = this.strings;
    const {parsed, filters} = this;
    const setFilters = (next: readonly QueryTerm[]) => this.#ask({filters: next});
    return html`<div class="finder">
        <div class="input">
          ${icon(searchIcon)}
          ${filters.length === 0 ? nothing : html`<span class="chips">${filterChips(filters, this.strings, this.format, (term) => setFilters(filters.filter((other) => other !== term)))}</span>`}
          <input
            type="search"
            aria-label=${table.search}
            aria-invalid=${parsed.ok ? nothing : 'true'}
            placeholder=${this.#width.isPhone ? table.searchHintShort : table.searchHint}
            autocomplete="off"
            spellcheck="false"
            .value=${this.queryText}
            @input=${(event: InputEvent) => this.#ask({queryText: (event.target as HTMLInputElement).value})}
            @keydown=${(event: KeyboardEvent) => this.#searchKey(event)}
          />
          ${this.queryText === '' ? html`<kbd class="key" aria-hidden="true">/</kbd>` : html`<button type="button" class="icon" aria-label=${table.clearSearch} @click=${() => this.#ask({queryText: ''})}>${icon(closeIcon)}</button>`}
        </div>
        <button type="button" class="filter-button" popovertarget="filters" aria-label=${table.filter}>${icon(filterIcon)}<span>${table.filter}</span></button>
        <div class="panel" id="filters" popover aria-label=${table.filters} role="dialog" @beforetoggle=${(event: ToggleEvent) => this.#placePanel(event)}>
          ${this.hasPanel
            ? html`${filterPanel({terms: filters, sort: this.sort, strings: this.strings, onTerms: setFilters, onSort: (sort) => this.#ask({sort})})}
                <div class="end"><button type="button" @click=${() => setFilters([])}>${table.clearAll}</button></div>`
            : nothing}
        </div>
      </div>
      ${parsed.ok ? nothing : html`<p class="query-problem" role="alert">${table.queryProblem[parsed.problem.code]?.(parsed.problem.params)}</p>`}`;
  }

  #placePanel(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    this.hasPanel = true;
    const {style} = event.target as HTMLElement;
    const {bottom = 0, left = 0, right = 0} = this.renderRoot.querySelector('.filter-button')?.getBoundingClientRect() ?? {};
    const width = Math.min(360, innerWidth - 16);
    const start = getComputedStyle(this).direction === 'rtl' ? left : right - width;
    style.top = `${bottom + 6}px`;
    style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
    style.maxHeight = `${Math.max(240, innerHeight - bottom - 14)}px`;
  }

  #renderTabs(): TemplateResult | typeof nothing {
    if (this.views.length === 0) return nothing;
    const {table} = this.strings;
    const engine = this.connectedEngine;
    return html`<div class="tabs" role="tablist" aria-label=${table.views} @keydown=${(event: KeyboardEvent) => this.#tabKey(event)}>
      ${this.views.map((view) => {
        const isOpen = view.id === this.view;
        const count = (this.#hasCounts ? engine?.count(queryOfView(view)) : undefined) ?? 0;
        return html`<button type="button" class="tab" role="tab" id="tab-${view.id}" tabindex=${isOpen ? 0 : -1} aria-selected=${isOpen ? 'true' : 'false'} @click=${() => this.#ask({view: view.id})}
          >${view.isTrouble === true && count > 0 ? drawGlyph(troubleGlyph) : nothing}<span>${view.label ?? table.view[view.id] ?? view.id}</span><span class="count">${this.#hasCounts ? this.format.count(count) : nothing}</span></button
        >`;
      })}
    </div>`;
  }

  #tabKey(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const way = getComputedStyle(this).direction === 'rtl' ? -by : by;
    const at = this.views.findIndex(({id}) => id === this.view);
    const next = this.views[(at + way + this.views.length) % this.views.length];
    if (next === undefined) return;
    this.#ask({view: next.id});
    void this.updateComplete.then(() => this.#openTab?.focus());
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
    const {engine: words} = this.strings;
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
    return html`${offline}${signedOut}${failed}${this.#outbox.refused().slice(0, 3).map((entry) => this.#renderRefusal(entry))}`;
  }

  #renderRefusal(entry: OutboxEntry): TemplateResult {
    const {refusals, common} = this.strings;
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

  #renderCommand(selected: number, here: number): TemplateResult {
    const {table} = this.strings;
    const {count} = this.#list;
    return html`<div class="command"
      ><div class="raised" role="toolbar" aria-label=${table.selected(selected)}
        ><b>${table.selected(selected)}</b>${selected > here ? html`<span class="hint">${table.outOfView(selected - here)}</span>` : nothing}${here < count ? html`<button type="button" class="text" @click=${() => this.selectAll()}>${this.#width.isPhone ? table.selectAll : table.selectAllResults(count)}</button>` : nothing}<slot name="selection-actions"></slot
        ><button type="button" class="icon" aria-label=${table.clearSelection} @click=${() => this.clearSelection()}>${icon(closeIcon)}</button></div
    ></div>`;
  }

  #renderNothing(): TemplateResult {
    const engine = this.connectedEngine;
    if (engine === undefined) return noEngine(this.strings, this.endpoint !== undefined, this.engineProblem);
    const {phase, orderCount} = engine.status;
    if (!this.#isReady || (phase === 'loading' && orderCount === 0)) return loadingBars(this.strings.common.loading);
    return noOrders({
      engine,
      strings: this.strings,
      format: this.format,
      ofView: this.#ofView(),
      terms: this.#ownTerms(),
      onDrop: (term) => this.#drop(term),
      onClear: () => this.#ask({filters: [], queryText: ''}),
    });
  }

  #drop(term: QueryTerm): void {
    if (this.filters.includes(term)) return this.#ask({filters: this.filters.filter((other) => other !== term)});
    const typed = this.parsed.ok ? this.parsed.query.terms : [];
    this.#ask({queryText: formatQuery({terms: typed.filter((other) => other !== term)})});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'order-table': OrderTable;
  }
}
