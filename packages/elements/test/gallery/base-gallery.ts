import {css, html, nothing, type TemplateResult} from 'lit';
import {actionButton} from '../../src/base/action-button.ts';
import {baseStyles} from '../../src/base/base.styles.ts';
import {defineOnce} from '../../src/base/define-once.ts';
import {deliveryLabel, deliverySign} from '../../src/base/delivery-sign.ts';
import {dialog} from '../../src/base/dialog.ts';
import {emptyState} from '../../src/base/empty-state.ts';
import * as icons from '../../src/base/icons.ts';
import {menuButton} from '../../src/base/menu.ts';
import {moneyView} from '../../src/base/money-view.ts';
import {PacklineElement} from '../../src/base/packline-element.ts';
import {createShapeElement, paintShape, type Shape} from '../../src/base/shape.ts';
import {glyphOf} from '../../src/base/status-glyph.ts';
import {statusLine, unsentMark} from '../../src/base/status-words.ts';
import {strip} from '../../src/base/strip.ts';
import {ToastsController} from '../../src/base/toasts.ts';
import {EVERY_DELIVERY_SIGN, EVERY_STATUS} from './every-status.ts';

const TONES = ['attention', 'trouble', 'moving', 'done', 'quiet'] as const;

const galleryStyles = css`
  :host {
    padding: 20px 28px;
  }
  .statuses {
    columns: 2;
    max-inline-size: 620px;
  }
  .statuses > * {
    display: flex;
    align-items: center;
    block-size: 31px;
    break-inside: avoid;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px 20px;
    margin-block: 14px;
  }
  .row > .strip,
  .row > .tint {
    flex: 1 1 320px;
  }
  .tint {
    flex-basis: 90px !important;
    padding: 8px 12px;
    border-radius: 8px;
    font-weight: 500;
    font-size: 13px;
  }
  .tint.attention {
    background: var(--_attention-tint);
  }
  .tint.trouble {
    background: var(--_trouble-tint);
  }
  .tint.moving {
    background: var(--_moving-tint);
  }
  .tint.done {
    background: var(--_done-tint);
  }
  .tint.quiet {
    background: var(--_quiet-tint);
  }
  .field {
    inline-size: 220px;
  }
  .fixed-width {
    inline-size: 300px;
  }
`;

/** Every glyph, sign, icon, control and strip of the base on one page: to look at, and for the tests. */
export class BaseGallery extends PacklineElement {
  static override styles = [baseStyles, galleryStyles];

  readonly toasts = new ToastsController(this);
  /** Which dialog is open. */
  open: 'confirm' | 'form' | undefined;
  pressed: string[] = [];

