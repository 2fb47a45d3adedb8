import type {Role} from '@packline/core';
import {html} from 'hono/html';
import type {Language} from './language.ts';
import {languageSwitch} from './language-switch.ts';
import {layout, type Markup} from './layout.ts';
import {stringsFor} from './strings/index.ts';

export type StaffPlace = 'desk' | 'till' | 'channels' | 'mails' | 'effects' | 'tokens';

interface StaffPage {
  readonly language: Language;
  readonly storeName: string;
  readonly place: StaffPlace;
  /** Who is signed in: only the owner is shown the owner's pages. */
  readonly role?: Role;
  readonly title: string;
  /** Files under /assets besides the usual ones, without their extension. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  /** Fills the window instead of scrolling as a page. */
  readonly fills?: boolean;
  readonly content: Markup;
}

/**
 * A page for signed-in people: one quiet line of places, then the content. The way out is on the desk alone, because
 * signing out also takes the orders off the device, which only the desk can do.
 */
export function staffPage({language, storeName, place, role = 'owner', title, styles = [], scripts = [], fills = false, content}: StaffPage): Markup {
  const strings = stringsFor(language);
  const link = (to: StaffPlace, href: string, text: string): Markup => html`<a href="${href}" ${to === place ? html`aria-current="page"` : ''}>${text}</a>`;
  return layout({
    language,
    title: `${title} · ${storeName}`,
    styles: ['staff', ...styles],
    scripts,
    body: html`<body class="${fills ? 'staff fills' : 'staff'}">
      <header class="bar">
        ${place === 'desk' ? '' : html`<strong>${storeName}</strong>`}
        <nav>${link('desk', '/desk', strings.desk)} ${role === 'owner' || role === 'clerk' ? link('till', '/till', strings.till.title) : ''} ${role === 'owner' ? html`${link('channels', '/channels', strings.channels.title)} ${link('mails', '/mails', strings.mails)} ${link('effects', '/effects', strings.effects.title)} ${link('tokens', '/access', strings.tokens)}` : ''} <a href="/shop">${strings.storefront}</a></nav>
        ${languageSwitch(language)}
        ${place === 'desk' ? html`<form method="post" action="/sign-out"><button class="link" type="submit">${strings.signOut}</button></form>` : ''}
      </header>
      ${content}
    </body>`,
  });
}
