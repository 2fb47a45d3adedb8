import {html, nothing, type TemplateResult} from 'lit';
import {arrowEndIcon, checkIcon, icon} from '../base/icons.ts';
import {grow} from './grow.ts';
import type {PackingGroup} from './packing-facts.ts';
import {signOf, type PackerView} from './packer-view.ts';

/** Above this many units a cell each would be too small to count. */
const MOST_CELLS = 24;

/** How far packing has got: a sentence, a picture of every unit, and how many units are where. */
export function packingMeter({strings, facts, isPhone}: PackerView): TemplateResult {
  const {packer} = strings;
  const {total, packed, groups} = facts;
  const sentence = packer.meter(packed, total);
  return html`<section class="progress" part="meter">
    <p class="strong">${sentence}</p>
    <div class="meter" role="meter" aria-label=${packer.meterLabel} aria-valuemin="0" aria-valuemax=${total} aria-valuenow=${packed} aria-valuetext=${sentence}>
      ${total > MOST_CELLS ? groups.map((group) => html`<span class="cell ${group.stage}" ${grow(group.count)}></span>`) : groups.map(cells)}
    </div>
    ${isPhone ? nothing : html`<ul class="legend">${groups.map((group) => legend(group, packer))}</ul>`}
  </section>`;
}

function sign(stage: PackingGroup['stage']): TemplateResult | typeof nothing {
  return stage === 'verified' ? icon(checkIcon, 11) : stage === 'sent' ? icon(arrowEndIcon, 11) : nothing;
}

function cells({stage, count}: PackingGroup): TemplateResult {
  return html`<span class="group" ${grow(count)}>${Array.from({length: count}, () => html`<span class="cell ${stage}">${sign(stage)}</span>`)}</span>`;
}

function legend({stage, position, count}: PackingGroup, packer: PackerView['strings']['packer']): TemplateResult {
  const parcel = signOf(position);
  const words = {
    sent: () => packer.legendSent(count, parcel),
    verified: () => packer.legendVerified(count, parcel),
    packing: () => packer.legendPacking(count, parcel),
    left: () => packer.legendLeft(count),
  };
  return html`<li><span class="cell ${stage}">${sign(stage)}</span>${words[stage]()}</li>`;
}
