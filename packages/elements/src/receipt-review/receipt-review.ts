import {compare, dueOf, subtract, type Money, type Order, type Receipt} from '@packline/core';
import type {EngineChange, OrderEngine} from '@packline/core/engine';
import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {actionButton} from '../base/action-button.ts';
import {baseStyles} from '../base/base.styles.ts';
import {dialog} from '../base/dialog.ts';
import {keepDraft, readDraft} from '../base/drafts.ts';
import {emptyState} from '../base/empty-state.ts';
import {chevronEndIcon, chevronStartIcon, fitIcon, icon, imageIcon, mailIcon, minusIcon, plusIcon, rotateIcon} from '../base/icons.ts';
import {moneyView} from '../base/money-view.ts';
import {PacklineElement} from '../base/packline-element.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {doneGlyph, drawGlyph} from '../base/status-glyph.ts';
import {strip} from '../base/strip.ts';
import {ToastsController} from '../base/toasts.ts';
import {AnnounceController} from '../controllers/announce-controller.ts';
import {KeysController} from '../controllers/keys-controller.ts';
import {OrderController} from '../controllers/order-controller.ts';
import {OutboxController} from '../controllers/outbox-controller.ts';
import {WidthController} from '../controllers/width-controller.ts';
import {OrderOpenRequestEvent} from '../events/order-open-request.ts';
import {ReceiptAcceptRequestEvent} from '../events/receipt-accept-request.ts';
import {ReceiptDenyRequestEvent} from '../events/receipt-deny-request.ts';
import {ReviewMoveEvent} from '../events/review-move.ts';
import {RefusalDismissRequestEvent} from '../events/refusal-dismiss-request.ts';
import {PictureStage} from './picture-stage.ts';
import {receiptReviewStyles} from './receipt-review.styles.ts';
import {ReceiptPictures} from './receipt-pictures.ts';
import {finishQueueStrip, queueStrip} from './queue-strip.ts';
import {reviewFacts, reviewHistory, reviewLines} from './review-facts.ts';
import {ReviewQueue} from './review-queue.ts';
import {readAmount} from './typed-amount.ts';

/** Pictures fetched ahead, so that the next order is there when this one is decided. */
const AHEAD = 5;

/**
 * Looks at one uploaded receipt after the other: accept it, or deny it with a message to the customer.
 *
 * Without `order-id` it opens the one that waited longest. *Accept* names the picture that was seen, so that a newer
 * upload can never be accepted unseen.
 *
 * @summary Review of uploaded payment receipts, one after the other.
 * @fires order-open-request - *Open order* was pressed.
 * @fires pane-close-request - The back button was pressed.
 * @fires review-move - Another order is on the stage; a host may keep its id in its address.
 * @fires receipt-accept-request - Accept was confirmed.
 * @fires receipt-deny-request - Deny was pressed.
 */
export class ReceiptReview extends PacklineElement {
  /** Styles of the element; themed by `--pl-*` properties. */
  static override styles = [baseStyles, receiptReviewStyles];

  /** The order to begin with. */
  @property({attribute: 'order-id'}) orderId: string | undefined;

  @state() private currentId: string | undefined;
  /** An earlier upload that is looked at instead of the newest. */
  @state() private shownReceiptId: string | undefined;
  @state() private asking = false;
  @state() private asFull = false;
  @state() private needsMessage = false;
  @query('.stage > canvas') private canvas!: HTMLCanvasElement | null;
  @query('textarea') private messageField!: HTMLTextAreaElement | null;
  @query('.amounts input') private amountField!: HTMLInputElement | null;

  readonly #order = new OrderController(this, () => this.currentId);
  readonly #outbox = new OutboxController(this);
  readonly #toasts = new ToastsController(this);
  readonly #announce = new AnnounceController(this);
  readonly #queue = new ReviewQueue();
  readonly #width = new WidthController(this);
  readonly #stage = new PictureStage({zoomChanged: () => this.#showZoom(), swiped: (by) => this.#step(by)});
  readonly #pictures = new ReceiptPictures(() => this.requestUpdate());
  #paintedKey = '';
  #phase: OrderEngine['status']['phase'] | undefined;
  /** Focus was inside what the decision took away. */
  #focusNext = false;

