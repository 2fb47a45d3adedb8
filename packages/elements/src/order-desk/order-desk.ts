import {dueOf, parseQuery, seesMoney, type CommandBody, type Order} from '@packline/core';
import type {OrderEngine} from '@packline/core/engine';
import {html, nothing, type TemplateResult} from 'lit';
import {state} from 'lit/decorators.js';
import {actionButton} from '../base/action-button.ts';
import {baseStyles} from '../base/base.styles.ts';
import {dialog} from '../base/dialog.ts';
import {emptyState} from '../base/empty-state.ts';
import {provideEngine, type EngineProvider} from '../base/engine-context.ts';
import {boxIcon, chevronDownIcon, chevronStartIcon, icon, moreIcon, offlineIcon} from '../base/icons.ts';
import {menuButton, type MenuItem} from '../base/menu.ts';
import {PacklineElement} from '../base/packline-element.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {drawGlyph, troubleGlyph, unsentGlyph} from '../base/status-glyph.ts';
import {statusLine} from '../base/status-words.ts';
import {ToastsController} from '../base/toasts.ts';
import {OrderController} from '../controllers/order-controller.ts';
import {OutboxController} from '../controllers/outbox-controller.ts';
import {RefusalDismissRequestEvent} from '../events/refusal-dismiss-request.ts';
import {LIST, readRoute, writeRoute, type DeskRoute} from './desk-route.ts';
import {MissingNotice} from './missing-notice.ts';
import {orderDeskStyles} from './order-desk.styles.ts';
import {orderPane} from './order-pane.ts';
import {outboxDialog} from './outbox-dialog.ts';

const TO_REVIEW = parseQuery('payment:in_review');

/**
 * The whole desk in one element: the list, the review of receipts, the packer and one order, with one engine and one
 * address. It owns the part of the page's address after `#`, so that a reload and the back button find the place.
 *
 * @summary Order list, receipt review, packer and order in one element.
 * @fires signed-out - Orders were wiped from this device; the host ends its own session.
 */
export class OrderDesk extends PacklineElement {
  /** Styles of the element; themed by `--pl-*` properties. */
  static override styles = [baseStyles, orderDeskStyles];

  @state() private route: DeskRoute = LIST;
  @state() private asking: 'outbox' | 'sign-out' | 'paid' | 'cancel' | undefined;

  readonly #order = new OrderController(this, () => (this.route.pane === 'order' ? this.route.orderId : undefined));
  readonly #outbox = new OutboxController(this);
  readonly #toasts = new ToastsController(this);
  readonly #missing = new MissingNotice();
  #provider: EngineProvider | undefined;

