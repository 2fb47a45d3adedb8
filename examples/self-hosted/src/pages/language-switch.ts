import {html} from 'hono/html';
import type {Language} from './language.ts';
import type {Markup} from './layout.ts';
import {stringsFor} from './strings/index.ts';

/** A link to the same page in the other language. */
export function languageSwitch(language: Language): Markup {
  const other: Language = language === 'en' ? 'zh-Hant' : 'en';
  return html`<a class="language" href="?lang=${other}" lang="${other}" hreflang="${other}">${stringsFor(language).otherLanguage}</a>`;
}
