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
const painted = new WeakMap<SVGSVGElement, Shape>();

/** An empty drawing for rows that are painted by hand; fill it with {@link paintShape}. */
export function createShapeElement(grid: number, size: number): SVGSVGElement {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('viewBox', `0 0 ${grid} ${grid}`);
  element.setAttribute('width', String(size));
  element.setAttribute('height', String(size));
  element.setAttribute('aria-hidden', 'true');
  element.setAttribute('class', 'shape');
  for (const layer of LAYERS) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', layer);
    element.append(path);
  }
  return element;
}

/** Shows `shape` in an element of {@link createShapeElement}; touches nothing when it shows it already. */
export function paintShape(element: SVGSVGElement, shape: Shape, className = ''): void {
  const classes = `shape ${shape.mirrored ? 'mirrored ' : ''}${className}`;
  if (element.getAttribute('class') !== classes) element.setAttribute('class', classes);
  if (painted.get(element) === shape) return;
  painted.set(element, shape);
  LAYERS.forEach((layer, index) => element.children[index]?.setAttribute('d', shape[layer] ?? ''));
}
