import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import {languageSwitch} from '../pages/language-switch.ts';
import {layout, type Markup} from '../pages/layout.ts';
import type {ApiDocument, ApiOperation} from './description.ts';
import {descriptionWords, type DescriptionWords} from './description-words.ts';
import {breakable, operationView, problemsOf} from './operation-view.ts';
import {anchorOf, fieldRows, prose, typeLine} from './schema-view.ts';

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

/** The description of the protocol as a page that needs no script. */
export function descriptionPage(language: Language, document: ApiDocument): Markup {
  const words = descriptionWords(language);
  const listed = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]): Listed => ({method, path, operation})));
  const tags = [...new Set(listed.flatMap(({operation}) => operation.tags))];
  const ofTag = (tag: string): readonly Listed[] => listed.filter(({operation}) => operation.tags.includes(tag));
  return layout({
    language,
    title: `${words.title} · ${document.info.title}`,
    styles: ['description'],
    body: html`<body class="description">
      <header class="description-head">
        <strong>${document.info.title}</strong>
        <nav><a href="/v1/openapi.json">${words.download}</a> ${languageSwitch(language)}</nav>
      </header>
      <div class="description-intro">
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
        <p lang="en" class="muted">${prose(document.info.description)}</p>
      </div>
      <div class="description-body">
        <nav class="contents" aria-label="${words.contents}">
          ${tags.map(
            (tag) => html`<p>${words.tags[tag] ?? tag}</p>
              <ul>
                ${ofTag(tag).map(({method, path, operation}) => html`<li><a href="#${operation.operationId}"><span class="method" data-method="${method}">${method.toUpperCase()}</span> <span class="mono">${breakable(path)}</span></a></li>`)}
              </ul>`,
          )}
          <p><a href="#problems">${words.problems}</a></p>
          <p><a href="#schemas">${words.schemas}</a></p>
        </nav>
        <main>
          ${tags.map(
            (tag) => html`<section aria-labelledby="tag-${tag}">
              <h2 id="tag-${tag}">${words.tags[tag] ?? tag}</h2>
              ${ofTag(tag).map(({method, path, operation}) => operationView(method, path, operation, words))}
            </section>`,
          )}
          ${problemsView(listed, words)} ${schemasView(document, words)}
        </main>
      </div>
    </body>`,
  });
}

/** Every kind of problem once, with when it is answered. */
function problemsView(listed: readonly Listed[], words: DescriptionWords): Markup {
  const known = new Map<string, {status: string; when: string}>();
  for (const {operation} of listed) {
    for (const [status, {description, content}] of Object.entries(operation.responses)) {
      for (const name of problemsOf(content)) known.set(name, {status, when: new RegExp(`\`${name}\`: (.*?\\.)(?= \`[a-z-]+\`: |$)`).exec(description)?.[1] ?? ''});
    }
  }
  const rows = [...known].sort(([, left], [, right]) => Number(left.status) - Number(right.status));
  return html`<section aria-labelledby="problems">
    <h2 id="problems">${words.problems}</h2>
    <p>${words.problemsLead}</p>
    <dl class="fields" lang="en">
      ${rows.map(
        ([name, {status, when}]) => html`<div class="field-row" id="problem-${name}">
          <dt><code>${name}</code> <span class="status">${status}</span></dt>
          <dd>${prose(when)}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
}

function schemasView(document: ApiDocument, words: DescriptionWords): Markup {
  return html`<section aria-labelledby="schemas">
    <h2 id="schemas">${words.schemas}</h2>
    ${Object.entries(document.components.schemas).map(
      ([name, schema]) => html`<article class="schema" id="${anchorOf(name)}" lang="en">
        <h3>${name}</h3>
        ${schema.description === undefined ? '' : html`<p>${prose(schema.description)}</p>`} ${schema.properties === undefined ? html`<p class="kinds">${typeLine(schema, words)}</p>` : fieldRows(schema, words)}
      </article>`,
    )}
  </section>`;
}
