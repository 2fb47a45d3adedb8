/** How far in and out a picture can be zoomed. */
const LEAST = 0.1;
const MOST = 8;
/** How much of the stage a fitted picture takes. */
const FIT_SHARE = 0.88;
/** Lower part of the stage that the tool bar lies over, in px; on a narrow one it stands in the corner. */
const TOOLS_PX = 60;
const NARROW_PX = 600;
/** So much of a picture stays in sight, in px. */
const IN_SIGHT_PX = 60;
/** A finger that went this far sideways over a fitted picture asks for the next one, in px. */
const SWIPE_PX = 48;

/** What the stage tells its element. */
export interface PictureStageHost {
  zoomChanged(): void;
  /** 1: the next picture, −1: the one before. */
  swiped(by: 1 | -1): void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Draws one picture on a canvas, with zoom, rotation and a hand to move it. Receipts come with a bearer token, so they
 * cannot be the `src` of an image; they are decoded with `createImageBitmap` and never enter the page as markup.
 */
export class PictureStage {
  readonly #host: PictureStageHost;
  readonly #sizes = new ResizeObserver(() => this.#resized());
  #canvas: HTMLCanvasElement | undefined;
  #picture: ImageBitmap | undefined;
  #zoom = 1;
  #isFitted = true;
  #turns = 0;
  #x = 0;
  #y = 0;
  /** Where fingers or the mouse hold the picture now. */
  readonly #held = new Map<number, Point>();
  #from: Point | undefined;
  #frame = 0;

  constructor(host: PictureStageHost) {
    this.#host = host;
  }

  /** Scale of the picture, 1 = its own pixels. */
  get zoom(): number {
    return this.#zoom;
  }

  attach(canvas: HTMLCanvasElement | undefined): void {
    if (canvas === this.#canvas) return;
    this.#sizes.disconnect();
    this.#canvas = canvas;
    if (canvas === undefined) return;
    this.#sizes.observe(canvas);
    canvas.addEventListener('pointerdown', (event) => this.#grab(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#release(event));
    canvas.addEventListener('pointercancel', ({pointerId}) => this.#held.delete(pointerId));
    canvas.addEventListener('wheel', (event) => this.#wheel(event), {passive: false});
  }

  show(picture: ImageBitmap | undefined): void {
    this.#picture = picture;
    this.#turns = 0;
    this.fit();
  }

  fit(): void {
    this.#isFitted = true;
    this.#x = 0;
    const {width, height} = this.#turned();
    const {clientWidth = 0, clientHeight = 0} = this.#canvas ?? {};
    this.#y = -this.#toolsHeight / 2;
    if (width > 0 && clientWidth > 0) this.#setZoom(Math.min((clientWidth * FIT_SHARE) / width, ((clientHeight - this.#toolsHeight) * FIT_SHARE) / height, MOST));
    this.#draw();
  }

  get #toolsHeight(): number {
    return (this.#canvas?.clientWidth ?? 0) < NARROW_PX ? 0 : TOOLS_PX;
  }

  zoomBy(factor: number): void {
    const zoom = Math.min(MOST, Math.max(LEAST, this.#zoom * factor));
    // The middle of the stage stays where it is.
    const by = zoom / this.#zoom;
    this.#setZoom(zoom);
    this.#moveTo(this.#x * by, this.#y * by);
  }

  /** A quarter turn clockwise. */
  rotate(): void {
    this.#turns = (this.#turns + 1) % 4;
    this.fit();
  }

  #setZoom(zoom: number): void {
    if (zoom === this.#zoom) return;
    this.#zoom = zoom;
    this.#host.zoomChanged();
  }

  #moveTo(x: number, y: number): void {
    const {width, height} = this.#turned();
    const {clientWidth = 0, clientHeight = 0} = this.#canvas ?? {};
    const far = (size: number, room: number) => Math.max(0, (size * this.#zoom + room) / 2 - IN_SIGHT_PX);
    const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
    this.#x = within(x, far(width, clientWidth));
    this.#y = within(y, far(height, clientHeight));
    this.#isFitted = false;
    this.#draw();
  }

  #turned(): {width: number; height: number} {
    const {width = 0, height = 0} = this.#picture ?? {};
    return this.#turns % 2 === 0 ? {width, height} : {width: height, height: width};
  }

  #resized(): void {
    const canvas = this.#canvas;
    if (canvas === undefined) return;
    const scale = devicePixelRatio || 1;
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
    if (this.#isFitted) this.fit();
    else this.#draw();
  }

  #draw(): void {
    // A finger over a picture that is all in sight scrolls the page up and down.
    if (this.#canvas !== undefined) this.#canvas.style.touchAction = this.#isFitted ? 'pan-y' : 'none';
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    const canvas = this.#canvas;
    const context = canvas?.getContext('2d');
    if (canvas === undefined || !context) return;
    const scale = devicePixelRatio || 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const picture = this.#picture;
    if (picture === undefined || picture.width === 0) return; // none, or one that was put away
    context.imageSmoothingQuality = 'high';
    context.translate(canvas.width / 2 + this.#x * scale, canvas.height / 2 + this.#y * scale);
    context.rotate((this.#turns * Math.PI) / 2);
    context.scale(this.#zoom * scale, this.#zoom * scale);
    context.shadowColor = 'rgb(26 27 25 / 22%)';
    context.shadowBlur = 28 * scale;
    context.shadowOffsetY = 10 * scale;
    context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  }

  #grab(event: PointerEvent): void {
    const at = {x: event.clientX, y: event.clientY};
    this.#from = this.#held.size === 0 ? at : undefined;
    this.#held.set(event.pointerId, at);
    try {
      this.#canvas?.setPointerCapture(event.pointerId);
    } catch {
      // The finger has left already.
    }
  }

  #move({pointerId, clientX: x, clientY: y, pointerType}: PointerEvent): void {
    const before = this.#held.get(pointerId);
    if (before === undefined) return;
    this.#held.set(pointerId, {x, y});
    const other = Array.from(this.#held).find(([id]) => id !== pointerId)?.[1];
    if (other !== undefined) {
      const apart = Math.hypot(before.x - other.x, before.y - other.y);
      if (apart > 0) this.zoomBy(Math.hypot(x - other.x, y - other.y) / apart);
    } else if (pointerType !== 'touch' || !this.#isFitted) this.#moveTo(this.#x + x - before.x, this.#y + y - before.y);
  }

  #release({pointerId, clientX, clientY, pointerType}: PointerEvent): void {
    this.#held.delete(pointerId);
    const from = this.#from;
    if (from === undefined || pointerType !== 'touch' || !this.#isFitted) return;
    const x = clientX - from.x;
    if (Math.abs(x) < SWIPE_PX || Math.abs(x) < 2 * Math.abs(clientY - from.y)) return;
    const isMirrored = this.#canvas !== undefined && getComputedStyle(this.#canvas).direction === 'rtl';
    this.#host.swiped(x < 0 !== isMirrored ? 1 : -1);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }
}

/** Fills a small canvas with the upper part of a picture. */
export function drawThumb(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  const {width, height} = canvas;
  const scale = Math.max(width / picture.width, height / picture.height);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, (width - picture.width * scale) / 2, 0, picture.width * scale, picture.height * scale);
}
