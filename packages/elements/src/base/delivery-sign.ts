import type {DeliverySign} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import type {StatusStrings} from '../strings/en/status.ts';
import {bagIcon, boxFullIcon, boxHalfIcon, boxIcon, boxProblemIcon, dashIcon, houseCheckIcon, icon, truckIcon} from './icons.ts';
import type {Shape} from './shape.ts';

const SHAPES: Readonly<Record<DeliverySign, Shape>> = {
  none: dashIcon,
  unpacked: boxIcon,
  packing: boxHalfIcon,
  packed: boxFullIcon,
  sent: truckIcon,
  delivered: houseCheckIcon,
  collect: bagIcon,
  problem: boxProblemIcon,
};

/** The drawing of a sign, on the icons' grid; 20 px. */
export function deliveryShape(sign: DeliverySign): Shape {
  return SHAPES[sign] ?? boxIcon;
}

/** "Delivery, packed, 2 parcels" */
export function deliveryLabel(strings: StatusStrings, sign: DeliverySign, parcelCount: number): string {
  return strings.deliveryLabel(strings.delivery[sign], parcelCount);
}

/** The 20 px icon with its badge from two parcels on; silent, so label the button round it with {@link deliveryLabel}. */
export function deliverySign(sign: DeliverySign, parcelCount = 0): TemplateResult {
  return html`<span class="delivery ${sign}">${icon(deliveryShape(sign), 20)}${parcelCount > 1 ? html`<span class="badge" aria-hidden="true">${parcelCount}</span>` : nothing}</span>`;
}
