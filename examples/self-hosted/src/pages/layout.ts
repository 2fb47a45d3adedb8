import {html} from 'hono/html';
import type {HtmlEscapedString} from 'hono/utils/html';
import type {Language} from './language.ts';

/** Markup whose inserted texts are escaped already. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageParts {
  readonly language: Language;
  readonly title: string;
  /** Files under /assets, without their extension. */
  readonly styles?: readonly string[];
  /** Module scripts by address. */
  readonly scripts?: readonly string[];
  readonly body: Markup;
}

/**
 * A whole page. Everything it loads is a file of this server: the policy of `securityHeaders` allows neither inline
 * scripts nor inline styles.
 */
export function layout({language, title, styles = [], scripts = [], body}: PageParts): Markup {
  return html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/assets/page.css" />
    ${styles.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css" />`)}
    ${scripts.map((address) => html`<script type="module" src="${address}"></script>`)}
  </head>
  ${body}
</html>`;
}
