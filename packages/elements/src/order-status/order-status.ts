import type {Money, ShopperOrder, ShopperParcel, ShopperReceipt} from '@packline/core';
import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {buttonStyles} from '../base/button.styles.ts';
import {copyIcon, icon, noteIcon, uploadIcon} from '../base/icons.ts';
import {LocalizedElement} from '../base/localized-element.ts';
import {moneyView} from '../base/money-view.ts';
import {shapeStyles} from '../base/shape.styles.ts';
import {deniedGlyph, doneGlyph, drawGlyph, glyphOf} from '../base/status-glyph.ts';
import {statusLine} from '../base/status-words.ts';
import {tokenStyles} from '../base/tokens.styles.ts';
import {typeStyles} from '../base/type.styles.ts';
import {shopperCatalog, type Catalog} from '../strings/catalog.ts';
import type {ShopperStrings} from '../strings/strings.ts';
import {headlineOf} from './headline.ts';
import {orderStatusStyles} from './order-status.styles.ts';
import {shopperSurfaceStyles} from './shopper-surface.styles.ts';
import {ShopLink, ShopLinkError, type ShopLinkFailure} from './shop-link.ts';

const KINDS = 'image/png,image/jpeg,image/webp,application/pdf';

/** What the upload is doing. */
type Upload = {readonly state: 'none' | 'sending' | 'done'} | {readonly state: 'failed'; readonly reason: ShopLinkFailure} | {readonly state: 'kept'};

/**
 * An order as its customer sees it, through a signed link: where it is, what is to pay, an upload for the receipt. It
 * follows the order live and never reloads the page. It needs no engine and keeps nothing.
 *
 * @summary The customer's view of one order.
 */
export class OrderStatus extends LocalizedElement<ShopperStrings> {
  /** Styles of the element; themed by `--pl-*` properties. */
  static override styles = [tokenStyles, typeStyles, shapeStyles, buttonStyles, shopperSurfaceStyles, orderStatusStyles];

  /** Base URL of the backend. */
  @property() endpoint = '/';
  /** The token of the signed link. */
  @property({attribute: 'order-token'}) orderToken = '';

  @state() private order: ShopperOrder | undefined;
  @state() private failure: ShopLinkFailure | undefined;
  @state() private isConnectedLive = true;
  @state() private file: File | undefined;
  @state() private preview: string | undefined;
  @state() private upload: Upload = {state: 'none'};
  @state() private copied: string | undefined;

  #link: ShopLink | undefined;
  #stop: (() => void) | undefined;
  #isReading = false;
  #readAgain = false;

  protected readCatalog(): Catalog<ShopperStrings> {
    return shopperCatalog;
  }

  protected override get timeZone(): string {
    return this.order?.timeZone ?? super.timeZone;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#online);
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#online);
    this.#stop?.();
    this.#stop = undefined;
    this.#forgetPreview();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!changed.has('endpoint') && !changed.has('orderToken')) return;
    this.order = undefined;
    this.failure = undefined;
    this.#open();
  }

