import {html} from 'hono/html';
import type {Language} from './language.ts';
import {languageSwitch} from './language-switch.ts';
import {layout, type Markup} from './layout.ts';

/** A page that says one thing and where to go from here. */
export function noticePage(notice: {language: Language; title: string; text: string; link?: {href: string; text: string}}): Markup {
  const {language, title, text, link} = notice;
  return layout({
    language,
    title,
    body: html`<body class="narrow">
      <main>
        <h1>${title}</h1>
        <p class="muted">${text}</p>
        ${link ? html`<p><a href="${link.href}">${link.text}</a></p>` : ''}
      </main>
      <footer>${languageSwitch(language)}</footer>
    </body>`,
  });
}
