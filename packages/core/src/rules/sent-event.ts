import type {OrderEventBody} from '../order/event.ts';
import {recogniseTrackingNumber} from './tracking-number.ts';

/** A parcel goes. Without a tracking number of its own, one that is recognised in the remark becomes it. */
export function sentEvent(parcelId: string, remark: string | undefined, tracking?: string): OrderEventBody {
  const words = remark?.trim() === '' ? undefined : remark;
  const typed = tracking?.trim() === '' ? undefined : tracking?.trim();
  const trackingNumber = typed ?? (words === undefined ? undefined : recogniseTrackingNumber(words));
  return {type: 'parcel.sent', parcelId, ...(words === undefined ? {} : {remark: words}), ...(trackingNumber === undefined ? {} : {trackingNumber})};
}
