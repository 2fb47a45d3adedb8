/** Joins the desk to the person who is signed in, and keeps the page for when there is no network. */

/** Milliseconds before its end at which a token is no longer handed out. */
const MARGIN_MS = 60_000;

let kept;

/**
 * A short-lived bearer for the widgets, asked for with this site's own cookie. Without a server it fails, which tells
 * the engine to work from the device.
 */
async function token() {
  if (kept && Date.parse(kept.expiresAt) - Date.now() > MARGIN_MS) return kept.token;
  const response = await fetch('/session/token', {method: 'POST', headers: {accept: 'application/json'}});
  // An empty token means "signed out"; anything else that fails means "no server".
  if (response.status === 401) return '';
  if (!response.ok) throw new Error(`The server did not give out a token (${response.status}).`);
  kept = await response.json();
  return kept.token;
}

const desk = document.querySelector('order-desk');
desk.token = token;
desk.endpoint = new URL('/', location.href).href;

// Signing out also takes the orders off this device, so the desk asks first; then this site's own session ends.
const signOut = document.querySelector('form[action="/sign-out"]');
signOut?.addEventListener('submit', (event) => {
  event.preventDefault();
  desk.signOut();
});
desk.addEventListener('signed-out', () => signOut?.submit());

// Plain HTTP on a local network has no service workers; the desk says so itself.
if (window.isSecureContext && 'serviceWorker' in navigator) {
  const address = window.trustedTypes ? window.trustedTypes.createPolicy('packline', {createScriptURL: () => '/sw.js'}).createScriptURL('') : '/sw.js';
  navigator.serviceWorker.register(address).catch((error) => console.warn('The desk will not start without a network: its service worker was not installed.', error));
}
