import {ORDER_STATUSES, type OrderSort, type OrderStatus, type QueryTerm, type SortField} from '@packline/core';
import {html, type TemplateResult} from 'lit';
import type {Strings} from '../strings/strings.ts';

/** Keeps one condition of a kind: the new one instead of the old, or none. */
export function withTerm(terms: readonly QueryTerm[], kind: QueryTerm['kind'], term: QueryTerm | undefined): readonly QueryTerm[] {
  const others = terms.filter((candidate) => candidate.kind !== kind);
  return term === undefined ? others : [...others, term];
}

function termOf<Kind extends QueryTerm['kind']>(terms: readonly QueryTerm[], kind: Kind): Extract<QueryTerm, {kind: Kind}> | undefined {
  return terms.find((term): term is Extract<QueryTerm, {kind: Kind}> => term.kind === kind);
}

function numberIn(event: Event): number | undefined {
  const {value} = event.target as HTMLInputElement;
  const number = Number(value);
  return value.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

interface FilterPanel {
  readonly terms: readonly QueryTerm[];
  readonly sort: OrderSort;
  readonly strings: Strings;
  readonly onTerms: (terms: readonly QueryTerm[]) => void;
  readonly onSort: (sort: OrderSort) => void;
}

/** All ways to sort, for narrow lists: they have no column names to press. */
function sortChoice({sort, strings: {table}, onSort}: FilterPanel): TemplateResult {
  const ways = Object.entries(table.sort).flatMap(([field, words]) => words.map((label, down) => ({label, value: {field: field as SortField, descending: down === 1}})));
  const isChosen = ({field, descending}: OrderSort) => field === sort.field && descending === sort.descending;
  return html`<label class="field narrow-only"
    ><span class="label">${table.sorting}</span
    ><select @change=${(event: Event) => onSort((ways[(event.target as HTMLSelectElement).selectedIndex] ?? {value: sort}).value)}>${ways.map(({label, value}) => html`<option .selected=${isChosen(value)}>${label}</option>`)}</select></label
  >`;
}

/** The filters: statuses, days, totals. Every change asks at once; the list behind answers while one chooses. */
export function filterPanel(options: FilterPanel): TemplateResult {
  const {terms, strings, onTerms: change} = options;
  const {table, status} = strings;
  const chosen = termOf(terms, 'status')?.values ?? [];
  const placed = termOf(terms, 'placed');
  const total = termOf(terms, 'total');
  const toggle = (value: OrderStatus, on: boolean) => {
    const values = on ? [...chosen, value] : chosen.filter((other) => other !== value);
    change(withTerm(terms, 'status', values.length === 0 ? undefined : {kind: 'status', values, negated: false}));
  };
  const setDays = (from: string | undefined, to: string | undefined) =>
    change(withTerm(terms, 'placed', (from ?? to) === undefined ? undefined : {kind: 'placed', from, to, negated: false}));
  const setTotal = (min: number | undefined, max: number | undefined) =>
    change(withTerm(terms, 'total', (min ?? max) === undefined ? undefined : {kind: 'total', min, minIncluded: true, max, maxIncluded: true, negated: false}));
  const dayOf = (event: Event) => (event.target as HTMLInputElement).value || undefined;
  return html`${sortChoice(options)}
    <fieldset>
      <legend class="label">${table.filterStatus}</legend>
      <div class="statuses">
        ${ORDER_STATUSES.map(
          (value) =>
            html`<label class="choice"
              ><input class="check" type="checkbox" .checked=${chosen.includes(value)} @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)} />${status.order[value]}</label
            >`,
        )}
      </div>
    </fieldset>
    <fieldset>
      <legend class="label">${table.filterPlaced}</legend>
      <div class="pair">
        <label class="field"><span class="hint">${table.from}</span><input class="input" type="date" .value=${placed?.from ?? ''} @change=${(event: Event) => setDays(dayOf(event), placed?.to)} /></label>
        <label class="field"><span class="hint">${table.to}</span><input class="input" type="date" .value=${placed?.to ?? ''} @change=${(event: Event) => setDays(placed?.from, dayOf(event))} /></label>
      </div>
    </fieldset>
    <fieldset>
      <legend class="label">${table.filterTotal}</legend>
      <div class="pair">
        <label class="field"><span class="hint">${table.atLeast}</span><input class="input" inputmode="decimal" .value=${total?.min === undefined ? '' : String(total.min)} @change=${(event: Event) => setTotal(numberIn(event), total?.max)} /></label>
        <label class="field"><span class="hint">${table.atMost}</span><input class="input" inputmode="decimal" .value=${total?.max === undefined ? '' : String(total.max)} @change=${(event: Event) => setTotal(total?.min, numberIn(event))} /></label>
      </div>
    </fieldset>`;
}
