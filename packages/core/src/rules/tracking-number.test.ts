import assert from 'node:assert/strict';
import {test} from 'node:test';
import {recogniseTrackingNumber} from './tracking-number.ts';

const FOUND: Readonly<Record<string, string>> = {
  'SF1432009877160': 'SF1432009877160',
  'Leave at the door. SF1432 0098 7716 00': 'SF14320098771600',
  'sf143200987716': 'SF143200987716',
  'SF 1432 0098 7716 0 on 2026-11-25': 'SF1432009877160',
  '順豐單號：SF1432009877160，請查收': 'SF1432009877160',
  '順豐單號ＳＦ１４３２００９８７７１６０': 'SF1432009877160',
  'delivery SF1432009877160 12 boxes': 'SF1432009877160',
  'SF1432009877160 or call 91234567': 'SF1432009877160',
  'RR123456785HK': 'RR123456785HK',
  // Where eleven less the remainder has two digits, the check digit is 0 or 5.
  'CP123456710HK': 'CP123456710HK',
  'CP123456745HK': 'CP123456745HK',
  'Hongkong Post ea 123 456 785 hk, thanks': 'EA123456785HK',
  '1Z999AA10123456784': '1Z999AA10123456784',
  'UPS 1Z 999 AA1 01 2345 6784': '1Z999AA10123456784',
  'Tracking: 1234567890': '1234567890',
  'tracking no. 1234 5678 9012': '123456789012',
  'Waybill #7489-1234-5678': '748912345678',
  'AWB 12345678901': '12345678901',
  '快遞單號:7700123456789': '7700123456789',
  '追蹤編號 1234567890': '1234567890',
  'tracking 1234567890123456789012': '1234567890123456789012',
  '单号1234567890123': '1234567890123',
  '訂單編號 20261123000123，單號 7700123456789': '7700123456789',
  '7700 1234 56789': '7700123456789',
  ' 770012345678 ': '770012345678',
  '1234567890123456789012': '1234567890123456789012',
};

const NOT_FOUND: readonly string[] = [
  '',
  '   ',
  'Thank you! 多謝',
  'Call 9123 4567',
  'Call +852 9123 4567 or +852 6123 4567',
  '85291234567',
  '13800138000',
  '8613800138000',
  '447911123456',
  '2026-11-23 15:30',
  '20261123 153000',
  '20261123153000',
  'Order 20261123000123',
  '訂單編號 1234567890123',
  '订单号 1234567890123',
  'Order no. 536365, invoice 123456789012345',
  'PK2026112300123',
  'SF12345',
  'SFO123456789012',
  'MTSF1432009877160',
  // The check digit is wrong.
  'RR123456789HK',
  'CP123456715HK',
  'CP123456740HK',
  '12345678901',
  '12345678901234567890123',
  'track 12345678901234567890123456',
  'track 1234567890 12345 67890 123',
  'track 123456789',
  'Locker code 4821, floor 12, flat 3A',
];

test('P11 tracking numbers are recognised in free text, also in groups and full width', () => {
  for (const [text, number] of Object.entries(FOUND)) assert.equal(recogniseTrackingNumber(text), number, text);
});

test('P11 phone numbers, dates, times and order numbers are not taken for tracking numbers', () => {
  for (const text of NOT_FOUND) assert.equal(recogniseTrackingNumber(text), undefined, text);
});

test('P11 the longest remark is read in one go', () => {
  for (const part of ['1 ', '12 ', 'SF 12 ', 'RR 123 ', '單號 1', '1Z 9']) assert.equal(typeof recogniseTrackingNumber(part.repeat(10_000 / part.length)), 'undefined', part);
});
