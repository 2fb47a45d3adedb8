import type {OrderRow} from '../index/order-row.ts';
import {DEFAULT_SETTINGS} from '../settings/settings.ts';
import {zero} from '../shared/money.ts';

/** What a handle paints that belongs to no order any more. */
export const BLANK_ROW: OrderRow = Object.freeze<OrderRow>({
  id: '',
  number: '',
  kind: 'sale',
  placedAtMs: 0,
  customerName: '',
  customerId: '',
  firstItem: '',
  moreItems: 0,
  channelCode: '',
  channelName: '',
  status: 'draft',
  statusDetail: undefined,
  payment: 'not_required',
  fulfillment: 'not_required',
  total: zero(DEFAULT_SETTINGS.currency),
  delivery: 'none',
  parcelCount: 0,
  mark: 'synced',
});
