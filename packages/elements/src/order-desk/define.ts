import {defineOnce} from '../base/define-once.ts';
import '../order-table/define.ts';
import '../parcel-packer/define.ts';
import '../receipt-review/define.ts';
import {OrderDesk} from './order-desk.ts';

defineOnce('order-desk', OrderDesk);
