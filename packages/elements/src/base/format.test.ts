import {expect} from '@open-wc/testing';
import {createFormat} from './format.ts';
import {moneyText} from './money-format.ts';
import {ZoneClock} from './zone-clock.ts';

const HONG_KONG = 'Asia/Hong_Kong';
const now = () => Date.parse('2026-11-23T07:00:00Z'); // 15:00 on Monday
const en = createFormat('en', HONG_KONG, now);
const zh = createFormat('zh-Hant', HONG_KONG, now);

describe('amounts', () => {
  const cases: [amount: number, scale: number, currency: string, text: string][] = [
    [128000, 2, 'HKD', 'HK$1,280.00'],
    [-128000, 2, 'HKD', '−HK$1,280.00'],
    [0, 0, 'HKD', 'HK$0.00'],
    [5, 2, 'USD', 'US$0.05'],
    [9747747934, 3, 'GBP', '£9,747,747.934'],
    [1795, 3, 'GBP', '£1.795'],
    [12500, 3, 'GBP', '£12.50'],
    [12000, 3, 'GBP', '£12.00'],
    [1234567, 0, 'JPY', '¥1,234,567'],
    [120000, 2, 'JPY', '¥1,200'],
    [120050, 2, 'JPY', '¥1,200.5'],
    [15, 1, 'KWD', 'KWD\u00a01.500'],
    [8000, 2, 'THB', 'THB\u00a080.00'],
    [999, 0, 'EUR', '€999.00'],
    [100, 2, 'TWD', 'NT$1.00'],
    [100, 2, 'X1!', 'X1!1.00'],
  ];
  for (const [amount, scale, currency, text] of cases) {
    it(`writes ${amount} × 10^−${scale} ${currency} as ${text}`, () => expect(en.money({amount, scale, currency})).to.equal(text));
  }

  it('gives the sign apart for columns, with minus before it', () => {
    expect(zh.moneyParts({amount: -4560, scale: 1, currency: 'HKD'})).to.deep.equal({minus: '−', sign: 'HK$', digits: '456.00'});
  });

  it('adds the code where two currencies share a sign', () => {
    expect(moneyText({amount: 1200, scale: 0, currency: 'JPY'}, true)).to.equal('¥1,200 JPY');
    expect(moneyText({amount: 8000, scale: 2, currency: 'THB'}, true)).to.equal('THB\u00a080.00');
  });

  it('separates counts', () => expect([0, 999, 1000, 25904, 1234567].map(en.count)).to.deep.equal(['0', '999', '1,000', '25,904', '1,234,567']));
});

describe('times', () => {
  it('shows today as a time, this year without the year, older with it', () => {
    expect([en.moment('2026-11-23T06:32:00Z'), en.moment('2026-11-22T06:32:00Z'), en.moment('2025-11-22T06:32:00Z')]).to.deep.equal(['14:32', '22 Nov', '22 Nov 2025']);
    expect([zh.moment('2026-11-23T06:32:00Z'), zh.moment('2026-11-22T06:32:00Z'), zh.moment('2025-11-22T06:32:00Z')]).to.deep.equal(['14:32', '11月22日', '2025年11月22日']);
  });

  it('asks the shop’s calendar, not the device’s', () => {
    expect(en.moment('2026-11-22T16:00:00Z')).to.equal('00:00');
    expect(en.moment('2026-11-22T15:59:59Z')).to.equal('22 Nov');
    expect(createFormat('en', 'Europe/London', now).moment('2026-11-22T23:30:00Z')).to.equal('22 Nov');
    expect(en.dateOf('2025-12-31T16:00:00Z')).to.equal('2026-01-01');
    expect(en.today()).to.equal('2026-11-23');
  });

  it('writes a date long', () => {
    expect(en.calendarDate('2026-11-24', 'long')).to.equal('Tue, 24 Nov 2026');
    expect(zh.calendarDate('2026-11-24', 'long')).to.equal('2026年11月24日週二');
    expect(en.calendarDate('2027-01-02')).to.equal('2 Jan 2027');
  });

  it('writes when something happened', () => {
    expect([en.dateTime('2026-11-23T02:31:00Z'), en.dateTime('2026-11-20T02:31:00Z'), en.dateTime('2025-11-20T02:31:00Z')]).to.deep.equal(['10:31', 'Fri, 20 Nov, 10:31', 'Thu, 20 Nov 2025, 10:31']);
    expect(zh.dateTime('2026-11-20T02:31:00Z')).to.equal('11月20日週五 10:31');
  });

  it('agrees with Intl through changes of the clock, minute by minute', () => {
    for (const timeZone of ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca']) {
      const clock = new ZoneClock(timeZone);
      const intl = new Intl.DateTimeFormat('en-GB', {timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit'});
      const format = createFormat('en', timeZone);
      for (const day of ['2010-03-28', '2010-10-31', '2026-03-08', '2026-04-04', '2026-10-03', '2026-11-01', '2024-02-29']) {
        const from = Date.parse(`${day}T00:00:00Z`);
        for (let ms = from - 43_200_000; ms < from + 86_400_000; ms += 1_380_000) {
          expect(format.time(ms), `${timeZone} ${new Date(ms).toISOString()} offset ${clock.local(ms) - ms}`).to.equal(intl.format(ms));
        }
      }
    }
  });

  it('notices midnight', () => {
    let at = now();
    const format = createFormat('en', HONG_KONG, () => at);
    expect(format.moment('2026-11-23T06:32:00Z')).to.equal('14:32');
    at += 86_400_000;
    expect(format.moment('2026-11-23T06:32:00Z')).to.equal('23 Nov');
    at += 366 * 86_400_000;
    expect(format.moment('2026-11-23T06:32:00Z')).to.equal('23 Nov 2026');
  });

  it('shares one format per language and zone', () => expect(createFormat('en', HONG_KONG)).to.equal(createFormat('en', HONG_KONG)));
});
