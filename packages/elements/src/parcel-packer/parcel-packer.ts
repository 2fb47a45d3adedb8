import type {CommandBody, Order, Parcel, Refusal, Role} from '@packline/core';
import type {EngineChange, OrderEngine} from '@packline/core/engine';
import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {property, state} from 'lit/decorators.js';
import {baseStyles} from '../base/base.styles.ts';
import {emptyState} from '../base/empty-state.ts';
import {boxIcon, dashIcon, lockIcon} from '../base/icons.ts';
import type {MenuItem} from '../base/menu.ts';
import {PacklineElement} from '../base/packline-element.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {strip} from '../base/strip.ts';
import {ToastsController} from '../base/toasts.ts';
import {AnnounceController} from '../controllers/announce-controller.ts';
import {KeysController} from '../controllers/keys-controller.ts';
import {OrderController} from '../controllers/order-controller.ts';
import {OutboxController} from '../controllers/outbox-controller.ts';
import {WidthController} from '../controllers/width-controller.ts';
import {RefusalDismissRequestEvent} from '../events/refusal-dismiss-request.ts';
import {itemList} from './item-list.ts';
import {packerDock, packerFooter} from './packer-footer.ts';
import {backButton, packerHead} from './packer-head.ts';
import {askRefusals, otherOpenParcel, type PackerRefusals} from './packer-refusals.ts';
import {packerStrips} from './packer-strips.ts';
import {signOf, unitsIn, type PackerActs, type PackerView} from './packer-view.ts';
import {PackerWork} from './packer-work.ts';
import {packingFactsOf} from './packing-facts.ts';
import {packingMeter} from './packing-meter.ts';
import {parcelPackerStyles} from './parcel-packer.styles.ts';
import {parcelPanel} from './parcel-panel.ts';
import {parcelTabs} from './parcel-tabs.ts';
import {removeDialog} from './remove-dialog.ts';
import {scanBand, scanField, scanHint} from './scan-field.ts';
import {ScannerController} from './scanner-controller.ts';
import {shippingDetails} from './shipping-details.ts';
import {unlockDialog} from './unlock-dialog.ts';

/** A question that stands over the pane. */
type Asking = {readonly kind: 'unlock'; readonly lineId: string | undefined; readonly reason: string; readonly tried: boolean} | {readonly kind: 'remove'};

/** What the engine said last about one order and one parcel. */
interface Asked {
  readonly order: Order;
  readonly parcel: Parcel | undefined;
  readonly role: Role;
  readonly settings: OrderEngine['settings'];
  readonly refusals: PackerRefusals;
  /** `#n` of another parcel that can take what is left. */
  readonly other: number | undefined;
}

/**
 * Packs one order: items into parcels, parcels verified, made ready, and sent. Works offline; what was entered is kept
 * on the device until the server has it.
 *
 * It takes an `engine`, finds one above it, or makes one from `endpoint` and `token`. Every act is an event first, so
 * that a host can hear or prevent it.
 *
 * @summary Packs, verifies and sends the parcels of one order.
 * @fires parcel-pack-request - *Pack to #n*, or a scan.
 * @fires parcel-unpack-request - Units are taken out again.
 * @fires parcel-add-request - *+ Add Parcel*.
 * @fires parcel-remove-request - A parcel is not needed.
 * @fires parcel-verify-request - *Verify Packed*, or one item checked.
 * @fires parcel-unlock-request - Verified quantities are to be changed again.
 * @fires parcel-schedule-request - *Ready to ship*, or another day.
 * @fires parcel-send-request - *Send*.
 * @fires pane-close-request - The back button was pressed.
 * @csspart head - Back, number, status and customer.
 * @csspart meter - How far packing has got.
 * @csspart items - The list of items.
 * @csspart tabs - The parcels of the order.
 * @csspart contents - What is in the open parcel.
 * @csspart footer - The next act.
 */
export class ParcelPacker extends PacklineElement {
  /** Styles of the element; themed by `--pl-*` properties. */
  static override styles = [baseStyles, parcelPackerStyles];

  /** Which order is packed. */
  @property({attribute: 'order-id'}) orderId: string | undefined;

  @state() private asking: Asking | undefined;
  @state() private isScanning = false;

