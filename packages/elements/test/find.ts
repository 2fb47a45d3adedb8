/** The first match inside an element, or inside its shadow root when it has one. Throws when there is none. */
export function find<Found extends Element = HTMLElement>(root: Element, selector: string): Found {
  const found = (root.shadowRoot ?? root).querySelector<Found>(selector);
  if (found === null) throw new Error(`Nothing matches ${selector} in <${root.localName}>.`);
  return found;
}
