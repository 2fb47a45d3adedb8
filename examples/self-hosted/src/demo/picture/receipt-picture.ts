import {drawText, textHeight, textWidth} from './bitmap-font.ts';
import {createCanvas} from './canvas.ts';
import {encodePng} from './encode-png.ts';

/** What stands on a slip of a made-up bank. */
export interface ReceiptSlip {
  readonly bank: number;
  /** `1,280.00` */
  readonly amount: string;
  readonly payee: string;
  readonly payeeId: string;
  readonly account: string;
  readonly payer: string;
  /** `2026/11/23 14:29:06` */
  readonly time: string;
  readonly remark: string;
  readonly reference: string;
}

const BANKS = [
  {name: 'HARBOUR BANK', colour: '#1f6e5a'},
  {name: 'PEAK SAVINGS', colour: '#584a8c'},
  {name: 'LION ROCK BANK', colour: '#96672b'},
] as const;

export const BANK_COUNT = BANKS.length;

const WIDTH = 600;
const HEIGHT = 760;
const MARGIN = 36;
const BAND = 96;
const ROW = 54;
const [PAPER, INK, GREY, LINE, BRAND, WHITE] = [0, 1, 2, 3, 4, 5];

/** Draws the picture a customer would have taken of their transfer, as a PNG. */
export function drawReceipt(slip: ReceiptSlip): Buffer {
  const bank = BANKS[slip.bank % BANKS.length] ?? BANKS[0];
  const canvas = createCanvas(WIDTH, HEIGHT, PAPER);
  canvas.fill(0, 0, WIDTH, BAND, BRAND);
  drawText(canvas, bank.name, MARGIN, (BAND - textHeight(4)) / 2, 4, WHITE);
  drawTick(WIDTH - MARGIN - 42, BAND / 2 - 16);

  const done = 'FPS TRANSFER COMPLETED';
  drawText(canvas, done, (WIDTH - textWidth(done, 3)) / 2, 142, 3, GREY);
  const amount = `HKD ${slip.amount}`;
  const scale = textWidth(amount, 7) > WIDTH - 2 * MARGIN ? 5 : 7;
  drawText(canvas, amount, Math.round((WIDTH - textWidth(amount, scale)) / 2), 186, scale, INK);
  for (let x = 0; x < WIDTH; x += 12) canvas.fill(x, 272, 7, 2, LINE);

  const rows: readonly (readonly [string, string])[] = [
    ['PAYEE', slip.payee],
    ['FPS ID', slip.payeeId],
    ['FROM ACCOUNT', slip.account],
    ['PAYER', slip.payer],
    ['DATE', slip.time],
    ['REMARK', slip.remark],
    ['REFERENCE', slip.reference],
  ];
  for (const [index, [label, value]] of rows.entries()) {
    const y = 304 + index * ROW;
    drawText(canvas, label, MARGIN, y, 2, GREY);
    const size = textWidth(value, 3) > 330 ? 2 : 3;
    drawText(canvas, value, WIDTH - MARGIN - textWidth(value, size), y - (size === 3 ? 4 : 0), size, INK);
    if (index > 0) canvas.fill(MARGIN, y - 20, WIDTH - 2 * MARGIN, 1, LINE);
  }
  canvas.fill(0, HEIGHT - 64, WIDTH, 1, LINE);
  const foot = 'KEEP THIS SLIP FOR YOUR RECORDS';
  drawText(canvas, foot, (WIDTH - textWidth(foot, 2)) / 2, HEIGHT - 40, 2, GREY);
  return encodePng(canvas, ['#ffffff', '#1d2f2a', '#75807b', '#d5dad6', bank.colour, '#ffffff']);

  function drawTick(x: number, y: number): void {
    for (let step = 0; step < 12; step += 1) canvas.fill(x + step, y + 14 + step, 6, 6, WHITE);
    for (let step = 0; step < 24; step += 1) canvas.fill(x + 12 + step, y + 25 - step, 6, 6, WHITE);
  }
}
