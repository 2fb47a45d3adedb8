/** Milliseconds before its end at which a token is no longer handed out. */
const MARGIN_MS = 60_000;

let kept;

/**
 * A short-lived bearer for the page's own requests, asked for with this site's own cookie. Without a server it fails,
 * which tells the engine to work from the device.
 */
export async function sessionToken() {
  if (kept && Date.parse(kept.expiresAt) - Date.now() > MARGIN_MS) return kept.token;
  const response = await fetch('/session/token', {method: 'POST', headers: {accept: 'application/json'}});
  // An empty token means "signed out"; anything else that fails means "no server".
  if (response.status === 401) return '';
  if (!response.ok) throw new Error(`The server did not give out a token (${response.status}).`);
  kept = await response.json();
  return kept.token;
}

/** Lets the page start without a network. Plain HTTP on a local network has no service workers. */
export function keepPage() {
  if (!window.isSecureContext || !('serviceWorker' in navigator)) return;
  const address = window.trustedTypes ? window.trustedTypes.createPolicy('packline', {createScriptURL: () => '/sw.js'}).createScriptURL('') : '/sw.js';
  navigator.serviceWorker.register(address).catch((error) => console.warn('This page will not start without a network: its service worker was not installed.', error));
}
