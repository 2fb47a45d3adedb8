import type {TablePeer} from './peer.ts';

/** Where between the first and the last row the screen is probed. */
const PROBES = [0.1, 0.3, 0.5, 0.7, 0.9];
/** A probe may fall on a hairline between two rows. */
const HAIRLINE_PX = 2;

export const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));

/** The first task after the next frame: what stands in the document now is what was painted. Answers the frame's time. */
export async function afterFrame(): Promise<number> {
  const frameAt = await nextFrame();
  const {port1, port2} = new MessageChannel();
  await new Promise((resolve) => {
    port1.addEventListener('message', resolve, {once: true});
    port1.start();
    port2.postMessage(undefined);
  });
  return frameAt;
}

/** Milliseconds until something stands on the screen, looked at after every frame. */
export async function untilSeen(isThere: () => boolean, what: string): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < 60_000) {
    await afterFrame();
    if (isThere()) return performance.now() - began;
  }
  throw new Error(`${what} was not on the screen after a minute.`);
}

/** What a person in front of the table sees, found by hit tests and not by asking the table. */
export class Screen {
  private readonly peer: TablePeer;

  constructor(peer: TablePeer) {
    this.peer = peer;
  }

  /** The row at a height of the page. */
  rowAt(y: number): {readonly element: Element; readonly number: string; readonly text: string} | undefined {
    const {left, width} = this.peer.body();
    const element = elementAt(left + width * 0.2, y);
    const row = element && this.peer.rowAt(element);
    return row && {element, ...row};
  }

  firstRow() {
    return this.rowAt(this.peer.body().top + this.peer.rowHeight() / 2);
  }

  /** Every row of which the middle is in sight. */
  allRows() {
    const {top, height} = this.peer.body();
    const rowHeight = this.peer.rowHeight();
    const first = Math.ceil(this.peer.scroller().scrollTop / rowHeight) * rowHeight - this.peer.scroller().scrollTop;
    const rows = [];
    for (let y = top + first + rowHeight / 2; y < top + height; y += rowHeight) rows.push(this.rowAt(y));
    return rows;
  }

  /**
   * Probes five points: is there a row, and the one that belongs there by the scroll position?
   * @param isRight whether a row of this number may stand at this place in the list
   */
  probe(isRight: (number: string, place: number) => boolean): {readonly blank: boolean; readonly wrong: boolean} {
    const {top, height} = this.peer.body();
    const {scrollTop} = this.peer.scroller();
    let blank = false;
    let wrong = false;
    for (const share of PROBES) {
      const y = Math.round(top + height * share);
      const number = this.rowAt(y)?.number;
      const placeAt = (offset: number) => Math.floor((scrollTop + y - top + offset) / this.peer.rowHeight());
      if (number === undefined) blank = true;
      else if (!isRight(number, placeAt(-HAIRLINE_PX)) && !isRight(number, placeAt(HAIRLINE_PX))) wrong = true;
    }
    return {blank, wrong};
  }

  /** Whether the rows at all probed points are drawn as selected. */
  showsSelection(): boolean {
    const {top, height} = this.peer.body();
    return PROBES.every((share) => {
      const row = this.rowAt(Math.round(top + height * share));
      return row !== undefined && this.peer.isDrawnSelected(row.element);
    });
  }
}

/** The element at a point of the page, through shadow roots. */
function elementAt(x: number, y: number): Element | undefined {
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found ?? undefined;
}
