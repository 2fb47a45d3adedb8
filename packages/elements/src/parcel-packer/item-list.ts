import type {LinePlaces, OrderLine} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import {actionButton} from '../base/action-button.ts';
import {doneIcon, icon, lockIcon, minusIcon, plusIcon} from '../base/icons.ts';
import {productTile} from './product-tile.ts';
import {signOf, type PackerActs, type PackerView} from './packer-view.ts';

/** How many units the next press takes, by line id; all that is left where nobody chose. */
export type ChosenQuantities = ReadonlyMap<string, number>;

/** Every item of the order, where its units are, and *Pack to #n* into the open parcel. */
export function itemList(view: PackerView, acts: PackerActs, chosen: ChosenQuantities): TemplateResult {
  return html`<ul class="items" part="items">${view.order.lines.map((line, index) => itemRow(view, acts, line, index, chosen.get(line.id)))}</ul>`;
}

function itemRow(view: PackerView, acts: PackerActs, line: OrderLine, index: number, chosen: number | undefined): TemplateResult {
  const {strings, facts, parcel, isPhone} = view;
  const place = facts.places.get(line.id);
  if (place === undefined) {
    return html`<li class="item off">${productTile(line)}<div class="what"><span class="name" dir="auto">${line.name}</span><span class="where">${strings.packer.notShipped}</span></div></li>`;
  }
  const left = place.unallocated;
  return html`<li class="item ${left === 0 ? 'complete' : ''}">
    ${productTile(line)}
    <div class="what"><span class="name" dir="auto">${line.name}</span><span class="where">${isPhone ? html`<span class="mono">${line.sku}</span>` : nothing}${whereText(view, line, place)}</span></div>
    ${isPhone && left > 0 ? html`<span class="tally"><b>${view.format.count(place.ordered - place.cancelled - left)}</b>/${view.format.count(place.ordered - place.cancelled)}</span>` : nothing}
    ${left === 0 ? stageOf(view, place) : parcel === undefined ? nothing : packing(view, acts, line, index, left, chosen)}
  </li>`;
}

/** `3 ordered, 2 in #1, 1 to pack`; on phones, where the count stands beside it, `2 in #1`. */
function whereText({strings, facts, isPhone}: PackerView, line: OrderLine, place: LinePlaces): TemplateResult {
  const {packer, status} = strings;
  const ordered = place.ordered - place.cancelled;
  if (ordered === 0) return html`${status.order.cancelled}`;
  const units = facts.whereabouts.get(line.id) ?? [];
  const [only] = units;
  const places = only !== undefined && only.count === ordered ? [packer.allIn(signOf(only.position))] : units.map(({position, count}) => packer.inParcel(count, signOf(position)));
  if (isPhone) return html`<span>${places.join(packer.placesJoin)}</span>`;
  const text = [packer.ordered(ordered), ...places].join(packer.placesJoin);
  return place.unallocated === 0 ? html`<span>${text}</span>` : html`<span>${text}${packer.placesJoin}<b>${packer.toPack(place.unallocated)}</b></span>`;
}

/** Nothing left to do with this item here: how far it has got. */
function stageOf({strings: {packer}, isPhone}: PackerView, {packing: open, verified, sent}: LinePlaces): TemplateResult | typeof nothing {
  if (open > 0) return html`<span class="stage">${packer.packed}</span>`;
  if (verified === 0 && sent === 0) return nothing;
  const sign = html`<span class="tone-done">${icon(doneIcon, isPhone ? 20 : 14)}</span>`;
  return verified > 0 ? html`<span class="stage">${isPhone ? sign : icon(lockIcon, 14)}${packer.verified}</span>` : html`<span class="stage">${sign}${packer.sent}</span>`;
}

function packing(view: PackerView, acts: PackerActs, line: OrderLine, index: number, left: number, chosen: number | undefined): TemplateResult {
  const {strings, refusals, sign} = view;
  const {packer} = strings;
  const refusal = refusals.pack ?? refusals.packLine.get(line.id);
  const quantity = Math.min(chosen ?? left, left);
  return html`<div class="packing">
    ${left > 1 && refusal === undefined ? stepper(view, acts, line, quantity, left) : nothing}
    ${actionButton({
      id: `pack-${index}`,
      className: 'pack',
      label: packer.packTo(sign),
      name: packer.packName(line.name, sign),
      ...(refusal === undefined ? {} : {icon: lockIcon}),
      reason: view.sentence(refusal),
      onClick: () => acts.pack(line.id),
    })}
  </div>`;
}

function stepper({strings: {packer}, format}: PackerView, acts: PackerActs, line: OrderLine, quantity: number, left: number): TemplateResult {
  const step = (to: number) => () => {
    if (to >= 1 && to <= left) acts.choose(line.id, to);
  };
  return html`<span class="stepper" role="group" aria-label=${packer.quantityOf(line.name)}>
    <button type="button" class="icon" aria-label=${packer.fewer} aria-disabled=${quantity === 1 ? 'true' : nothing} @click=${step(quantity - 1)}>${icon(minusIcon, 14)}</button>
    <output>${format.count(quantity)}</output>
    <button type="button" class="icon" aria-label=${packer.oneMore} aria-disabled=${quantity === left ? 'true' : nothing} @click=${step(quantity + 1)}>${icon(plusIcon, 14)}</button>
  </span>`;
}
