/** What a strict page sends: no inline script or style, no picture of elsewhere, no markup made from text. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";

/** A page of its own, inside a frame. */
export interface StrictPage {
  readonly document: Document;
  /** What the browser stopped since the page was open, as `directive: sample`. */
  readonly violations: readonly string[];
  close(): void;
}

/** Opens a page under a strict Content-Security-Policy with Trusted Types, with a module of this package in it. */
export async function openStrictPage(module: string): Promise<StrictPage> {
  const frame = document.createElement('iframe');
  frame.width = '1200';
  frame.height = '800';
  const opened = new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
  const address = new URL(module, import.meta.url).pathname;
  frame.srcdoc = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}"><script type="module" src="${address}"></script></head><body></body></html>`;
  document.body.append(frame);
  await opened;
  const page = frame.contentDocument as Document;
  const violations: string[] = [];
  page.addEventListener('securitypolicyviolation', ({effectiveDirective, sample, blockedURI}) => violations.push(`${effectiveDirective}: ${sample || blockedURI}`));
  return {document: page, violations, close: () => frame.remove()};
}
