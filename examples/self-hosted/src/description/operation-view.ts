import {html} from 'hono/html';
import type {Markup} from '../pages/layout.ts';
import type {ApiContent, ApiOperation} from './description.ts';
import type {DescriptionWords} from './description-words.ts';
import {prose, typeLine} from './schema-view.ts';

const PREFIX = 'urn:problem-type:packline:';

/** The kinds of problems a response may be. */
export function problemsOf(content: ApiContent | undefined): readonly string[] {
  const types = content?.['application/problem+json']?.schema.allOf?.[1]?.properties?.['type']?.enum ?? [];
  return types.map((type) => String(type).slice(PREFIX.length));
}

/** One operation. */
export function operationView(method: string, path: string, operation: ApiOperation, words: DescriptionWords): Markup {
  const {operationId, summary, description, security, parameters = [], requestBody, responses} = operation;
  const door = security.length > 0 ? words.withToken : path.includes('{token}') ? words.withLink : path.startsWith('/v1/hooks/') ? words.withSignature : words.withNothing;
  const good = Object.entries(responses).filter(([status]) => Number(status) < 400);
  const bad = Object.entries(responses).filter(([status]) => Number(status) >= 400);
  return html`<article class="operation" id="${operationId}" aria-labelledby="${operationId}-name">
    <h3 id="${operationId}-name">${summary}</h3>
    <p class="address"><span class="method" data-method="${method}">${method.toUpperCase()}</span> <code>${breakable(path)}</code> <span class="door">${door}</span></p>
    <p lang="en">${prose(description)}</p>
    ${parameters.length === 0
      ? ''
      : html`<h4>${words.parameters}</h4>
          <dl class="fields" lang="en">
            ${parameters.map(
              ({name, in: place, description: about, required, schema}) => html`<div class="field-row">
                <dt><code>${name}</code> <span class="muted">${words.places[place]}</span> ${required ? html`<span class="required">${words.required}</span>` : ''}</dt>
                <dd>${typeLine(schema, words)}<br />${prose(about)}</dd>
              </div>`,
            )}
          </dl>`}
    ${requestBody === undefined
      ? ''
      : html`<h4>${words.body}</h4>
          <p lang="en">${prose(requestBody.description)}</p>
          ${contentView(requestBody.content, words)}`}
    <h4>${words.answers}</h4>
    ${good.map(
      ([status, {description: about, headers = {}, content}]) => html`<div class="answer">
        <p><span class="status" data-kind="good">${status}</span> <span lang="en">${prose(about)}</span></p>
        ${content === undefined ? '' : contentView(content, words)}
        ${Object.keys(headers).length === 0
          ? ''
          : html`<ul class="headers" lang="en">
              ${Object.entries(headers).map(([name, header]) => html`<li><code>${name}</code> ${prose(header.description)}</li>`)}
            </ul>`}
      </div>`,
    )}
    <ul class="problem-list">
      ${bad.map(([status, {content}]) => html`<li><span class="status">${status}</span> ${problemsOf(content).map((name) => html`<a href="#problem-${name}">${name}</a> `)}</li>`)}
    </ul>
  </article>`;
}

function contentView(content: ApiContent, words: DescriptionWords): Markup {
  const entries = Object.entries(content);
  const [first] = entries;
  if (first === undefined) return html``;
  const [, {schema, examples = {}}] = first;
  return html`<p class="content"><code>${entries.map(([type]) => type).join(', ')}</code> ${schema.$ref === undefined ? '' : typeLine(schema, words)}</p>
    ${Object.entries(examples).map(
      ([name, {value}]) => html`<details>
        <summary>${words.example(name)}</summary>
        <pre lang="en" tabindex="0"><code>${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</code></pre>
      </details>`,
    )}`;
}

/** A long path may go on in the next line behind a slash. */
export function breakable(path: string): Markup {
  return html`${path.split('/').map((part, index) => (index === 0 ? part : html`/<wbr />${part}`))}`;
}
