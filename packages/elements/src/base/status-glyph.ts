import type {OrderStatus, StatusDetail} from '@packline/core';
import type {TemplateResult} from 'lit';
import {drawShape, type Shape} from './shape.ts';

/** How it goes. Never the only sign of anything: the shape says whose turn it is, words say what. */
export type Tone = 'attention' | 'trouble' | 'moving' | 'done' | 'quiet';

/** A status drawn on a grid of 14: circles move by themselves, diamonds wait for somebody here, triangles went wrong, squares are bookkeeping. */
export interface Glyph extends Shape {
  readonly tone: Tone;
}

/** All glyphs are drawn on a grid of 14 units, and are 14 px. */
export const GLYPH_GRID = 14;

const circle = (r: number) => `M7 ${7 - r}a${r} ${r} 0 1 1 0 ${2 * r}a${r} ${r} 0 1 1 0 ${-2 * r}z`;
const RING = circle(5.5);
const DISC = circle(6.25);
const DIAMOND = 'M7 1.6L12.4 7 7 12.4 1.6 7z';
const TRIANGLE = 'M7 1.8L12.8 12.2H1.2z';
const SQUARE = 'M3.5 1.75h7a1.75 1.75 0 0 1 1.75 1.75v7a1.75 1.75 0 0 1-1.75 1.75h-7A1.75 1.75 0 0 1 1.75 10.5v-7A1.75 1.75 0 0 1 3.5 1.75z';
const CHECK = 'M4.3 7.2l1.9 1.9 3.5-3.9';
const ARROW_UP = 'M7 9.6V4.5M4.9 6.5L7 4.4l2.1 2.1';
const BACK = 'M6.3 4.5L4.4 6.4l1.9 1.9M4.6 6.4h2.9a2 2 0 0 1 2 2v.8';

/** Eight dashes round the ring, as arcs of their own: no dash pattern to keep apart from the other lines. */
const DASHED = Array.from({length: 8}, (_, index) => {
  const at = (turn: number) => {
    const angle = (turn * Math.PI) / 4;
    return `${(7 + 5.5 * Math.sin(angle)).toFixed(2)} ${(7 - 5.5 * Math.cos(angle)).toFixed(2)}`;
  };
  return `M${at(index - 0.2)}A5.5 5.5 0 0 1 ${at(index + 0.2)}`;
}).join('');

const PIES = ['M7 7V3.6A3.4 3.4 0 0 1 10.4 7z', 'M7 3.6a3.4 3.4 0 0 1 0 6.8z', 'M7 7V3.6A3.4 3.4 0 1 1 3.6 7z'];

const draft: Glyph = {tone: 'quiet', line: DASHED};
const toReview: Glyph = {tone: 'attention', line: DIAMOND, fill: DIAMOND + circle(1.5)};
const awaitingReceipt: Glyph = {tone: 'attention', line: DIAMOND};
const pending: Glyph = {tone: 'attention', line: RING, fill: circle(1.4)};
const denied: Glyph = {tone: 'attention', line: `${RING}M5.2 5.2l3.6 3.6M8.8 5.2L5.2 8.8`};
const partPaid: Glyph = {tone: 'attention', line: RING, fill: 'M7 3.6a3.4 3.4 0 0 0 0 6.8z'};
const reversed: Glyph = {tone: 'trouble', line: `${TRIANGLE}M7 5.8v2.5M7 10.2v.01`};
const processing: Glyph = {tone: 'moving', line: RING};
const onHold: Glyph = {tone: 'attention', line: `${RING}M5.6 5v4M8.4 5v4`};
const packed: Glyph = {tone: 'moving', line: RING, fill: circle(3.5)};
const waybillReady: Glyph = {tone: 'moving', line: RING, fill: 'M4.4 4.9h1v4.2h-1zM6.5 4.9h1v4.2h-1zM8.6 4.9h1v4.2h-1z'};
const pickupRequested: Glyph = {tone: 'moving', line: RING + ARROW_UP};
const pies: readonly Glyph[] = PIES.map((fill) => ({tone: 'moving', line: RING, fill}));
const sent: Glyph = {tone: 'done', fill: DISC, cut: 'M4.2 7h5.3M7.4 4.8L9.6 7 7.4 9.2', mirrored: true};
const complete: Glyph = {tone: 'done', fill: DISC, cut: CHECK};
const left: Glyph = {tone: 'done', fill: `${DISC}M6.9 6.9V3.4a3.6 3.6 0 0 0-3.5 3.5z`};
const returned: Glyph = {tone: 'quiet', fill: DISC, cut: BACK, mirrored: true};
const problem: Glyph = {tone: 'trouble', line: TRIANGLE, fill: TRIANGLE, cut: 'M7 5.6v2.7M7 10.4v.01'};
const expired: Glyph = {tone: 'quiet', line: `${RING}M7 4.2V7l1.9 1.3`};
const cancelled: Glyph = {tone: 'quiet', line: `${RING}M3.2 10.8l7.6-7.6`};
const refunded: Glyph = {tone: 'quiet', line: RING + BACK, mirrored: true};
const credit: Glyph = {tone: 'quiet', line: `${SQUARE}M4.6 7h4.8`};
const adjustment: Glyph = {tone: 'quiet', line: `${SQUARE}M7 3.9v3.6M5.2 5.7h3.6M5.2 9.9h3.6`};

