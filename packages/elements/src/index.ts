/**
 * Packline's web components as classes, without claiming their tags; `@packline/elements/define` claims them.
 *
 * @packageDocumentation
 */
export {OrderTable} from './order-table/order-table.ts';
export {ParcelPacker} from './parcel-packer/parcel-packer.ts';
export {STANDARD_VIEWS, type OrderView} from './order-table/order-views.ts';
export {ReceiptReview} from './receipt-review/receipt-review.ts';
export {OrderStatus} from './order-status/order-status.ts';
export {OrderDesk} from './order-desk/order-desk.ts';

export {LocalizedElement} from './base/localized-element.ts';
export {PacklineElement} from './base/packline-element.ts';
export {provideEngine, EngineRequestEvent, type EngineProvider} from './base/engine-context.ts';
export {setEngineFactory, type EngineFactory, type EngineFactoryOptions, type Token} from './base/engine-factory.ts';
export {defineOnce} from './base/define-once.ts';
export {createFormat, type Format, type When} from './base/format.ts';
export type {MoneyParts} from './base/money-format.ts';
export {EngineController, COMMAND_REQUESTS, type RefusedRequest} from './controllers/engine-controller.ts';
export type {EngineHost, EngineListener} from './controllers/engine-host.ts';

export {addLanguage, staffCatalog, shopperCatalog, type Catalog} from './strings/catalog.ts';
export {en} from './strings/en.ts';
export {shopperEn} from './strings/shopper-en.ts';
export type {Strings, ShopperStrings} from './strings/strings.ts';
export type {RefusalFacts} from './strings/refusal-facts.ts';

export {CommandRequestEvent} from './events/command-request.ts';
export {OrderOpenRequestEvent} from './events/order-open-request.ts';
export {ReceiptOpenRequestEvent} from './events/receipt-open-request.ts';
export {ReceiptAcceptRequestEvent} from './events/receipt-accept-request.ts';
export {ReceiptDenyRequestEvent} from './events/receipt-deny-request.ts';
export {ParcelOpenRequestEvent} from './events/parcel-open-request.ts';
export {ParcelAddRequestEvent} from './events/parcel-add-request.ts';
export {ParcelRemoveRequestEvent} from './events/parcel-remove-request.ts';
export {ParcelPackRequestEvent} from './events/parcel-pack-request.ts';
export {ParcelUnpackRequestEvent} from './events/parcel-unpack-request.ts';
export {ParcelVerifyRequestEvent} from './events/parcel-verify-request.ts';
export {ParcelUnlockRequestEvent} from './events/parcel-unlock-request.ts';
export {ParcelScheduleRequestEvent} from './events/parcel-schedule-request.ts';
export {ParcelSendRequestEvent} from './events/parcel-send-request.ts';
export {ReviewMoveEvent} from './events/review-move.ts';
export {SelectionChangeEvent} from './events/selection-change.ts';
export {QueryChangeEvent} from './events/query-change.ts';
export {RefusalDismissRequestEvent} from './events/refusal-dismiss-request.ts';
export {PacklineRefusalEvent} from './events/packline-refusal.ts';
export {PacklineProblemEvent} from './events/packline-problem.ts';
