let warned = false;

/**
 * Registers a tag. When the page has it already (a second copy of this library), the first one stays and the page is
 * told once.
 */
export function defineOnce(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag);
  if (known === undefined) {
    customElements.define(tag, element);
  } else if (known !== element && !warned) {
    warned = true;
    console.warn(`Packline: <${tag}> was defined before, so this copy of @packline/elements is not used. Load it once.`);
  }
}