  readonly #order = new OrderController(this, () => this.orderId);
  readonly #outbox = new OutboxController(this);
  readonly #width = new WidthController(this);
  readonly #announce = new AnnounceController(this);
  readonly #toasts = new ToastsController(this);
  readonly #work = new PackerWork(this, {
    engine: () => this.connectedEngine,
    order: () => this.#order.order,
    strings: () => this.strings,
    request: (event) => this.request(event),
    show: (order) => this.#show(order),
    forgetRefusal: () => this.requests.dismiss(),
    say: (text) => this.#announce.say(text),
    sentence: (refusal) => this.#sentence(refusal),
    report: (error) => this.report(error),
  });
  readonly #scanner = new ScannerController(this, (code) => this.#work.scan(code));
  #asked: Asked | undefined;

  constructor() {
    super();
    const alone = (act: () => void) => () => this.#scanner.whenAlone(act);
    new KeysController(this, {
      p: alone(() => this.#packNext()),
      v: alone(() => this.#verify()),
      s: alone(() => this.#send()),
      n: alone(() => void this.#addParcel()),
      '/': () => this.#focusScan(),
      ArrowDown: (event) => this.#movePacking(event, 1),
      ArrowUp: (event) => this.#movePacking(event, -1),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((position) => [String(position), alone(() => this.#work.openParcel(position))])),
    });
    this.addEventListener('packline-problem', (event) => {
      if (event.composedPath()[0] === this && this.requests.pending > 0) this.#toasts.show({tone: 'trouble', text: this.strings.engine.couldNotKeep});
    });
  }

  readonly #acts: PackerActs = {
    pack: (lineId) => void this.#work.pack(lineId),
    choose: (lineId, quantity) => this.#work.choose(lineId, quantity),
    unpack: (lineId, quantity) => void this.#work.unpack(lineId, quantity),
    verify: (lineId) => void this.#work.verify(lineId),
    askUnlock: (lineId) => {
      this.#work.takeBack();
      this.asking = {kind: 'unlock', lineId, reason: '', tried: false};
    },
    schedule: (day) => void this.#work.schedule(day),
    pickDay: (day) => this.#work.pickDay(day),
    typeRemark: (text) => this.#work.typeRemark(text),
    send: () => this.#send(),
    openParcel: (position) => this.#work.openParcel(position),
    addParcel: () => void this.#addParcel(),
    scan: (code) => this.#work.scan(code),
    close: () => this.dispatchEvent(new Event('pane-close-request', {bubbles: true, composed: true})),
  };

  /** Puts focus on the back button, the first thing of the pane. */
  override focus(options?: FocusOptions): void {
    const back = this.renderRoot.querySelector<HTMLElement>('.back');
    if (back === null) super.focus(options);
    else back.focus(options);
  }

  protected override engineChanged({statusChanged, settingsChanged}: EngineChange): void {
    // The order and the outbox have controllers of their own; other orders are none of this widget's business.
    if (statusChanged || settingsChanged) this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('orderId')) {
      this.#work.reset();
      this.asking = undefined;
    }
    this.#work.forgetSentRemarks();
  }

  /** Shows the newest order; when the button that was pressed goes with its work, focus goes on to what is next. */
  async #show(order: Order): Promise<void> {
    const focused = this.shadowRoot?.activeElement ?? undefined;
    this.#order.show(order);
    await this.updateComplete;
    if (focused === undefined || focused.isConnected || this.shadowRoot?.activeElement !== null) return;
    const next = ['.pack:not([aria-disabled])', '#verify:not(:checked, [aria-disabled])', '#next-act', '#send', '.tab[aria-selected=true]', '.back'];
    for (const selector of next) {
      const found = this.renderRoot.querySelector<HTMLElement>(selector);
      if (found !== null) return found.focus();
    }
  }

  /** What the engine would refuse; asked once for every state of the order. */
  #ask(engine: OrderEngine, order: Order, parcel: Parcel | undefined): Asked {
    const {settings, actor: {role}} = engine;
    const before = this.#asked;
    if (before?.order === order && before.parcel === parcel && before.role === role && before.settings === settings) return before;
    const facts = packingFactsOf(order);
    return (this.#asked = {order, parcel, role, settings, refusals: askRefusals(engine, order, facts, parcel), other: otherOpenParcel(engine, order, facts, parcel?.id)});
  }

  #view(engine: OrderEngine, order: Order): PackerView {
    const parcel = this.#work.parcelOf(order);
    const {isPhone} = this.#width;
    return {
      strings: this.strings,
      format: this.format,
      order,
      facts: packingFactsOf(order),
      refusals: this.#ask(engine, order, parcel).refusals,
      parcel,
      sign: signOf(parcel === undefined ? 1 : order.parcels.indexOf(parcel) + 1),
      turn: this.#work.turn,
      isPhone,
      hasKeys: this.shortcuts === 'on' && !isPhone,
      sentence: (refusal) => (refusal === undefined ? undefined : this.#sentence(refusal)),
    };
  }

  /** The view for acts outside of a render. */
  get #current(): PackerView | undefined {
    const {order} = this.#order;
    const engine = this.connectedEngine;
    return order === undefined || engine === undefined ? undefined : this.#view(engine, order);
  }

  #sentence(refusal: Refusal): string {
    return refusalSentence(this.strings, this.format, refusal);
  }

  /** Does it, or says why not: for buttons that are off and for keys. */
  #unlessRefused(refusal: Refusal | undefined, act: () => void): void {
    if (refusal === undefined) act();
    else this.#announce.say(this.#sentence(refusal));
  }

  #verify(): void {
    const view = this.#current;
    if (view?.parcel === undefined || view.parcel.verifiedAt !== undefined) return;
    this.#unlessRefused(view.refusals.verify, () => void this.#work.verify());
  }

  #send(): void {
    const view = this.#current;
    if (view?.parcel === undefined || view.parcel.sentAt !== undefined) return;
    this.#unlessRefused(view.refusals.send, () => void this.#work.send());
  }

  async #addParcel(): Promise<void> {
    const work = this.#current?.refusals.work;
    if (work !== undefined) return this.#announce.say(this.#sentence(work));
    const position = await this.#work.addParcel();
    await this.updateComplete;
    this.renderRoot.querySelector(`#tab-${position}`)?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  }

  #unlock(): void {
    const {asking} = this;
    if (asking?.kind !== 'unlock') return;
    if (this.#work.unlockRefusal(asking.reason, asking.lineId) !== undefined) {
      this.asking = {...asking, tried: true};
      return;
    }
    this.asking = undefined;
    void this.#work.unlock(asking.reason.trim(), asking.lineId);
  }

  #remove(): void {
    this.asking = undefined;
    void this.#work.removeParcel();
  }

  /** P packs the row that has focus, else the first one with something left. */
  #packNext(): void {
    const row = this.shadowRoot?.activeElement?.closest('.item');
    const button = row?.querySelector<HTMLElement>('.pack') ?? this.renderRoot.querySelector<HTMLElement>('.pack:not([aria-disabled])');
    button?.click();
  }

  #focusScan(): boolean {
    const field = this.renderRoot.querySelector<HTMLElement>('#scan');
    field?.focus();
    return field !== null;
  }

  async #toggleScanning(): Promise<void> {
    this.isScanning = !this.isScanning;
    await this.updateComplete;
    this.#focusScan();
  }

  /** Arrows go from one *Pack to #n* to the next. */
  #movePacking(event: KeyboardEvent, by: 1 | -1): boolean {
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.pack')];
    const at = buttons.indexOf(event.composedPath()[0] as HTMLElement);
    const next = at < 0 ? undefined : buttons[at + by];
    next?.focus();
    return next !== undefined;
  }

  readonly #tabKey = (event: KeyboardEvent): void => {
    const parcels = this.#order.order?.parcels ?? [];
    const step = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const at = parcels.findIndex(({id}) => id === this.#work.openId);
    const to = {ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: parcels.length - 1}[event.key];
    if (to === undefined || parcels.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const position = ((to + parcels.length) % parcels.length) + 1;
    this.#work.openParcel(position);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${position}`)?.focus());
  };

  protected override render(): TemplateResult {
    const {order} = this.#order;
    const engine = this.connectedEngine;
    return html`<div class="frame" lang=${this.format.lang}>
      ${engine === undefined || order === undefined ? this.#renderNothing() : this.#renderOrder(this.#view(engine, order), engine)}
      ${this.#announce.region()} ${this.#toasts.view(this.strings.common.close)}
    </div>`;
  }

  #renderNothing(): TemplateResult {
    const {packer, engine: words, common} = this.strings;
    const head = (body: TemplateResult) => html`<header class="head" part="head">${backButton(packer.backToList, this.#acts.close)}<h2>${packer.title}</h2></header>${body}`;
    if (this.connectedEngine === undefined) {
      if (this.engineProblem === undefined && this.endpoint !== undefined) return head(this.#renderBars());
      const isLost = this.engineProblem !== undefined;
      return head(emptyState({icon: boxIcon, title: isLost ? words.cannotConnect : words.noEngine, text: isLost ? words.cannotConnectHint : words.noEngineHint}));
    }
    if (this.#order.state === 'reading') return head(this.#renderBars());
    return head(emptyState({icon: boxIcon, title: packer.notFound, text: packer.notFoundText, actions: html`<button type="button" @click=${this.#acts.close}>${common.back}</button>`}));
  }

  #renderBars(): TemplateResult {
    return html`<div class="bars" role="status" aria-label=${this.strings.common.loading}>${Array.from({length: 8}, () => html`<div><div class="bar"></div><div class="bar"></div></div>`)}</div>`;
  }

  #renderOrder(view: PackerView, engine: OrderEngine): TemplateResult {
    const {order, facts, isPhone, strings} = view;
    const isOffline = engine.status.phase === 'offline';
    const {refused} = this.requests;
    const top = html`${packerHead(view, this.#acts, {isUnsent: this.#outbox.isUnsent(order.id), isOffline, menu: this.#menuOf(view)})}${packerStrips(view, {
      status: engine.status,
      refused: this.#outbox.refused(order.id),
      request: refused?.orderId === order.id ? refused : undefined,
      onDismissEntry: (entryId) => this.dispatchEvent(new RefusalDismissRequestEvent(entryId)),
      onDismissRequest: () => this.requests.dismiss(),
    })}`;
    if (facts.places.size === 0) {
      const back = html`<button type="button" @click=${this.#acts.close}>${strings.packer.backToList}</button>`;
      return html`${top}<div class="scroll">${emptyState({icon: dashIcon, title: strings.packer.nothingToShip, text: strings.packer.nothingToShipText, actions: back})}</div>`;
    }
    const tabs = parcelTabs(view, this.#acts, {unsentParcels: this.#unsentParcels(engine, order), onKeydown: this.#tabKey});
    return html`${top}${isPhone ? this.#renderPhone(view, tabs, isOffline) : this.#renderPanes(view, tabs, isOffline)}${this.#renderAsking(view)}`;
  }

  #renderPanes(view: PackerView, tabs: TemplateResult, isOffline: boolean): TemplateResult {
    const {strings, parcel, refusals} = view;
    const canScan = parcel !== undefined && refusals.work === undefined;
    return html`<div class="panes">
      <section class="items-pane" aria-label=${strings.table.column.items}>
        <div class="scroll">${shippingDetails(view)}${packingMeter(view)}${this.#renderPackStrip(view)}${this.#renderItems(view)}</div>
        ${canScan ? html`<div class="scan">${scanField(view, this.#acts)}${scanHint(view, this.#work.scanResult)}</div>` : nothing}
      </section>
      <section class="parcel-pane" aria-label=${strings.packer.parcels}>${tabs}${this.#renderPanel(view)}${packerFooter(view, this.#acts, {isOffline})}</section>
    </div>`;
  }

  /** One list and a dock at the thumb; what is left to do in the open parcel comes first. */
  #renderPhone(view: PackerView, tabs: TemplateResult, isOffline: boolean): TemplateResult {
    const {parcel, strings} = view;
    const {scanResult} = this.#work;
    const isOpen = parcel !== undefined && parcel.sentAt === undefined && parcel.verifiedAt === undefined;
    const isScanning = this.isScanning && isOpen;
    const panel = this.#renderPanel(view);
    const items = html`${this.#renderPackStrip(view)}${this.#renderItems(view)}`;
    return html`<div class="scroll">
        ${packingMeter(view)}${isScanning || scanResult !== undefined ? scanBand(view, scanResult, () => this.#work.undoScan(), () => this.#work.dismissScan()) : nothing}
        ${isScanning ? html`<div class="scan">${scanField(view, this.#acts)}<p class="reader" id="scan-hint">${strings.packer.scanHint}</p></div>` : nothing}
        ${isOpen ? html`${items}${panel}` : html`${panel}${items}`}${shippingDetails(view)}
      </div>
      ${packerDock(view, this.#acts, {isOffline, tabs, isScanning, onScanToggle: () => void this.#toggleScanning()})}`;
  }

  #renderPanel(view: PackerView): TemplateResult {
    const {parcel, strings, sign} = view;
    return html`<div class="panel" id="parcel" role="tabpanel" aria-labelledby=${parcel === undefined ? nothing : `tab-${sign.slice(1)}`}>
      ${parcel === undefined
        ? emptyState({icon: boxIcon, title: strings.packer.noParcel, text: strings.packer.noParcelText})
        : parcelPanel(view, this.#acts, {day: parcel.shipOn ?? this.#work.pickedDay ?? this.format.today(), remark: this.#work.remarkOf(parcel)})}
    </div>`;
  }

  /** A thousand rows are looked at again only when something in them may have changed. */
  #renderItems(view: PackerView): TemplateResult {
    const {order, parcel, isPhone, strings, format, refusals} = view;
    const {chosen} = this.#work;
    return html`${guard([order, parcel, refusals, chosen, isPhone, strings, format], () => itemList(view, this.#acts, chosen))}`;
  }

  /** Why nothing can be packed into the open parcel, and where it can. */
  #renderPackStrip({strings: {packer}, parcel, refusals, sentence, sign}: PackerView): TemplateResult | typeof nothing {
    if (refusals.work !== undefined) return strip({tone: 'attention', icon: lockIcon, text: sentence(refusals.work) ?? ''});
    if (refusals.pack === undefined) return nothing;
    const other = this.#asked?.other;
    const isLocked = parcel?.verifiedAt !== undefined && parcel.sentAt === undefined;
    return strip({
      tone: 'attention',
      icon: lockIcon,
      text: isLocked ? packer.lockedStrip(sign) : (sentence(refusals.pack) ?? ''),
      actions: other === undefined ? html`<button type="button" @click=${this.#acts.addParcel}>${packer.addParcel}</button>` : html`<button type="button" @click=${() => this.#work.openParcel(other)}>${packer.openParcel(signOf(other))}</button>`,
    });
  }

  #menuOf({strings, parcel, refusals, sentence}: PackerView): MenuItem[] {
    if (parcel === undefined) return [];
    const remove = () => {
      if (parcel.contents.length === 0) this.#remove();
      else this.asking = {kind: 'remove'};
    };
    return [{label: strings.packer.removeParcel, reason: sentence(refusals.remove), onSelect: remove}];
  }

  /** Only named while the server cannot be reached: else the mark would flash for a moment with every new parcel. */
  #unsentParcels(engine: OrderEngine, order: Order): ReadonlySet<string> {
    const ids = new Set<string>();
    if (engine.status.phase === 'live') return ids;
    for (const entry of this.#outbox.entries) {
      const body: CommandBody = entry.command;
      if (entry.orderId === order.id && entry.state !== 'refused' && body.type === 'parcel.add') ids.add(body.parcelId);
    }
    return ids;
  }

  #renderAsking(view: PackerView): TemplateResult | typeof nothing {
    const {asking, strings} = this;
    const onClose = () => (this.asking = undefined);
    if (asking === undefined || view.parcel === undefined) return nothing;
    if (asking.kind === 'remove') return removeDialog({strings, sign: view.sign, units: unitsIn(view.parcel), onRemove: () => this.#remove(), onClose});
    const refusal = asking.tried ? this.#work.unlockRefusal(asking.reason, asking.lineId) : undefined;
    return unlockDialog({
      strings,
      what: asking.lineId === undefined ? view.sign : (view.facts.lines.get(asking.lineId)?.name ?? view.sign),
      reason: asking.reason,
      problem: view.sentence(refusal),
      onInput: (reason) => (this.asking = {...asking, reason}),
      onSubmit: () => this.#unlock(),
      onClose,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parcel-packer': ParcelPacker;
  }
}
