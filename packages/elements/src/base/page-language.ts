/** Elements that want to hear when the language round them may have changed. */
const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** The BCP 47 tag that holds at `element`: its own `lang`, the closest one round it (out of shadow roots too), the browser's. */
export function languageAt(element: Element): string {
  let at: Element | null = element;
  while (at !== null) {
    const found: Element | null = at.closest('[lang]');
    const tag = found?.getAttribute('lang') ?? '';
    if (tag !== '') return tag;
    const root: Node = (found ?? at).getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language || 'en';
}

/** Calls back when a `lang` in the page changes, or a widget says so; the answer stops it. */
export function onLanguageChange(listener: () => void): () => void {
  if (observer === undefined) {
    observer = new MutationObserver(languageChanged);
    observer.observe(document.documentElement, {attributes: true, attributeFilter: ['lang'], subtree: true});
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

/** A `lang` inside a shadow root changed: the page's observer cannot see it. */
export function languageChanged(): void {
  for (const listener of listeners) listener();
}
