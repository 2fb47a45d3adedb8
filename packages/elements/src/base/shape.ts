import {html, type TemplateResult} from 'lit';

/**
 * A small drawing as path data, painted in up to three layers: `fill` and `line` in the current colour, `cut` as a
 * line in the colour of the surface. Data instead of markup, so that Lit templates and hand-painted rows share it.
 */
export interface Shape {
  readonly fill?: string;
  readonly line?: string;
  readonly cut?: string;
  /** Points along the text direction: turned round in right-to-left pages. */
  readonly mirrored?: boolean;
}

/** Draws a shape. Decorative: words beside it or a label on the button carry the meaning. */
export function drawShape(shape: Shape, grid: number, size: number, className = ''): TemplateResult {
  return html`<svg
    class="shape ${shape.mirrored ? 'mirrored' : ''} ${className}"
    viewBox="0 0 ${grid} ${grid}"
    width=${size}
    height=${size}
    aria-hidden="true"
    focusable="false"
  ><path class="fill" d=${shape.fill ?? ''}></path><path class="line" d=${shape.line ?? ''}></path><path class="cut" d=${shape.cut ?? ''}></path></svg>`;
}

const SVG = 'http://www.w3.org/2000/svg';
const LAYERS = ['fill', 'line', 'cut'] as const;

/** What a hand-painted drawing shows, so that only what differs is written: every write costs a look at all styles. */
interface Painted {
  shape: Shape | undefined;
  classes: string;
  /** As many as the richest shape so far needed; most need one. `shows` is layer and path. */
  readonly paths: {readonly element: SVGPathElement; shows: string}[];
}
const painted = new WeakMap<SVGSVGElement, Painted>();

/** An empty drawing for rows that are painted by hand, alone or as part of what is cloned; fill it with {@link paintShape}. */
export function createShapeElement(grid: number, size: number): SVGSVGElement {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('viewBox', `0 0 ${grid} ${grid}`);
  element.setAttribute('width', String(size));
  element.setAttribute('height', String(size));
  element.setAttribute('aria-hidden', 'true');
  element.setAttribute('class', 'shape');
  return element;
}

/** Shows `shape` in an element of {@link createShapeElement}; touches only what is different from what it shows. */
export function paintShape(element: SVGSVGElement, shape: Shape, className = ''): void {
  let now = painted.get(element);
  if (now === undefined) painted.set(element, (now = {shape: undefined, classes: 'shape', paths: []}));
  const classes = `shape ${shape.mirrored ? 'mirrored ' : ''}${className}`;
  if (now.classes !== classes) element.setAttribute('class', (now.classes = classes));
  if (now.shape === shape) return;
  now.shape = shape;
  let used = 0;
  for (const layer of LAYERS) {
    const path = shape[layer];
    if (path !== undefined) show(element, now.paths, used++, layer, path);
  }
  while (used < now.paths.length) show(element, now.paths, used++, '', '');
}

function show(element: SVGSVGElement, paths: Painted['paths'], at: number, layer: string, path: string): void {
  let slot = paths[at];
  if (slot === undefined) {
    slot = {element: document.createElementNS(SVG, 'path'), shows: ''};
    paths.push(slot);
    element.append(slot.element);
  }
  const shows = layer + path;
  if (slot.shows === shows) return;
  slot.shows = shows;
  if (layer !== '') slot.element.setAttribute('class', layer);
  slot.element.setAttribute('d', path);
}
