import {quantile} from '../harness/statistics.ts';
import type {TablePeer} from './peer.ts';
import {afterFrame, type Screen} from './screen.ts';

/** What a scroll through the whole list was like. */
export interface ScrollFigures {
  readonly steps: number;
  readonly wallMs: number;
  readonly lateFrames: number;
  readonly p95FrameMs: number;
  readonly blankFrames: number;
  readonly wrongFrames: number;
  readonly reachedEnd: boolean;
}

/** One sixtieth of a second, and a little for the clock. */
export const LATE_FRAME_MS = (1000 / 60) * 1.05;

/**
 * Jumps through the list, one jump a frame, and looks after every frame whether the right rows are there.
 * @param numbers order numbers from first to last row
 * @param limitMs stops after this time, wherever it is
 */
export async function scrollThrough(peer: TablePeer, screen: Screen, numbers: readonly string[], steps: number, limitMs: number): Promise<ScrollFigures> {
  const scroller = peer.scroller();
  const stride = Math.max(1, Math.round((numbers.length * peer.rowHeight()) / steps));
  const frames: number[] = [];
  let blankFrames = 0;
  let wrongFrames = 0;
  let step = 0;
  const began = performance.now();
  let last = await afterFrame();
  while (step < steps && performance.now() - began < limitMs) {
    step += 1;
    scroller.scrollTop = step * stride;
    const frameAt = await afterFrame();
    frames.push(frameAt - last);
    last = frameAt;
    const {blank, wrong} = screen.probe((number, place) => numbers[place] === number);
    if (blank) blankFrames += 1;
    else if (wrong) wrongFrames += 1;
  }
  return {
    steps: step,
    wallMs: performance.now() - began,
    lateFrames: frames.filter((ms) => ms > LATE_FRAME_MS).length,
    p95FrameMs: quantile(frames, 0.95),
    blankFrames,
    wrongFrames,
    reachedEnd: scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1,
  };
}