  constructor() {
    super();
    new KeysController(this, {
      j: () => this.#step(1),
      k: () => this.#step(-1),
      a: () => this.#askAccept(),
      d: () => void this.#deny(),
      e: () => this.amountField?.focus(),
      '+': () => this.#stage.zoomBy(1.25),
      '=': () => this.#stage.zoomBy(1.25),
      '-': () => this.#stage.zoomBy(0.8),
      r: () => this.#stage.rotate(),
      '0': () => this.#stage.fit(),
    });
  }

  /** Puts focus on the back button, the first thing of the pane. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.back')?.focus(options);
  }

  protected override engineConnected(engine: OrderEngine | undefined): void {
    this.#queue.clear();
    this.#pictures.connect(engine);
    this.#refreshQueue();
    void engine?.ready.then(() => this.#refreshQueue());
    super.engineConnected(engine);
  }

  protected override engineChanged(change: EngineChange): void {
    if (change.orderIds === 'all' || change.orderIds.size > 0) this.#refreshQueue();
    const phase = this.connectedEngine?.status.phase;
    // Pictures that were out of reach come by themselves.
    if (phase === 'live' && this.#phase !== 'live') this.#pictures.retry();
    this.#phase = phase;
    super.engineChanged(change);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has('orderId') && this.orderId !== undefined && this.orderId !== this.currentId) this.#open(this.orderId);
    this.currentId ??= this.#queue.nextAfter(undefined);
  }

  protected override updated(): void {
    this.#stage.attach(this.canvas ?? undefined);
    this.#showPicture();
    this.#showZoom();
    this.#finishQueue();
    if (!this.#focusNext || this.#order.state === 'reading') return;
    this.#focusNext = false;
    if (this.shadowRoot?.activeElement === null) (this.renderRoot.querySelector<HTMLElement>('#accept') ?? this).focus();
  }

  /** By hand: it changes with every turn of the wheel. */
  #showZoom(): void {
    const percent = this.renderRoot.querySelector('.percent');
    if (percent !== null) percent.textContent = this.strings.review.zoom(Math.round(this.#stage.zoom * 100));
  }

  #finishQueue(): void {
    finishQueueStrip(this.renderRoot, this.strings, (orderId) => this.#pictures.bitmapOf(orderId));
  }

  #refreshQueue(): void {
    if (this.connectedEngine !== undefined) this.#queue.refresh(this.connectedEngine, this.currentId);
    this.requestUpdate();
  }

