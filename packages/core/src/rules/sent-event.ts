import type {CommandOf} from '../order/command.ts';
import type {OrderEventBody} from '../order/event.ts';
import {recogniseTrackingNumber} from './tracking-number.ts';

/** A parcel goes. Without a tracking number of its own, one that is recognised in the remark becomes it. */
export function sentEvent(parcelId: string, remark: string | undefined, tracking?: string): OrderEventBody {
  const words = remark?.trim() === '' ? undefined : remark;
  const trackingNumber = typedNumber(tracking) ?? (words === undefined ? undefined : recogniseTrackingNumber(words));
  return {type: 'parcel.sent', parcelId, ...(words === undefined ? {} : {remark: words}), ...(trackingNumber === undefined ? {} : {trackingNumber})};
}

/** What a correction leaves: the number without spaces around it; null where nothing is written. */
export function trackingOf({trackingNumber}: Pick<CommandOf<'parcel.track'>, 'trackingNumber'>): string | null {
  return typedNumber(trackingNumber) ?? null;
}

function typedNumber(text: string | null | undefined): string | undefined {
  const typed = text?.trim();
  return typed === '' ? undefined : typed;
}
