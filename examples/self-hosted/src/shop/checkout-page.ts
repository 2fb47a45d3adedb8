import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import type {Markup} from '../pages/layout.ts';
import {stringsFor} from '../pages/strings/index.ts';
import {goodsCents, totalCents, type Basket} from './basket.ts';
import type {CheckoutFields, FieldErrors, FieldName} from './checkout-form.ts';
import {price, priceText} from './format-price.ts';
import {PAYMENT_METHODS, SHIPPING_METHODS, type PaymentCode, type ShippingCode} from './methods.ts';
import {picturePath} from './products.ts';
import {shopLayout} from './shop-layout.ts';

export interface CheckoutPage {
  readonly language: Language;
  readonly storeName: string;
  readonly basket: Basket;
  readonly fields: CheckoutFields;
  readonly errors: FieldErrors;
  /** The order was refused as a whole. */
  readonly refused?: boolean;
}

/** `/shop/checkout`: the form, with every message beside its field and nothing that was typed lost. */
export function checkoutPage({language, storeName, basket, fields, errors, refused = false}: CheckoutPage): Markup {
  const strings = stringsFor(language);
  const short = language === 'en' ? 'en' : 'zh';
  const shipping = Object.hasOwn(SHIPPING_METHODS, fields.shipping) ? (fields.shipping as ShippingCode) : 'sf-door';
  const wrongNames = Object.keys(errors) as FieldName[];

  const fee = (feeCents: number): Markup | string => (feeCents === 0 ? strings.free : price(feeCents));

  /** What ties a control to its message. */
  function marks(name: FieldName, hasHint = false): Markup {
    const wrong = errors[name] !== undefined;
    const described = [...(hasHint ? [`${name}-hint`] : []), ...(wrong ? [`${name}-wrong`] : [])].join(' ');
    return html`${wrong ? html`aria-invalid="true"` : ''} ${described === '' ? '' : html`aria-describedby="${described}"`} ${wrongNames[0] === name ? html`autofocus` : ''}`;
  }

  function notes(name: FieldName, hint?: string): Markup {
    const error = errors[name];
    return html`${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}${error === undefined ? '' : html`<p class="wrong" id="${name}-wrong">${strings.errors[error]}</p>`}`;
  }

  const choice = (group: 'payment' | 'shipping', code: string, title: string, hint: string, feeCents?: number): Markup => html`<label class="choice">
    <input type="radio" name="${group}" value="${code}" ${feeCents === undefined ? '' : html`data-cents="${feeCents}"`} ${fields[group] === code ? html`checked` : ''} />
    <span class="words"><span>${title}</span><span class="hint">${hint}</span></span>
    ${feeCents === undefined ? '' : html`<span class="aside">${fee(feeCents)}</span>`}
  </label>`;

  const content = html`<h1>${strings.checkoutTitle}</h1>
    ${wrongNames.length > 0 ? html`<p class="strip" role="alert">${strings.fixFields(wrongNames.length)}</p>` : ''}
    ${refused ? html`<p class="strip" role="alert">${strings.errors.refused}</p>` : ''}
    <form class="checkout" method="post" action="/shop/checkout" novalidate>
      <input type="hidden" name="orderId" value="${fields.orderId}" />
      <div class="fields">
        <fieldset>
          <legend>${strings.contact}</legend>
          <div class="field">
            <label for="name">${strings.name}</label>
            <input id="name" name="name" autocomplete="name" value="${fields.name}" ${marks('name')} />
            ${notes('name')}
          </div>
          <div class="pair">
            <div class="field">
              <label for="phone">${strings.phone}</label>
              <input id="phone" name="phone" type="tel" autocomplete="tel" value="${fields.phone}" ${marks('phone')} />
              ${notes('phone')}
            </div>
            <div class="field">
              <label for="email">${strings.email}</label>
              <input id="email" name="email" type="email" autocomplete="email" value="${fields.email}" ${marks('email', true)} />
              ${notes('email', strings.emailHint)}
            </div>
          </div>
        </fieldset>
        <fieldset ${marks('shipping')}>
          <legend>${strings.delivery}</legend>
          ${(Object.keys(SHIPPING_METHODS) as ShippingCode[]).map((code) => choice('shipping', code, strings.shippingNames[code], strings.shippingHints[code], SHIPPING_METHODS[code].feeCents))}
          ${notes('shipping')}
          <div class="field">
            <label for="address">${strings.address}</label>
            <textarea id="address" name="address" rows="2" autocomplete="street-address" ${marks('address', true)}>${fields.address}</textarea>
            ${notes('address', strings.addressHint)}
          </div>
          <div class="field">
            <label for="district">${strings.district}</label>
            <input id="district" name="district" autocomplete="address-level2" value="${fields.district}" ${marks('district')} />
            ${notes('district')}
          </div>
          <div class="field">
            <label for="note">${strings.note}</label>
            <input id="note" name="note" value="${fields.note}" ${marks('note')} />
            ${notes('note')}
          </div>
        </fieldset>
        <fieldset ${marks('payment')}>
          <legend>${strings.payment}</legend>
          ${(Object.keys(PAYMENT_METHODS) as PaymentCode[]).map((code) => choice('payment', code, strings.paymentNames[code], strings.paymentHints[code]))}
          ${notes('payment')}
        </fieldset>
      </div>
      <aside class="summary">
        <h2>${strings.yourOrder}</h2>
        <ul class="lines">
          ${basket.map(
            ({product, quantity}) => html`<li class="line small">
              <img src="${picturePath(product.sku)}" alt="" width="40" height="40" />
              <div class="words"><span>${product.name[short]}</span><span class="muted number">× ${quantity}</span></div>
              <span class="sum">${price(product.cents * quantity)}</span>
            </li>`,
          )}
        </ul>
        <dl class="sums">
          <dt>${strings.subtotal}</dt>
          <dd>${price(goodsCents(basket))}</dd>
          <dt>${strings.shipping}</dt>
          <dd data-sum="shipping" data-free="${strings.free}">${fee(SHIPPING_METHODS[shipping].feeCents)}</dd>
          <dt class="strong">${strings.total}</dt>
          <dd class="strong" data-sum="total">${price(totalCents(basket, shipping))}</dd>
        </dl>
        <button class="primary wide" type="submit" data-goods="${goodsCents(basket)}" data-words="${strings.placeOrder('{total}')}">${strings.placeOrder(priceText(totalCents(basket, shipping)))}</button>
      </aside>
    </form>`;
  return shopLayout({language, storeName, title: strings.checkoutTitle, basket, content, scripts: ['/assets/checkout.js']});
}
