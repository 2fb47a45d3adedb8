/** How far in and out a picture can be zoomed. */
const LEAST = 0.1;
const MOST = 8;
/** How much of the stage a fitted picture takes. */
const FIT_SHARE = 0.88;

/**
 * Draws one picture on a canvas, with zoom, rotation and a hand to move it. Receipts come with a bearer token, so they
 * cannot be the `src` of an image; they are decoded with `createImageBitmap` and never enter the page as markup.
 */
export class PictureStage {
  /** Called when the zoom changed. */
  readonly #onChange: () => void;
  #canvas: HTMLCanvasElement | undefined;
  #picture: ImageBitmap | undefined;
  #zoom = 1;
  #isFitted = true;
  #turns = 0;
  #x = 0;
  #y = 0;
  #sizes: ResizeObserver | undefined;
  #drag: {readonly x: number; readonly y: number} | undefined;
  #frame = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Scale of the picture, 1 = its own pixels. */
  get zoom(): number {
    return this.#zoom;
  }

  attach(canvas: HTMLCanvasElement | undefined): void {
    if (canvas === this.#canvas) return;
    this.#sizes?.disconnect();
    this.#canvas = canvas;
    if (canvas === undefined) return;
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(canvas);
    canvas.addEventListener('pointerdown', (event) => this.#grab(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', () => (this.#drag = undefined));
    canvas.addEventListener('pointercancel', () => (this.#drag = undefined));
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
    this.#y = 0;
    const {width, height} = this.#turned();
    const {clientWidth = 0, clientHeight = 0} = this.#canvas ?? {};
    if (width > 0 && clientWidth > 0) this.#zoom = Math.min((clientWidth * FIT_SHARE) / width, (clientHeight * FIT_SHARE) / height, MOST);
    this.#draw();
    this.#onChange();
  }

  zoomBy(factor: number): void {
    const zoom = Math.min(MOST, Math.max(LEAST, this.#zoom * factor));
    // The middle of the stage stays where it is.
    this.#x *= zoom / this.#zoom;
    this.#y *= zoom / this.#zoom;
    this.#zoom = zoom;
    this.#isFitted = false;
    this.#draw();
    this.#onChange();
  }

  /** A quarter turn clockwise. */
  rotate(): void {
    this.#turns = (this.#turns + 1) % 4;
    this.fit();
  }

  moveBy(x: number, y: number): void {
    this.#x += x;
    this.#y += y;
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
    if (picture === undefined) return;
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
    this.#drag = {x: event.clientX, y: event.clientY};
    this.#canvas?.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    if (this.#drag === undefined) return;
    this.moveBy(event.clientX - this.#drag.x, event.clientY - this.#drag.y);
    this.#drag = {x: event.clientX, y: event.clientY};
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  }
}
