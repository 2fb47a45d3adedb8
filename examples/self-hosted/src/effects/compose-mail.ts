import {createHash} from 'node:crypto';
import {dueOf, minorDigits, moneyMoved, payableOf, toDecimal, type MailTemplate, type Money, type Order, type Settings} from '@packline/core';
import type {Language} from '../pages/language.ts';
import type {MailRecord} from '../storage/effect-storage.ts';
import {mailWords} from './mail-words.ts';

/** What a mail effect carries besides its key. */
export interface MailWish {
  readonly template: MailTemplate;
  readonly to: string;
  readonly data: Readonly<Record<string, string>>;
}

interface Letter {
  readonly key: string;
  readonly wish: MailWish;
  readonly order: Order;
  readonly settings: Settings;
  /** The customer's own link to the order. */
  readonly link: string;
  readonly now: string;
}

/**
 * Writes one letter as plain text: what strangers typed can never become markup. The Message-ID follows from the
 * effect's key, so handing the same letter over twice can be told by any mail system.
 */
export function composeMail({key, wish, order, settings, link, now}: Letter): MailRecord {
  const language = toLanguage(order.customer.language ?? settings.language);
  const words = mailWords(language);
  const {template, data} = wish;
  const paragraphs = [
    words.greeting(oneLine(order.customer.name ?? '')),
    words.opening[template],
    ...(template === 'receipt-denied' ? [`${words.message}\n${quoted(data['message'] ?? '')}`] : []),
    ...(template === 'parcel-sent' ? parcelParagraphs(order, data['parcelId'], language) : [linesParagraph(order, language)]),
    ...(template === 'part-payment' ? [`${words.received(sumText(moneyMoved(order).accepted))}\n${words.stillDue(sumText(dueOf(order)))}`] : []),
    `${template === 'receipt-denied' ? words.upload : words.follow}\n${link}`,
    `${words.closing}\n${settings.storeName}`,
  ];
  return {
    messageId: messageIdOf(key),
    orderId: order.id,
    orderNumber: order.number,
    kind: template,
    to: oneLine(wish.to),
    subject: oneLine(words.subject[template](order.number)),
    body: `${paragraphs.join('\n\n')}\n`,
    language,
    sentAt: now,
  };
}

/** One name for one letter, for ever. */
export function messageIdOf(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}@packline.invalid`;
}

function toLanguage(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh-Hant' : 'en';
}

/** `HK$1,280.00`: with the currency's own digits, the minus before the sign. */
export function sumText(amount: Money): string {
  const {amount: value, scale, currency} = payableOf(amount);
  const [whole = '0', fraction] = toDecimal({amount: Math.abs(value), scale, currency}).split('.');
  const digits = minorDigits(currency);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = currency === 'HKD' ? 'HK$' : `${currency} `;
  return `${value < 0 ? '−' : ''}${sign}${grouped}${digits === 0 ? '' : `.${(fraction ?? '').padEnd(digits, '0')}`}`;
}

function linesParagraph(order: Order, language: Language): string {
  const words = mailWords(language);
  const rows = order.lines.map(({name, quantity, cancelled, unitPrice}) => {
    const units = quantity - cancelled;
    return `  ${units} × ${oneLine(name)}  ${sumText({...unitPrice, amount: unitPrice.amount * units})}`;
  });
  if (order.shippingFee) rows.push(`  ${words.shipping}  ${sumText(order.shippingFee)}`);
  for (const {name, amount} of order.discounts) rows.push(`  ${words.discount}, ${oneLine(name)}  ${sumText({...amount, amount: -amount.amount})}`);
  if (order.tax && !order.tax.included) rows.push(`  ${words.tax}  ${sumText(order.tax.amount)}`);
  return `${words.items}\n${rows.join('\n')}\n  ${words.total}  ${sumText(order.totals.payable)}`;
}

function parcelParagraphs(order: Order, parcelId: string | undefined, language: Language): string[] {
  const words = mailWords(language);
  const position = order.parcels.findIndex(({id}) => id === parcelId);
  const parcel = order.parcels[position];
  if (!parcel) return [];
  const rows = parcel.contents.map(({lineId, quantity}) => `  ${quantity} × ${oneLine(order.lines.find(({id}) => id === lineId)?.name ?? '')}`);
  const filled = order.parcels.filter(({contents}) => contents.length > 0).length;
  return [
    `${words.parcel(position + 1, filled)}\n${rows.join('\n')}`,
    ...(parcel.trackingNumber === undefined ? [] : [`${words.tracking}: ${oneLine(parcel.trackingNumber)}`]),
    ...(parcel.remark === undefined ? [] : [`${words.remark}\n${quoted(parcel.remark)}`]),
  ];
}

/**
 * Keeps strangers' text on its line: a name with a line break must not become a new header or a forged paragraph, one
 * that turns the writing around must not rearrange what follows it.
 */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** Someone else's words, each line of them marked as such. */
function quoted(text: string): string {
  return text
    .split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/)
    .map((line) => `> ${line}`)
    .join('\n');
}