/** The mark beside the status of an order this device has said something about that the server has not confirmed. */
export const unsentGlyph: Glyph = {tone: 'quiet', line: DASHED + ARROW_UP};
/** A filled triangle: went wrong. */
export const troubleGlyph: Glyph = problem;
/** A filled circle with a check: verified, done. */
export const doneGlyph: Glyph = complete;
/** A circle with a cross: not accepted. */
export const deniedGlyph: Glyph = denied;

/** Up to a third draws a quarter, up to two thirds a half, below one three quarters. */
function pieOf(count = 0, of = 1): Glyph {
  const share = of > 0 ? count / of : 0;
  const step = share <= 1 / 3 ? 0 : share <= 2 / 3 ? 1 : 2;
  return pies[step] ?? processing;
}

const BY_STATUS: Readonly<Record<OrderStatus, Glyph>> = {
  draft,
  payment_review: toReview,
  pending_payment: pending,
  processing,
  complete,
  expired,
  cancelled,
  refunded,
  credit,
  adjustment,
};

/** The glyph of a status. Equal arguments give the same object, so rows can compare it by identity. */
export function glyphOf(status: OrderStatus, detail?: StatusDetail): Glyph {
  switch (detail?.code) {
    case undefined:
      return BY_STATUS[status] ?? processing;
    case 'receipt_to_review':
      return toReview;
    case 'awaiting_receipt':
      return awaitingReceipt;
    case 'receipt_denied':
      return denied;
    case 'part_paid':
      return partPaid;
    case 'reversed':
      return reversed;
    case 'on_hold':
      return onHold;
    case 'packing':
    case 'part_sent':
      return pieOf(detail?.count, detail?.of);
    case 'packed':
      return packed;
    case 'waybill_ready':
      return waybillReady;
    case 'pickup_requested':
      return pickupRequested;
    case 'sent':
    case 'part_delivered':
      return sent;
    case 'left':
      return left;
    case 'returned':
      return returned;
    case 'problem':
      return problem;
    case 'delivered':
    case 'handed_over':
      return complete;
    default: // a detail of a newer server: the status itself is still true
      return BY_STATUS[status] ?? processing;
  }
}

/** Draws a glyph in its tone. */
export function drawGlyph(glyph: Glyph, size = GLYPH_GRID): TemplateResult {
  return drawShape(glyph, GLYPH_GRID, size, `tone-${glyph.tone}`);
}

/**
 * The 14 px glyph of a status. It is silent: the words stand beside it.
 * @example
 * statusGlyph('processing', {code: 'packing', count: 2, of: 5}) // half a pie
 */
export function statusGlyph(status: OrderStatus, detail?: StatusDetail, size = GLYPH_GRID): TemplateResult {
  return drawGlyph(glyphOf(status, detail), size);
}
