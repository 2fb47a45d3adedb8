import type {ElementPart} from 'lit';
import {Directive, directive} from 'lit/directive.js';

/** Lets an element of a row take a share of its width. Set by script, which a strict CSP allows; a style attribute it does not. */
class Grow extends Directive {
  render(_share: number): void {}

  override update(part: ElementPart, [share]: [number]): void {
    (part.element as HTMLElement).style.flexGrow = String(share);
  }
}

export const grow = directive(Grow);