  constructor() {
    super();
    // The widgets inside ask; the desk says where to go.
    this.addEventListener('order-open-request', (event) => this.#go({pane: 'order', orderId: event.orderId}));
    this.addEventListener('receipt-open-request', (event) => {
      if (this.#seesReceipts) this.#go({pane: 'receipts', orderId: event.orderId});
    });
    this.addEventListener('parcel-open-request', (event) => this.#go({pane: 'delivery', orderId: event.orderId}));
    this.addEventListener('packline-refusal', (event) => {
      // Widgets show their own refusals; those of the order pane are the desk's.
      if (event.composedPath()[0] === this) this.#toasts.show({tone: 'trouble', text: refusalSentence(this.strings, this.format, event.refusal)});
    });
    this.addEventListener('pane-close-request', () => this.#back());
    this.addEventListener('review-move', ({orderId}) => this.#note({pane: 'receipts', orderId}));
  }

  override connectedCallback(): void {
    this.#provider = provideEngine(this, this.connectedEngine);
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
    this.#provider?.stop();
  }

  protected override engineConnected(engine: OrderEngine | undefined): void {
    super.engineConnected(engine);
    this.#provider?.set(engine);
  }

  /** Asks whether to sign out of this device, saying what was not sent. `signed-out` follows when it was done. */
  signOut(): void {
    this.asking = 'sign-out';
  }

  readonly #follow = (): void => {
    const before = this.route;
    this.route = readRoute(location.hash);
    if (this.route.pane === before.pane && this.route.orderId === before.orderId) return;
    this.asking = undefined;
    // Whoever goes to another pane by hand is there with the keys, too.
    if (this.hasUpdated) void this.updateComplete.then(() => this.#focusPane());
  };

  #focusPane(): void {
    const pane = this.renderRoot.querySelector('.pane:not([hidden])');
    (pane?.querySelector<HTMLElement>('.back') ?? (pane?.firstElementChild as HTMLElement | null))?.focus();
  }

  #go(route: DeskRoute): void {
    const hash = writeRoute(route);
    if (location.hash === hash || (hash === '#' && location.hash === '')) return;
    history.pushState({fromDesk: true}, '', hash === '#' ? location.pathname + location.search : hash);
    this.#follow();
  }

  /** A slip shows an amount: roles that see none are not led to it. */
  get #seesReceipts(): boolean {
    const engine = this.connectedEngine;
    return engine === undefined || seesMoney(engine.actor.role);
  }

  /** The same pane went on to another order: the address follows, without a step to go back to. */
  #note(route: DeskRoute): void {
    history.replaceState(history.state, '', writeRoute(route));
    this.route = route;
  }

  /** Back to where one came from, or to the list when the page began here. */
  #back(): void {
    if ((history.state as {fromDesk?: boolean} | null)?.fromDesk === true) history.back();
    else this.#go(LIST);
  }

