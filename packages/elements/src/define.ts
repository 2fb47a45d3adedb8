/**
 * Claims all tags and joins the widgets to Packline's protocol. Import it once.
 *
 * @packageDocumentation
 */
import {connectElements} from './connect.ts';
import './order-desk/define.ts';
import './order-status/define.ts';
import './order-table/define.ts';
import './parcel-packer/define.ts';
import './receipt-review/define.ts';

connectElements();