  show(open: 'confirm' | 'form' | undefined): void {
    this.open = open;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const {strings, format} = this;
    const amount = {amount: 128000, scale: 2, currency: 'HKD'};
    const press = (what: string) => () => void this.pressed.push(what);
    return html`<main lang=${format.lang}>
      <h1 class="title">${strings.desk.orders}</h1>
      <div class="row">
        <div class="statuses">
          ${EVERY_STATUS.map(([status, detail]) => html`<div>${statusLine(strings.status, status, detail)}</div>`)}
          <div>${unsentMark(strings.status)}</div>
        </div>
      </div>
      <hr />
      <div class="row">
        ${EVERY_DELIVERY_SIGN.map((sign) => html`<span class="status">${deliverySign(sign, sign === 'sent' ? 2 : 1)}${strings.status.delivery[sign]}</span>`)}
        <button class="icon" aria-label=${deliveryLabel(strings.status, 'packed', 2)}>${deliverySign('packed', 2)}</button>
      </div>
      <div class="row">${TONES.map((tone) => html`<span class="tint ${tone} tone-${tone}">${tone}</span>`)}</div>
      <div class="row">${Object.entries(icons).filter(([name]) => name.endsWith('Icon') && name !== 'channelIcon').map(([name, shape]) => html`<span data-icon=${name}>${icons.icon(shape as Shape, 20)}</span>`)}</div>
      <div class="row">
        ${actionButton({kind: 'primary', label: strings.review.acceptAmount(format.money(amount)), key: 'A', onClick: press('accept')})}
        ${actionButton({label: strings.packer.packingSlip, icon: icons.printerIcon, onClick: press('slip')})}
        ${actionButton({kind: 'quiet', label: strings.common.cancel, onClick: press('cancel')})}
        ${actionButton({kind: 'danger', label: strings.review.deny, key: 'D', onClick: press('deny')})}
        ${actionButton({id: 'off', label: strings.packer.send, reason: strings.refusals.sentence['parcel/empty']({parcel: '#1'}), onClick: press('send')})}
        ${actionButton({kind: 'primary', label: strings.packer.verifyPacked, busy: true, onClick: press('verify')})}
        ${actionButton({kind: 'text', label: strings.review.openOrder, onClick: press('open')})}
        <button class="icon" aria-label=${strings.table.columns}>${icons.icon(icons.columnsIcon)}</button>
        ${menuButton({
          id: 'more',
          label: strings.common.more,
          face: icons.icon(icons.moreIcon),
          items: [
            {label: strings.common.print, icon: icons.printerIcon, hint: 'P', onSelect: press('print')},
            {label: strings.packer.removeParcel, reason: strings.refusals.sentence['parcel/already-sent']({parcel: '#1'}), onSelect: press('remove')},
            '-',
            {label: strings.desk.keysOn, checked: true, onSelect: press('keys')},
          ],
        })}
      </div>
      <div class="row">
        <div class="input fixed-width">${icons.icon(icons.searchIcon)}<span class="chip"><span class="name">${strings.table.column.date}</span>21–23 Nov<button aria-label=${strings.table.removeFilter(strings.table.column.date)}>${icons.icon(icons.closeIcon, 12)}</button></span><input aria-label=${strings.table.search} placeholder=${strings.table.searchHintShort} /><span class="key" aria-hidden="true">/</span></div>
        <div class="field"><label for="weight">Weight</label><div class="input"><input id="weight" value="0.85" inputmode="decimal" /><span class="unit">kg</span></div><span class="hint">${strings.packer.remarkHint}</span></div>
        <div class="field"><label for="remark">${strings.packer.remark}</label><textarea id="remark">Leave with the caretaker. 如無人在家，請放管理處。</textarea></div>
      </div>
      <div class="row">
        <label class="choice"><input type="checkbox" class="check" checked />${strings.table.selectMode}</label>
        <label class="choice"><input type="checkbox" class="check" />${strings.table.selectMode}</label>
        <label class="choice"><input type="checkbox" class="check" .indeterminate=${true} />${strings.table.selectAll}</label>
        <label class="choice"><input type="radio" class="check" name="mode" checked />${strings.desk.bulkPacked}</label>
        <label class="choice"><input type="radio" class="check" name="mode" />${strings.desk.bulkAll}</label>
        <label class="choice"><input type="checkbox" role="switch" class="switch" checked />${strings.packer.readyToShip}</label>
        <label class="choice"><input type="checkbox" role="switch" class="switch" />${strings.packer.readyToShip}</label>
      </div>
      <div class="tabs" role="tablist" aria-label=${strings.table.views}>
        <button class="tab" role="tab" aria-selected="false">${strings.table.view['to_review']} <span class="count">30</span></button>
        <button class="tab" role="tab" aria-selected="true">${strings.table.view['all']} <span class="count">${format.count(25904)}</span></button>
      </div>
      <div class="row"><button class="capsule" aria-current="true">${strings.table.view['all']} <span class="count">${format.count(25904)}</span></button><button class="capsule">${strings.table.view['to_pack']} <span class="count">18</span></button></div>
      <div class="row">
        ${strip({icon: icons.offlineIcon, title: strings.engine.offlineSince('14:12'), text: strings.engine.keptHere(3), actions: html`<button class="quiet">${strings.common.show}</button>`})}
        ${strip({tone: 'trouble', title: strings.refusals.title['parcel.send'], text: strings.refusals.sentence['parcel/not-enough-left']({name: 'Gaiwan 蓋碗 110 ml', left: 0}), actions: html`<button class="quiet">${strings.common.open}</button><button class="quiet">${strings.common.dismiss}</button>`})}
        ${strip({tone: 'attention', icon: icons.lockIcon, text: strings.packer.lockedStrip('#1'), actions: html`<button>${strings.packer.openParcel('#2')}</button>`})}
        ${strip({tone: 'done', icon: icons.lockIcon, title: strings.packer.verifiedBy('Mei', '14:20'), text: strings.packer.locked, actions: html`<button class="quiet">${strings.packer.unlock}</button>`})}
      </div>
      <div class="row">
        <div class="box fixed-width">
          <table>
            <thead><tr><th>${strings.table.column.number}</th><th class="amount">${strings.table.column.total}</th></tr></thead>
            <tbody><tr><td class="strong">10482</td><td class="amount">${moneyView(format, amount)}</td></tr></tbody>
          </table>
        </div>
        ${emptyState({icon: icons.searchIcon, title: strings.table.noMatch, text: html`${strings.table.withoutBefore} <b>${strings.table.column.total} ${strings.table.over('HK$5,000')}</b> ${strings.table.withoutAfter(18)}`, actions: html`<button>${strings.table.removeThatFilter}</button><button class="quiet">${strings.table.clearAll}</button>`})}
        <span class="painted"></span>
      </div>
      ${this.toasts.view(strings.common.close)}
      ${this.open === 'confirm'
        ? dialog({
            id: 'confirm',
            title: strings.review.confirmTitle(format.money(amount), '10482'),
            body: strings.review.confirmText('陳嘉欣'),
            confirm: true,
            actions: html`<button class="quiet" type="button" @click=${() => this.show(undefined)}>${strings.common.cancel}</button><button class="primary" autofocus>${strings.common.ok}</button>`,
            onClose: () => this.show(undefined),
            onSubmit: () => {
              this.pressed.push('ok');
              this.show(undefined);
            },
            closeLabel: strings.common.close,
          })
        : nothing}
      ${this.open === 'form'
        ? dialog({
            id: 'unlock',
            title: strings.packer.unlockTitle('#1'),
            body: html`<p class="muted">${strings.packer.unlockText}</p><div class="field"><label for="reason">${strings.packer.unlockReason}</label><input class="input" id="reason" /></div>`,
            actions: html`<button class="quiet" type="button" @click=${() => this.show(undefined)}>${strings.common.cancel}</button><button class="primary">${strings.packer.unlockAct}</button>`,
            onClose: () => this.show(undefined),
            closeLabel: strings.common.close,
          })
        : nothing}
    </main>`;
  }

  /** A glyph painted by hand, as the table does. */
  protected override firstUpdated(): void {
    const svg = createShapeElement(14, 14);
    this.renderRoot.querySelector('.painted')?.append(svg);
    paintShape(svg, glyphOf('complete', {code: 'sent'}), 'tone-done');
  }
}

defineOnce('base-gallery', BaseGallery);

declare global {
  interface HTMLElementTagNameMap {
    'base-gallery': BaseGallery;
  }
}
