import {html} from 'hono/html';
import type {Markup} from '../pages/layout.ts';
import type {ApiSchema} from './description.ts';
import type {DescriptionWords} from './description-words.ts';

/** Text whose `backticks` are code. */
export function prose(text: string): Markup {
  const parts = text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
  return html`${parts}`;
}

/** Where a schema stands on the page. */
export function anchorOf(name: string): string {
  return `schema-${name}`;
}

/** What a value is, in a line. */
export function typeLine(schema: ApiSchema, words: DescriptionWords): Markup {
  const {$ref, items, anyOf, oneOf, allOf, type, format, additionalProperties} = schema;
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1) ?? '';
    return html`<a href="#${anchorOf(name)}">${name}</a>`;
  }
  const kinds = anyOf ?? oneOf ?? allOf;
  if (kinds !== undefined) return html`${kinds.map((kind, index) => html`${index === 0 ? '' : ` ${words.or} `}${typeLine(kind, words)}`)}`;
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) return html`${schema.enum.map((value, index) => html`${index === 0 ? '' : ` ${words.or} `}<code>${JSON.stringify(value)}</code>`)}`;
  if (items !== undefined) return html`${words.listOf} ${typeLine(items, words)}`;
  if (additionalProperties && type === 'object' && schema.properties === undefined) return html`${words.listOf} ${typeLine(additionalProperties, words)}`;
  return html`${type === undefined ? words.anything : [type].flat().join(` ${words.or} `)}${format === undefined ? '' : ` (${format})`} <span class="muted">${bounds(schema, words)}</span>`;
}

/** Bounds worth reading: those of exact numbers go without saying. */
function bounds({minimum, maximum, minLength, maxLength, pattern, default: standard}: ApiSchema, words: DescriptionWords): string {
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  return [
    least === undefined ? '' : `≥ ${least}`,
    most === undefined ? '' : `≤ ${most}`,
    minLength === undefined ? '' : `≥ ${minLength} ${words.characters}`,
    maxLength === undefined ? '' : `≤ ${maxLength} ${words.characters}`,
    pattern ?? '',
    standard === undefined ? '' : `= ${JSON.stringify(standard)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The fields of an object, one row each; those that are objects themselves open below. */
export function fieldRows(schema: ApiSchema, words: DescriptionWords, isInner = false): Markup {
  const {properties = {}, required = [], additionalProperties} = schema;
  const rows = Object.entries(properties).map(([name, field]) => {
    // Two fields that exclude each other say so by each forbidding the other.
    if (field.not !== undefined) return '';
    return html`<div class="field-row">
      <dt><code>${name}</code> ${required.includes(name) ? html`<span class="required">${words.required}</span>` : ''}</dt>
      <dd>${typeLine(field, words)}${field.description === undefined ? '' : html`<br />${prose(field.description)}`} ${nested(field, words)}</dd>
    </div>`;
  });
  return html`<dl class="fields">${rows}</dl>
    ${additionalProperties === false && rows.length > 0 && !isInner ? html`<p class="hint">${words.closed}</p>` : ''}`;
}

function nested(field: ApiSchema, words: DescriptionWords): Markup | '' {
  if (field.properties !== undefined) return fieldRows(field, words, true);
  const kinds = (field.items?.anyOf ?? [field.items]).filter((kind) => kind?.properties !== undefined) as readonly ApiSchema[];
  return kinds.length === 0 ? '' : html`${kinds.map((kind) => fieldRows(kind, words, true))}`;
}
