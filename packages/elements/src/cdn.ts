/**
 * The script-tag file: the list, the review and the packer, defined and connected. The desk that joins them is a file of
 * its own beside this one (`order-desk.min.js`), the customer's page another (`order-status.min.js`).
 *
 * @packageDocumentation
 */
import {connectElements} from './connect.ts';
import './order-table/define.ts';
import './parcel-packer/define.ts';
import './receipt-review/define.ts';

connectElements();

export {createHttpBackend} from '@packline/client';
export {createOrderEngine, shareOrderEngine} from '@packline/core/engine';
export {provideEngine} from './base/engine-context.ts';
export {setEngineFactory} from './base/engine-factory.ts';
export {addLanguage, staffCatalog} from './strings/catalog.ts';