  #open(orderId: string): void {
    this.currentId = orderId;
    this.shownReceiptId = undefined;
    this.asking = false;
    this.asFull = false;
    this.needsMessage = false;
    this.requests.dismiss();
  }

  /** By hand, or because the last one is decided: the host may want to know. */
  #goTo(orderId: string): void {
    this.#open(orderId);
    this.dispatchEvent(new ReviewMoveEvent(orderId));
  }

  #step(by: number): void {
    const next = this.#queue.step(this.currentId, by);
    if (next !== undefined && next !== this.currentId) this.#goTo(next);
    void this.updateComplete.then(() => this.renderRoot.querySelector(`.queue [aria-current='true']`)?.scrollIntoView({block: 'nearest', inline: 'nearest'}));
  }

  /** The upload on the stage: the chosen earlier one, else the open one, else the newest. */
  #receiptOf(order: Order): Receipt | undefined {
    return order.receipts.find(({id}) => id === this.shownReceiptId) ?? order.receipts.find(({state}) => state === 'submitted') ?? order.receipts.at(-1);
  }

  #showPicture(): void {
    const {order} = this.#order;
    const receipt = order === undefined ? undefined : this.#receiptOf(order);
    const key = order === undefined || receipt === undefined ? '' : `${order.id} ${receipt.id}`;
    const picture = order === undefined || receipt === undefined ? undefined : this.#pictures.read(order.id, receipt);
    const painted = `${key} ${picture?.bitmap === undefined ? '' : 'there'}`;
    if (painted !== this.#paintedKey) {
      this.#paintedKey = painted;
      this.#stage.show(picture?.bitmap);
    }
    const at = this.#queue.indexOf(this.currentId);
    this.#pictures.prefetch(this.#queue.items.slice(at + 1, at + 1 + AHEAD).map(({orderId}) => orderId));
  }

  #draftKey(order: Order, what: 'message' | 'amount'): string {
    return `review ${what} ${order.id} ${this.#receiptOf(order)?.id ?? ''}`;
  }

  #typedAmount(order: Order): string {
    const due = dueOf(order);
    const draft = readDraft(this.#draftKey(order, 'amount'));
    return draft === '' ? this.format.moneyParts(due.amount > 0 ? due : order.totals.payable).digits : draft.trim();
  }

  #askAccept(): void {
    const {order} = this.#order;
    if (order === undefined || this.#refusalOfAccept(order) !== undefined) return;
    this.asFull = false;
    this.asking = true;
  }

  #acceptBody(order: Order) {
    const receipt = this.#receiptOf(order);
    const amount = this.#amountOf(order);
    if (receipt === undefined || amount === undefined) return undefined;
    return {receipt, amount};
  }

  #refusalOfAccept(order: Order): string | undefined {
    const receipt = this.#receiptOf(order);
    if (receipt === undefined) return this.strings.review.noReceipt;
    const amount = this.#amountOf(order);
    if (amount === undefined) return this.strings.review.amountBad;
    const refusal = this.connectedEngine?.wouldRefuse(order, {type: 'receipt.accept', receiptId: receipt.id, hash: receipt.hash, amount});
    return refusal === undefined ? undefined : refusalSentence(this.strings, this.format, refusal);
  }

  async #accept(): Promise<void> {
    const {order} = this.#order;
    const body = order === undefined ? undefined : this.#acceptBody(order);
    if (order === undefined || body === undefined) return;
    this.asking = false;
    const isLess = compare(body.amount, dueOf(order)) < 0;
    const answer = await this.request(new ReceiptAcceptRequestEvent(order.id, body.receipt.id, body.receipt.hash, {amount: body.amount, ...(isLess && this.asFull ? {acceptAsFull: true} : {})}));
    if (answer?.ok !== true) return;
    keepDraft(this.#draftKey(order, 'amount'), '');
    this.#done(answer.order, 'accepted');
  }

  async #deny(): Promise<void> {
    const {order} = this.#order;
    const receipt = order === undefined ? undefined : this.#receiptOf(order);
    if (order === undefined || receipt?.state !== 'submitted') return;
    const message = readDraft(this.#draftKey(order, 'message'));
    if (message.trim() === '') {
      this.needsMessage = true;
      this.messageField?.focus();
      return;
    }
    const answer = await this.request(new ReceiptDenyRequestEvent(order.id, receipt.id, receipt.hash, message.trim()));
    if (answer?.ok !== true) return;
    keepDraft(this.#draftKey(order, 'message'), '');
    this.#done(answer.order, 'denied');
  }

  /** Keeps the result in the row and goes on to the next one that waits. */
  #done(order: Order, result: 'accepted' | 'denied'): void {
    const {review} = this.strings;
    this.#order.show(order);
    this.#queue.decided(order.id, result);
    const text = result === 'accepted' ? review.accepted(order.number) : review.denied(order.number);
    this.#toasts.show({text});
    this.#announce.say(text);
    const next = this.#queue.nextAfter(order.id);
    this.#focusNext = true;
    if (next !== undefined) this.#goTo(next);
    else this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const {review, desk} = this.strings;
    const {items, waiting} = this.#queue;
    const at = this.#queue.indexOf(this.currentId);
    const hold = this.connectedEngine?.settings.undoSeconds ?? 0;
    const {order} = this.#order;
    return html`<div class="review" lang=${this.format.lang}>
      <div class="head">
        <button type="button" class="icon back" aria-label=${desk.backToOrders} @click=${() => this.dispatchEvent(new Event('pane-close-request', {bubbles: true, composed: true}))}>${icon(chevronStartIcon)}</button>
        <div class="names"><h2 class="title">${review.title}</h2>${at < 0 ? nothing : html`<span class="position muted">${review.position(at + 1, items.length)}</span>`}</div>
        <div class="end">
          <span class="mails">${icon(mailIcon)}${hold > 0 ? review.mailsWait(hold) : review.mailsAtOnce}</span>
          <slot name="head-end"></slot>
          ${this.#width.isPhone && items.length > 1 ? html`<button type="button" class="icon" aria-label=${review.keys.previous} aria-disabled=${at <= 0 ? 'true' : nothing} @click=${() => this.#step(-1)}>${icon(chevronStartIcon)}</button><button type="button" class="icon" aria-label=${review.keys.next} aria-disabled=${at >= items.length - 1 ? 'true' : nothing} @click=${() => this.#step(1)}>${icon(chevronEndIcon)}</button>` : nothing}
        </div>
      </div>
      ${order === undefined && waiting === 0 && this.#order.state !== 'reading' ? html`<div class="nothing">${emptyState({icon: imageIcon, title: review.emptyTitle, text: review.emptyText})}</div>` : this.#renderWork(order)}
      ${this.#announce.region()} ${this.#toasts.view(this.strings.common.close)} ${order === undefined || !this.asking ? nothing : this.#renderConfirm(order)}
    </div>`;
  }

  #renderWork(order: Order | undefined): TemplateResult {
    return html`<div class="work">
      ${queueStrip({
        items: this.#queue.items,
        currentId: this.currentId,
        strings: this.strings,
        format: this.format,
        isRefused: (orderId) => this.#outbox.refused(orderId).length > 0,
        onOpen: (orderId) => this.#goTo(orderId),
        onScroll: () => this.#finishQueue(),
      })}
      <div class="stage">${this.#renderStage(order)}</div>
      <div class="side">${order === undefined ? nothing : this.#renderSide(order)}</div>
      </div>
      ${this.shortcuts === 'off' ? nothing : this.#renderKeys()}`;
  }

  #renderStage(order: Order | undefined): TemplateResult {
    const {review} = this.strings;
    const receipt = order === undefined ? undefined : this.#receiptOf(order);
    if (order === undefined) return html`<canvas></canvas>`;
    if (receipt === undefined) return html`<div class="message">${emptyState({icon: imageIcon, title: review.noReceipt, text: review.noReceiptText})}</div>`;
    const {state: pictureState, file} = this.#pictures.read(order.id, receipt);
    const offline = this.connectedEngine?.status.phase === 'offline';
    const message =
      pictureState === 'reading'
        ? review.loadingPicture
        : pictureState === 'document'
          ? review.notAPicture
          : pictureState === 'failed'
            ? offline
              ? review.noPictureOffline
              : review.noPicture
            : undefined;
    return html`<canvas role="img" aria-label=${review.picture(order.number)}></canvas>
      ${message === undefined
        ? html`<div class="tools"
            ><div class="raised" role="toolbar" aria-label=${review.picture(order.number)}
              ><button type="button" class="icon zoom" aria-label=${review.zoomOut} @click=${() => this.#stage.zoomBy(0.8)}>${icon(minusIcon)}</button
              ><span class="percent zoom"></span
              ><button type="button" class="icon zoom" aria-label=${review.zoomIn} @click=${() => this.#stage.zoomBy(1.25)}>${icon(plusIcon)}</button
              ><button type="button" class="icon" aria-label=${review.rotate} @click=${() => this.#stage.rotate()}>${icon(rotateIcon)}</button
              ><button type="button" class="quiet" aria-label=${review.fit} @click=${() => this.#stage.fit()}>${icon(fitIcon)}<span>${review.fit}</span></button></div
          ></div>`
        : html`<div class="message" role="status"
            ><p>${message}</p
            >${pictureState === 'document' && file !== undefined ? html`<button type="button" @click=${() => openFile(file)}>${review.openFile}</button>` : nothing}${pictureState === 'failed' ? html`<button type="button" @click=${() => this.#pictures.retry()}>${this.strings.common.retry}</button>` : nothing}</div
          >`}`;
  }

  #renderSide(order: Order): TemplateResult {
    const {review, common, refusals} = this.strings;
    const receipt = this.#receiptOf(order);
    const {refused} = this.requests;
    const isOpen = receipt?.state === 'submitted';
    const {isPhone} = this.#width;
    const facts = {order, receipt, isUnsent: this.#outbox.isUnsent(order.id), strings: this.strings, format: this.format};
    return html`<div class="scroll">
        <div class="top"><h3 class="title">${order.number || this.strings.table.noNumber}</h3><button type="button" class="text" @click=${() => this.dispatchEvent(new OrderOpenRequestEvent(order.id))}>${review.openOrder}</button></div>
        ${reviewFacts(facts)}
        ${this.#outbox.refused(order.id).map((entry) =>
          strip({
            tone: 'trouble',
            live: true,
            title: refusals.title[entry.command.type],
            text: entry.refusal === undefined ? refusals.other : refusalSentence(this.strings, this.format, entry.refusal),
            actions: html`<button type="button" class="quiet" @click=${() => this.dispatchEvent(new RefusalDismissRequestEvent(entry.id))}>${common.dismiss}</button>`,
          }),
        )}
        ${refused === undefined || refused.orderId !== order.id ? nothing : strip({tone: 'trouble', live: true, title: refusals.title[refused.body.type], text: refusalSentence(this.strings, this.format, refused.refusal), actions: html`<button type="button" class="quiet" @click=${() => this.requests.dismiss()}>${common.dismiss}</button>`})}
        ${isOpen && !isPhone ? this.#renderAmounts(order) : nothing} ${reviewLines(facts)} ${reviewHistory(facts, ({id}) => (this.shownReceiptId = id))}
        ${isOpen && isPhone ? this.#renderMessage(order) : nothing}
      </div>
      ${isOpen ? html`<div class="foot">${isPhone ? this.#renderAmounts(order) : this.#renderMessage(order)} ${this.#renderActs(order)}</div>` : nothing}`;
  }

  /** What the typed amount is; undefined when it is none. */
  #amountOf(order: Order): Money | undefined {
    return readAmount(this.#typedAmount(order), order.currency);
  }

  #renderAmounts(order: Order): TemplateResult {
    const {review} = this.strings;
    const due = dueOf(order);
    const amount = this.#amountOf(order);
    const {sign} = this.format.moneyParts(due);
    return html`<div class="box amounts">
      <div><span>${review.toPay}</span>${moneyView(this.format, due)}</div>
      <div><label for="amount">${review.onReceipt}</label
        ><span class="input"><span class="unit">${sign}</span><input id="amount" inputmode="decimal" autocomplete="off" aria-invalid=${amount === undefined ? 'true' : nothing} .value=${this.#typedAmount(order)} @input=${(event: InputEvent) => this.#typeAmount(order, (event.target as HTMLInputElement).value)} /></span
      ></div>
      ${this.#renderDifference(due, amount)}
    </div>`;
  }

  #renderDifference(due: Money, amount: Money | undefined): TemplateResult {
    const {review} = this.strings;
    if (amount === undefined) return html`<div class="difference attention" role="status"><span>${review.amountBad}</span></div>`;
    const difference = subtract(amount, due);
    if (difference.amount === 0) return html`<div class="difference done" role="status">${drawGlyph(doneGlyph)}<span>${review.noDifference}</span>${moneyView(this.format, difference)}</div>`;
    const positive = {...difference, amount: Math.abs(difference.amount)};
    const words = this.format.money(positive);
    return html`<div class="difference attention" role="status"><span>${difference.amount < 0 ? review.less(words) : review.moreThan(words)}</span></div>`;
  }

  #renderMessage(order: Order): TemplateResult {
    const {review} = this.strings;
    const message = readDraft(this.#draftKey(order, 'message'));
    const language = order.customer.language ?? this.connectedEngine?.settings.language ?? 'en';
    return html`<div class="field">
      <label for="message">${review.message}</label>
      <textarea id="message" rows="2" aria-invalid=${this.needsMessage ? 'true' : nothing} aria-describedby="message-hint" .value=${message} @input=${(event: InputEvent) => this.#typeMessage(order, (event.target as HTMLTextAreaElement).value)}></textarea>
      <span class="hint ${this.needsMessage ? 'trouble' : ''}" id="message-hint">${this.needsMessage ? review.messageNeeded : review.messageHint(nameOfLanguage(language, this.format.lang))}</span>
    </div>`;
  }

  #renderActs(order: Order): TemplateResult {
    const {review} = this.strings;
    const amount = this.#amountOf(order);
    return html`<div class="acts">
      ${actionButton({kind: 'danger', id: 'deny', label: review.deny, key: 'D', onClick: () => void this.#deny()})}
      ${actionButton({
        kind: 'primary',
        id: 'accept',
        label: amount === undefined ? review.accept : review.acceptAmount(this.format.money(amount)),
        key: 'A',
        reason: this.#refusalOfAccept(order),
        busy: this.requests.pending > 0,
        onClick: () => this.#askAccept(),
        above: true,
      })}
    </div>`;
  }

  #typeAmount(order: Order, text: string): void {
    keepDraft(this.#draftKey(order, 'amount'), text === '' ? ' ' : text); // emptied by hand is a draft too
    this.requestUpdate();
  }

  #typeMessage(order: Order, text: string): void {
    keepDraft(this.#draftKey(order, 'message'), text);
    this.needsMessage = false;
    this.requestUpdate();
  }

  #renderConfirm(order: Order): TemplateResult {
    const {review, common} = this.strings;
    const body = this.#acceptBody(order);
    if (body === undefined) return html``;
    const due = dueOf(order);
    const isLess = compare(body.amount, due) < 0;
    const hold = this.connectedEngine?.settings.undoSeconds ?? 0;
    const close = () => (this.asking = false);
    const text = order.customer.email === undefined ? review.confirmNobody : common.sentences(review.confirmText(order.customer.name ?? order.customer.email), hold > 0 ? review.confirmHold(hold) : '');
    return dialog({
      id: 'confirm',
      title: review.confirmTitle(this.format.money(body.amount), order.number),
      confirm: true,
      body: isLess
        ? html`<fieldset class="choices">
            <label class="choice"><input class="check" type="radio" name="part" .checked=${!this.asFull} @change=${() => (this.asFull = false)} />${review.acceptPart(this.format.money(subtract(due, body.amount)))}</label>
            <label class="choice"><input class="check" type="radio" name="part" .checked=${this.asFull} @change=${() => (this.asFull = true)} />${review.acceptFull}</label>
          </fieldset>`
        : html`<p class="muted">${text}</p>`,
      actions: html`<button type="button" class="quiet" @click=${close}>${common.cancel}</button><button type="submit" class="primary" autofocus>${common.ok}</button>`,
      onClose: close,
      onSubmit: () => void this.#accept(),
      closeLabel: common.close,
    });
  }

  #renderKeys(): TemplateResult {
    const {keys, ready} = this.strings.review;
    const at = this.#queue.indexOf(this.currentId);
    const ahead = this.#queue.items.slice(at + 1, at + 1 + AHEAD).filter(({orderId}) => this.#pictures.bitmapOf(orderId) !== undefined).length;
    const cap = (key: string) => html`<kbd class="key">${key}</kbd>`;
    return html`<div class="keys" aria-hidden="true">
      <span>${cap('J')}${cap('K')}${keys.next}, ${keys.previous}</span><span>${cap('A')}${keys.accept}</span><span>${cap('D')}${keys.deny}</span><span>${cap('E')}${keys.amount}</span><span>${cap('+')}${cap('−')}${keys.zoom}</span><span>${cap('R')}${keys.rotate}</span><span>${cap('0')}${keys.fit}</span>
      ${ahead === 0 ? nothing : html`<span class="ready">${ready(ahead)}</span>`}
    </div>`;
  }
}

/** "Traditional Chinese", in the language of the widget. */
function nameOfLanguage(tag: string, lang: string): string {
  try {
    return new Intl.DisplayNames([lang], {type: 'language'}).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A document opens in a tab of its own: the browser's reader shows it, outside of this page. */
function openFile(file: Blob): void {
  const address = URL.createObjectURL(file);
  window.open(address, '_blank', 'noopener');
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

declare global {
  interface HTMLElementTagNameMap {
    'receipt-review': ReceiptReview;
  }
}