  #open(): void {
    this.#stop?.();
    this.#stop = undefined;
    if (this.orderToken === '') return;
    const link = new ShopLink(this.endpoint, this.orderToken);
    this.#link = link;
    this.#stop = link.follow(
      () => void this.#read(),
      (isOpen) => {
        // What happened while the line was down is read once it is back.
        if (isOpen && !this.isConnectedLive) void this.#read();
        this.isConnectedLive = isOpen;
      },
    );
    void this.#read();
  }

  async #read(): Promise<void> {
    const link = this.#link;
    if (link === undefined) return;
    if (this.#isReading) {
      this.#readAgain = true;
      return;
    }
    this.#isReading = true;
    try {
      const order = await link.read();
      if (link === this.#link) this.#show(order);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isReading = false;
      if (this.#readAgain) {
        this.#readAgain = false;
        void this.#read();
      }
    }
  }

  #show(order: ShopperOrder): void {
    this.failure = undefined;
    // An answer that was overtaken: the view never jumps back.
    if (order.number === this.order?.number && order.version < this.order.version) return;
    this.order = order;
    if (!order.canUploadReceipt) this.#choose(undefined);
    this.updateFormat();
  }

  #fail(error: unknown): void {
    const reason = error instanceof ShopLinkError ? error.reason : 'not-found';
    if (reason === 'offline') this.isConnectedLive = false;
    else {
      this.failure = reason;
      this.#stop?.(); // it would ask for ever
    }
    if (this.order === undefined) this.failure = reason;
  }

  readonly #online = (): void => {
    if (this.upload.state === 'kept') void this.#send();
    void this.#read();
  };

  #forgetPreview(): void {
    if (this.preview !== undefined) URL.revokeObjectURL(this.preview);
    this.preview = undefined;
  }

  #choose(file: File | undefined): void {
    this.#forgetPreview();
    this.file = file;
    if (file === undefined) return;
    this.upload = {state: 'none'};
    if (file.type.startsWith('image/')) this.preview = URL.createObjectURL(file);
    if (this.order !== undefined && file.size > this.order.receiptBytes) this.upload = {state: 'failed', reason: 'too-large'};
    else if (!KINDS.split(',').includes(file.type)) this.upload = {state: 'failed', reason: 'wrong-kind'};
  }

  async #send(): Promise<void> {
    const {file} = this;
    if (file === undefined || this.#link === undefined || this.upload.state === 'sending') return;
    this.upload = {state: 'sending'};
    try {
      this.#show(await this.#link.upload(file));
      this.#choose(undefined);
      this.upload = {state: 'done'};
    } catch (error) {
      const reason = error instanceof ShopLinkError ? error.reason : 'refused';
      this.upload = reason === 'offline' && !navigator.onLine ? {state: 'kept'} : {state: 'failed', reason};
      if (reason === 'refused') void this.#read(); // it takes none any more: somebody else was first
    }
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.copied = text;
    } catch {
      // Plain HTTP has no clipboard; the text can still be selected.
      getSelection()?.selectAllChildren(this.renderRoot.querySelector('.tracking b') ?? this);
    }
  }

  protected override render(): TemplateResult {
    const {statusPage, status, common} = this.strings;
    const {order} = this;
    const lang = this.format.lang;
    if (this.failure !== undefined && order === undefined) {
      const isExpired = this.failure === 'expired';
      const isOffline = this.failure === 'offline';
      return html`<main lang=${lang}>
        <h1 class="page">${isExpired ? statusPage.linkExpired : statusPage.notFound}</h1>
        <p class="lead">${isOffline ? statusPage.offline : isExpired ? statusPage.linkExpiredText : statusPage.notFoundText}</p>
        ${isOffline ? html`<div><button type="button" @click=${() => void this.#read()}>${common.retry}</button></div>` : nothing}
      </main>`;
    }
    if (order === undefined) return html`<main lang=${lang} aria-busy="true"><p class="lead">${statusPage.loading}</p></main>`;
    const newest = order.receipts.at(-1);
    return html`<main lang=${lang}>
      <div class="top">
        <p class="lead">${statusPage.order(order.number, order.storeName)}</p>
        <h1 class="page" aria-live="polite">${headlineOf(order, statusPage)}</h1>
        <p>${statusLine(status, order.status, order.statusDetail)}</p>
      </div>
      ${newest?.state === 'denied' && newest.message !== undefined ? html`<div class="words attention"><small>${statusPage.shopMessage(this.format.dateTime(newest.decidedAt ?? newest.uploadedAt))}</small>${newest.message}</div>` : nothing}
      ${order.due.amount > 0 ? this.#renderDue(order) : nothing} ${order.canUploadReceipt ? this.#renderUpload(order) : nothing}
      ${this.upload.state === 'done' && newest?.state === 'submitted' ? html`<p class="note done" role="status">${statusPage.uploaded}</p>` : nothing}
      ${[...order.parcels].reverse().map((parcel) => this.#renderParcel(order, parcel))} ${this.#renderItems(order)}
      ${order.receipts.length === 0 ? nothing : this.#renderReceipts(order)}
      <p class="foot" role="status">${this.failure === 'expired' ? `${statusPage.linkExpired}. ${statusPage.linkExpiredText}` : this.isConnectedLive ? statusPage.updatesItself : statusPage.offline}</p>
    </main>`;
  }

  #renderDue(order: ShopperOrder): TemplateResult {
    const {statusPage} = this.strings;
    const pay = order.payInstructions;
    return html`<div class="box rows">
      <div><span>${statusPage.toPay}</span>${moneyView(this.format, order.due)}</div>
      ${pay === undefined
        ? nothing
        : html`<div><span>${statusPage.payTo} ${order.paymentMethod.name ?? order.paymentMethod.code}</span><span class="account"><span class="mono">${pay.fpsId}</span><small>${pay.payee}</small></span></div>
            <div><span>${statusPage.payReference}</span><span class="mono">${pay.reference}</span></div>`}
    </div>`;
  }

  #renderUpload(order: ShopperOrder): TemplateResult {
    const {statusPage} = this.strings;
    const {upload, file} = this;
    const size = `${Math.floor(order.receiptBytes / 1_000_000)} MB`;
    const reason = upload.state === 'failed' ? upload.reason : undefined;
    const sentences: Partial<Record<ShopLinkFailure, string>> = {'too-large': statusPage.uploadTooLarge(size), 'wrong-kind': statusPage.uploadWrongKind, refused: statusPage.uploadRefused, expired: statusPage.linkExpiredText};
    const trouble = reason === undefined ? undefined : (sentences[reason] ?? statusPage.uploadFailed);
    const isBad = reason === 'too-large' || reason === 'wrong-kind';
    const take = (files: FileList | null | undefined) => this.#choose(files?.[0]);
    return html`<div class="upload">
      <label class="drop" @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${(event: DragEvent) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
        ><input type="file" accept=${KINDS} aria-label=${statusPage.chooseReceipt} @change=${(event: Event) => take((event.target as HTMLInputElement).files)} />${this.preview === undefined ? icon(uploadIcon, 24) : html`<img src=${this.preview} alt="" />`}<b>${file === undefined ? statusPage.chooseReceipt : file.name}</b><span class="muted small">${file === undefined ? statusPage.receiptKinds(size) : statusPage.changeReceipt}</span></label
      >
      ${trouble === undefined ? nothing : html`<p class="note trouble" role="alert">${trouble}</p>`}
      ${upload.state === 'kept' ? html`<p class="note" role="status">${statusPage.uploadKept}</p>` : nothing}
      <button type="button" class="primary" aria-disabled=${file === undefined || isBad ? 'true' : nothing} aria-busy=${upload.state === 'sending' ? 'true' : nothing} @click=${() => (file === undefined || isBad ? undefined : void this.#send())}
        >${icon(uploadIcon)}<span>${statusPage.upload}</span>${upload.state === 'sending' ? html`<span class="pie"></span>` : nothing}</button
      >
    </div>`;
  }

  #renderParcel(order: ShopperOrder, parcel: ShopperParcel): TemplateResult {
    const {statusPage, status, common} = this.strings;
    const {step} = statusPage;
    const delivered = parcel.transit === 'delivered';
    const moving = parcel.transit !== 'none' && !delivered;
    const done = (name: string, at: string | undefined, glyph = doneGlyph) => html`<li class="done">${drawGlyph(glyph, 18)}<div><b>${name}</b>${at === undefined ? nothing : html`<small>${this.format.dateTime(at)}</small>`}</div></li>`;
    const courier = order.shippingMethod.name;
    return html`<section class="box">
      <header><span>${statusPage.parcel(parcel.position)}</span><span class="status">${delivered ? drawGlyph(doneGlyph) : drawGlyph(glyphOf('complete', {code: 'sent'}))}<span>${parcel.transit === 'none' ? step.sent : status.transit[parcel.transit]}</span></span></header>
      <ol class="steps">
        ${parcel.verifiedAt === undefined ? nothing : done(step.packed, parcel.verifiedAt)}
        ${done(courier === undefined ? step.sent : step.sentWith(courier), parcel.sentAt, glyphOf('complete', {code: 'sent'}))}
        ${moving ? done(status.transit[parcel.transit], undefined, glyphOf('processing', {code: 'packing', count: 1, of: 2})) : nothing}
        ${delivered ? done(step.delivered, undefined) : html`<li>${drawGlyph({...glyphOf('processing'), tone: 'quiet'}, 18)}<div><b>${step.delivered}</b></div></li>`}
      </ol>
      ${parcel.trackingNumber === undefined
        ? nothing
        : html`<div class="tracking"><div><span>${statusPage.trackingNumber}</span><b>${parcel.trackingNumber}</b></div><button type="button" aria-label=${statusPage.copyTracking} @click=${() => void this.#copy(parcel.trackingNumber ?? '')}>${icon(copyIcon)}<span>${this.copied === parcel.trackingNumber ? common.copied : common.copy}</span></button></div>`}
      ${parcel.remark === undefined ? nothing : html`<p class="words">${icon(noteIcon)}<span>${parcel.remark}</span></p>`}
      <ul class="items">
        ${parcel.contents.map(({lineId, quantity}) => {
          const line = order.lines.find(({id}) => id === lineId);
          return line === undefined ? nothing : this.#renderItem(line.name, quantity, line.picture);
        })}
      </ul>
    </section>`;
  }

  #renderItem(name: string, quantity: number, picture: string | undefined, amount?: Money): TemplateResult {
    return html`<li
      >${picture === undefined ? html`<span class="tile"></span>` : html`<img src=${this.#link?.resolve(picture) ?? picture} alt="" loading="lazy" width="40" height="40" />`}<span class="name">${name}</span><span class="muted">× ${quantity}</span>${amount === undefined ? nothing : moneyView(this.format, amount)}</li
    >`;
  }

  #renderItems(order: ShopperOrder): TemplateResult {
    const {statusPage} = this.strings;
    return html`<section class="box">
        <header><span>${statusPage.items}</span></header>
        <ul class="items">${order.lines.map((line) => this.#renderItem(line.name, line.quantity, line.picture, {...line.unitPrice, amount: line.unitPrice.amount * line.quantity}))}</ul>
      </section>
      <div class="sums">
        ${order.shippingFee === undefined ? nothing : html`<div><span>${statusPage.shipping}</span>${moneyView(this.format, order.shippingFee)}</div>`}
        ${order.discounts.map(({name, amount}) => html`<div><span>${name}</span><span>−${moneyView(this.format, amount)}</span></div>`)}
        <div><span>${order.due.amount > 0 ? statusPage.total : order.payment === 'not_required' ? statusPage.total : statusPage.paid}</span>${moneyView(this.format, order.payable)}</div>
      </div>`;
  }

  #renderReceipts(order: ShopperOrder): TemplateResult {
    const {statusPage} = this.strings;
    const glyph = ({state: where}: ShopperReceipt) => (where === 'accepted' ? drawGlyph(doneGlyph) : where === 'denied' ? drawGlyph(deniedGlyph) : drawGlyph(glyphOf('payment_review', {code: where === 'submitted' ? 'receipt_to_review' : 'awaiting_receipt'})));
    return html`<section class="box rows">
      <header><span>${statusPage.receipts}</span></header>
      ${[...order.receipts].reverse().map(
        (receipt) =>
          html`<div
            ><span class="status">${glyph(receipt)}<span>${statusPage.receiptState[receipt.state]}</span><span class="detail">${this.format.dateTime(receipt.uploadedAt)}</span></span><a href=${this.#link?.resolve(receipt.content) ?? receipt.content} target="_blank" rel="noopener noreferrer">${statusPage.view}</a></div
          >`,
      )}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'order-status': OrderStatus;
  }
}