  protected override render(): TemplateResult {
    const {pane, orderId} = this.route;
    const sync = () => html`<span class="sync-line" slot="head-end">${this.#renderSync()}</span>`;
    return html`<div class="desk" lang=${this.format.lang}>
      ${pane === 'list' ? this.#renderHeader() : nothing}
      ${this.#missing.view(this.connectedEngine?.status, this.strings, () => this.#readMissing())}
      <section class="list pane" ?hidden=${pane !== 'list'}><order-table shortcuts=${pane === 'list' ? this.shortcuts : 'off'} density=${this.density}></order-table></section>
      ${pane === 'receipts' ? html`<section class="pane"><receipt-review .orderId=${orderId} shortcuts=${this.shortcuts} density=${this.density}>${sync()}</receipt-review></section>` : nothing}
      ${pane === 'delivery' ? html`<section class="pane"><parcel-packer .orderId=${orderId} shortcuts=${this.shortcuts} density=${this.density}>${sync()}</parcel-packer></section>` : nothing}
      ${pane === 'order' ? html`<section class="pane">${this.#renderOrder()}</section>` : nothing}
      <span class="reader" role="status">${this.connectedEngine?.status.phase === 'offline' ? this.strings.engine.offline : nothing}</span>
      ${this.#renderAsking()} ${this.#toasts.view(this.strings.common.close)}
    </div>`;
  }

  #readMissing(): void {
    const status = this.connectedEngine?.status;
    if (status !== undefined) this.#missing.read(status);
    this.requestUpdate();
  }

  #renderHeader(): TemplateResult {
    const {desk, common} = this.strings;
    const engine = this.connectedEngine;
    const toReview = engine === undefined || !this.#seesReceipts || !TO_REVIEW.ok ? 0 : engine.count(TO_REVIEW.query);
    const review = () => this.#go({pane: 'receipts', orderId: undefined});
    const items: MenuItem[] = [
      ...(toReview > 0 ? [{label: desk.reviewReceipts(toReview), onSelect: review}] : []),
      {label: desk.outboxTitle, onSelect: () => (this.asking = 'outbox')},
      {label: desk.signOut, onSelect: () => this.signOut()},
    ];
    return html`<header>
      <h1>${desk.title}</h1>
      <span class="shop clip">${engine?.settings.storeName ?? nothing}</span>
      <div class="end">
        ${this.#renderSync()}
        ${toReview > 0 ? html`<button type="button" class="wide" @click=${review}>${desk.reviewReceipts(toReview)}</button>` : nothing}
        ${engine === undefined ? nothing : menuButton({id: 'more', label: common.more, face: icon(moreIcon), items})}
      </div>
    </header>`;
  }

  #renderSync(): TemplateResult | typeof nothing {
    const {engine: words} = this.strings;
    const status = this.connectedEngine?.status;
    if (status === undefined) return nothing;
    const {phase, unsentCount, refusedCount} = status;
    const state =
      phase === 'live'
        ? html`<span class="dot"></span><span>${words.live}</span>`
        : phase === 'offline'
          ? html`${icon(offlineIcon)}<span class="word">${words.offline}</span>`
          : phase === 'loading'
            ? // The list shows how far the reading is; beside one order it would only take room.
              this.route.pane === 'list'
              ? html`<span>${words.loadingOrders(status.orderCount)}</span>`
              : nothing
            : html`<span>${phase === 'signed-out' ? words.signedOut : words.opening}</span>`;
    const waiting = unsentCount - refusedCount;
    return html`<span class="sync ${phase}">${state}</span>
      ${unsentCount === 0
        ? nothing
        : html`<button type="button" class="quiet unsent-button" @click=${() => (this.asking = 'outbox')}
            >${refusedCount > 0 ? html`<span class="tone-trouble">${drawGlyph(troubleGlyph)}</span><span class="word">${words.refused(refusedCount)}</span>` : nothing}${waiting > 0 ? html`${drawGlyph(unsentGlyph)}<span class="word">${words.unsent(waiting)}</span>` : nothing}</button
          >`}`;
  }

  #renderOrder(): TemplateResult {
    const {desk, packer, table} = this.strings;
    const {order, state: reading} = this.#order;
    const {status} = this.strings;
    // One template for all states: the button in the head keeps its focus while the order is read.
    return html`<div class="pane-head">
        <button type="button" class="icon back" aria-label=${desk.backToOrders} @click=${() => this.#back()}>${icon(chevronStartIcon)}</button>
        ${order === undefined ? nothing : html`<h2 class="title">${order.number || table.noNumber}</h2>${statusLine(status, order.status, order.statusDetail, this.#outbox.isUnsent(order.id))}<span class="customer muted clip">${order.customer.name ?? nothing}</span>`}
        <div class="end">${this.#renderSync()}</div>
      </div>
      <div class="scroll">
        ${order !== undefined ? orderPane({order, strings: this.strings, format: this.format}) : reading === 'missing' ? emptyState({icon: boxIcon, title: packer.notFound, text: packer.notFoundText}) : nothing}
      </div>
      ${order === undefined ? nothing : this.#renderActs(order)}`;
  }

  #renderActs(order: Order): TemplateResult {
    const {desk, review} = this.strings;
    const refusalOf = (body: CommandBody) => {
      const refusal = this.connectedEngine?.wouldRefuse(order, body);
      return refusal === undefined ? undefined : refusalSentence(this.strings, this.format, refusal);
    };
    const items: MenuItem[] = [
      {label: desk.markPaid, reason: refusalOf({type: 'payment.record'}), onSelect: () => (this.asking = 'paid')},
      {label: desk.cancelOrder, reason: refusalOf({type: 'order.cancel'}), onSelect: () => (this.asking = 'cancel')},
    ];
    const hasReceipt = order.receipts.length > 0;
    return html`<footer role="presentation">
        <span class="menu-end">${menuButton({id: 'acts', label: desk.action, face: html`<span>${desk.action}</span>${icon(chevronDownIcon)}`, buttonClass: 'act', items})}</span>
        ${order.lifecycle === 'draft' && refusalOf({type: 'order.confirm'}) === undefined ? html`<button type="button" class="primary" @click=${() => void this.#dispatch(order, {type: 'order.confirm'})}>${desk.confirmOrder}</button>` : nothing}
        ${order.parcels.length === 0 ? nothing : html`<button type="button" @click=${() => this.#go({pane: 'delivery', orderId: order.id})}>${desk.delivery}</button>`}
        ${actionButton({
          kind: order.payment === 'in_review' ? 'primary' : 'secondary',
          id: 'receipt',
          label: review.receipt,
          reason: !this.#seesReceipts ? this.strings.refusals.sentence['actor/not-allowed']({}) : hasReceipt ? undefined : `${review.noReceipt}. ${review.noReceiptText}`,
          onClick: () => this.#go({pane: 'receipts', orderId: order.id}),
          above: true,
        })}
      </footer>`;
  }

  #renderAsking(): TemplateResult | typeof nothing {
    const {desk, common} = this.strings;
    const close = () => (this.asking = undefined);
    const {order} = this.#order;
    if (this.asking === 'outbox') {
      return outboxDialog({
        entries: this.#outbox.entries,
        strings: this.strings,
        format: this.format,
        onOpen: (orderId) => {
          close();
          this.#go({pane: 'order', orderId});
        },
        onDismiss: (entryId) => this.dispatchEvent(new RefusalDismissRequestEvent(entryId)),
        onSend: () => {
          close();
          void this.connectedEngine?.syncNow().catch((error: unknown) => this.report(error));
        },
        onClose: close,
      });
    }
    if (this.asking === 'sign-out') {
      const unsent = this.connectedEngine?.status.unsentCount ?? 0;
      return this.#confirm(desk.signOutTitle, unsent > 0 ? `${desk.signOutText} ${desk.signOutUnsent(unsent)}` : desk.signOutText, desk.signOut, () => void this.#signOut());
    }
    if (order === undefined) return nothing;
    if (this.asking === 'paid') return this.#confirm(desk.markPaidTitle(order.number, this.format.money(dueOf(order))), desk.markPaidText, common.ok, () => void this.#dispatch(order, {type: 'payment.record'}));
    if (this.asking === 'cancel') return this.#confirm(desk.cancelTitle(order.number), desk.cancelText, desk.cancelOrder, () => void this.#dispatch(order, {type: 'order.cancel'}), desk.cancelKeep);
    return nothing;
  }

  #confirm(title: string, text: string, act: string, onAct: () => void, keep = this.strings.common.cancel): TemplateResult {
    const close = () => (this.asking = undefined);
    const run = () => {
      close();
      onAct();
    };
    return dialog({
      id: 'confirm',
      title,
      body: html`<p class="muted">${text}</p>`,
      confirm: true,
      actions: html`<button type="button" class="quiet" @click=${close}>${keep}</button><button type="button" class="primary" autofocus @click=${run}>${act}</button>`,
      onClose: close,
      closeLabel: this.strings.common.close,
    });
  }

  async #dispatch(order: Order, body: CommandBody): Promise<void> {
    try {
      const answer = await this.connectedEngine?.dispatch(order.id, body);
      if (answer === undefined) return;
      if (answer.ok) this.#order.show(answer.order);
      else this.#toasts.show({tone: 'trouble', text: refusalSentence(this.strings, this.format, answer.refusal)});
    } catch (error) {
      this.report(error);
      this.#toasts.show({tone: 'trouble', text: this.strings.engine.couldNotKeep});
    }
  }

  /** Wipes the orders from this device; the page that holds the session is told by the event. */
  async #signOut(): Promise<void> {
    try {
      await this.connectedEngine?.signOut();
      this.dispatchEvent(new Event('signed-out', {bubbles: true, composed: true}));
    } catch (error) {
      this.report(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'order-desk': OrderDesk;
  }
  interface HTMLElementEventMap {
    /** A pane of the desk has done its work, or its back button was pressed. */
    'pane-close-request': Event;
    /** Orders were wiped from this device; the host ends its own session now. */
    'signed-out': Event;
  }
}
