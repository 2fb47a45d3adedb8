import {COMMAND_TYPES, ORDER_STATUSES, REFUSAL_CODES, STATUS_DETAILS} from '@packline/core';
import {expect} from '@open-wc/testing';
import {createFormat} from '../base/format.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {addLanguage, languageOf, loadStrings, shopperCatalog, staffCatalog} from './catalog.ts';
import {en} from './en.ts';
import {shopperEn} from './shopper-en.ts';
import {shopperZhHant} from './shopper-zh-hant.ts';
import {zhHant} from './zh-hant.ts';

type Leaf = readonly [path: string, value: unknown];

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}

/** Calls a sentence with likely arguments: enough to see that it says something. */
function said(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'function') throw new Error(`${String(value)} is neither text nor a sentence.`);
  const attempts: unknown[][] = [['12', '3', '4'], [12, 3, 4], [{code: 'packing', count: 1, of: 2}, 'reason'], [['a', 'b']]];
  for (const attempt of attempts) {
    try {
      const text: unknown = value(...attempt);
      if (typeof text === 'string') return text;
    } catch {
      // Takes something else: try the next.
    }
  }
  throw new Error(`A sentence could not be said: ${String(value)}`);
}

const FULL_PARAMS = {number: '10482', role: 'packer', position: 2, at: '2026-11-23T06:26:00.000Z', by: 'Ken', name: 'Gaiwan 蓋碗', left: 2, wanted: 3, units: 2, parcels: 1, state: 'denied', unsentParcels: 2, reason: 'waiting for reply', cancelledAt: '2026-11-23T06:26:00.000Z'};

