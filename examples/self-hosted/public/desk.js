/** Joins the desk to the person who is signed in, and keeps the page for when there is no network. */
import {keepPage, sessionToken} from './session-token.js';

const desk = document.querySelector('order-desk');
desk.token = sessionToken;
desk.endpoint = new URL('/', location.href).href;

// Signing out also takes the orders off this device, so the desk asks first; then this site's own session ends.
const signOut = document.querySelector('form[action="/sign-out"]');
signOut?.addEventListener('submit', (event) => {
  event.preventDefault();
  desk.signOut();
});
desk.addEventListener('signed-out', () => signOut?.submit());

// Where there is none, the desk says so itself.
keepPage();