describe('strings', () => {
  for (const [name, model, other] of [
    ['the staff’s widgets', en, zhHant],
    ['the shopper’s page', shopperEn, shopperZhHant],
  ] as const) {
    it(`has every key of ${name} in both languages, in the same shape`, () => {
      const shape = (strings: unknown) => leavesOf(strings).map(([path, value]) => `${path}: ${typeof value}`).sort();
      expect(shape(other)).to.deep.equal(shape(model));
    });

    it(`leaves no word of ${name} empty or unfinished`, () => {
      for (const strings of [model, other]) {
        for (const [path, value] of leavesOf(strings)) {
          const text = said(value);
          expect(text.trim(), `${strings.lang} ${path}`).to.not.equal('');
          expect(text, `${strings.lang} ${path}`).to.not.match(/undefined|NaN|\[object|successfully|please|oops|!$/i);
        }
      }
    });

    it(`writes Chinese of ${name} with full-width punctuation and no spaces round it`, () => {
      for (const [path, value] of leavesOf(other)) {
        expect(said(value), path).to.not.match(/[\u4e00-\u9fff][,;:?!()]|[，。：；？！] /u);
      }
    });
  }

  it('has words for every status and every detail', () => {
    for (const {status} of [en, zhHant]) {
      for (const code of ORDER_STATUSES) expect(status.order[code], code).to.be.a('string');
      for (const code of STATUS_DETAILS) expect(status.detail[code]({code, count: 1, of: 2}), code).to.match(/\S/);
    }
  });

  it('has words for everything that can be asked, as an act and as a refusal', () => {
    for (const {desk, refusals} of [en, zhHant]) {
      expect(Object.keys(desk.act).sort()).to.deep.equal([...COMMAND_TYPES].sort());
      expect(Object.keys(refusals.title).sort()).to.deep.equal([...COMMAND_TYPES].sort());
    }
  });

  it('says in advance what an edit would take out of the boxes', () => {
    const refusal = (params: Record<string, number>) => ({code: 'edit/undoes-packing', params}) as const;
    const english = createFormat('en', 'Asia/Hong_Kong');
    expect(refusalSentence(en, english, refusal({units: 1, parcels: 1}))).to.equal('1 unit is packed in a parcel. Agree that it is taken out again, or keep the quantity.');
    expect(refusalSentence(en, english, refusal({units: 3, parcels: 2}))).to.equal('3 units are packed in 2 parcels. Agree that they are taken out again, or keep the quantity.');
    expect(refusalSentence(zhHant, createFormat('zh-Hant', 'Asia/Hong_Kong'), refusal({units: 3, parcels: 2}))).to.equal('2 個包裹內已裝箱 3 件貨品。請同意將其取出，或保留數量。');
  });

  for (const strings of [en, zhHant]) {
    it(`says every refusal in a sentence, with and without facts (${strings.lang})`, () => {
      const format = createFormat(strings.lang, 'Asia/Hong_Kong');
      expect(Object.keys(strings.refusals.sentence).sort()).to.deep.equal([...REFUSAL_CODES].sort());
      for (const code of REFUSAL_CODES) {
        for (const params of [{}, FULL_PARAMS]) {
          const text = refusalSentence(strings, format, {code, params});
          expect(text, code).to.match(/[.。]$/u);
          expect(text, code).to.not.match(/undefined|NaN| {2}|\bby at\b|於 {2}/);
        }
      }
    });
  }

  it('names who was faster and when', () => {
    const now = () => Date.parse('2026-11-23T08:00:00Z');
    const refusal = {code: 'parcel/already-sent', params: {position: 1, by: 'Ken', at: '2026-11-23T06:26:00.000Z'}} as const;
    expect(refusalSentence(en, createFormat('en', 'Asia/Hong_Kong', now), refusal)).to.equal('#1 was sent by Ken at 14:26. It can no longer be changed.');
    expect(refusalSentence(zhHant, createFormat('zh-Hant', 'Asia/Hong_Kong', now), refusal)).to.equal('#1 已由 Ken 於 14:26 寄出，不能再更改。');
  });

  it('keeps the guide’s words exactly', () => {
    const {packer, review, desk} = en;
    expect([review.accept, en.common.ok, review.deny, review.receipt, packer.packTo('#1'), packer.addParcel, packer.parcelTab('#1'), packer.verifyPacked]).to.deep.equal(['Accept', 'OK', 'Deny', 'Receipt', 'Pack to #1', '+ Add Parcel', '#1 Parcel', 'Verify Packed']);
    expect([packer.estimate, packer.createShippingOrder, packer.sendPickUpRequest, packer.send, desk.action, desk.bulkDispatch, desk.bulkAll, desk.bulkPacked, desk.startDispatch]).to.deep.equal(['Estimate', 'Create Shipping Order', 'Send Pick Up Request', 'Send', 'Action', 'Bulk Dispatch', 'All Items (only work on single parcel, ignore waybill)', 'Packed Items Only', 'Start Dispatch']);
    const zh = zhHant;
    expect([zh.review.accept, zh.common.ok, zh.review.deny, zh.review.receipt, zh.packer.packTo('#1'), zh.packer.addParcel, zh.packer.parcelTab('#1'), zh.packer.verifyPacked, zh.packer.send]).to.deep.equal(['接受', '確定', '拒絕', '收據', '裝入 #1', '＋ 新增包裹', '#1 包裹', '核對完成', '寄出']);
  });

  it('finds the language of a tag', () => {
    expect(['en', 'en-GB', 'fr', '', 'zh', 'zh-HK', 'zh-Hant-TW', 'zh-TW', 'ZH-hant'].map((tag) => languageOf(staffCatalog, tag))).to.deep.equal(['en', 'en', 'en', 'en', 'zh-Hant', 'zh-Hant', 'zh-Hant', 'zh-Hant', 'zh-Hant']);
  });

  it('has English at once, fetches others once, and takes a host’s own words', async () => {
    expect(loadStrings(staffCatalog, 'en')).to.equal(en);
    const chinese = await loadStrings(staffCatalog, 'zh-Hant');
    expect(chinese).to.equal(zhHant);
    expect(loadStrings(staffCatalog, 'zh-Hant')).to.equal(zhHant);

    const catalog = {fallback: shopperCatalog.fallback, others: {...shopperCatalog.others}};
    addLanguage(catalog, 'de', async () => ({...shopperEn, lang: 'de'}));
    expect(languageOf(catalog, 'de-AT')).to.equal('de');
    expect((await loadStrings(catalog, 'de')).lang).to.equal('de');
    addLanguage(catalog, 'fr', () => Promise.reject(new Error('offline')));
    expect(await loadStrings(catalog, 'fr')).to.equal(shopperEn);
  });
});
