/**
 * Packline's order rules: documents, commands, the law, queries and ports. Runs in a browser, in Node and on a
 * server; opens no connection and keeps nothing. The engine that caches and synchronises is `@packline/core/engine`.
 *
 * @packageDocumentation
 */
export type {Instant, CalendarDate} from './shared/instant.ts';
export {type Money, MAX_SCALE, money, zero, moneyFromDecimal, toDecimal, add, subtract, negate, times, sum, compare, moneyEquals, payableOf} from './shared/money.ts';
export {minorDigits} from './shared/currencies.ts';
export {derivedId, firstParcelId, shortId} from './shared/ids.ts';
export type {Refusal} from './shared/refusal.ts';
export {REFUSAL_CODES, type RefusalCode} from './shared/refusal-codes.ts';
export {EngineError, isEngineError} from './shared/engine-error.ts';

export {type Retention, type Settings, DEFAULT_SETTINGS, KEPT_FOR_EVER} from './settings/settings.ts';

export * from './order/order.ts';
export * from './order/order-status.ts';
export type {NewOrder, NewOrderLine} from './order/new-order.ts';
export type {LineEdit, OrderEdit} from './order/order-edit.ts';
export type {UndoableAct} from './order/undoable-act.ts';
export {type Command, type CommandBody, type CommandEnvelope, type CommandOf, type CommandType, COMMAND_TYPES} from './order/command.ts';
export type {OrderEvent, OrderEventBody, OrderEventType, LoggedEvent, LoggedVerdicts, EditedFacts, PlacedFacts} from './order/event.ts';
export type {Actor, Decision, DecisionContext, Role} from './order/decision.ts';
export {type Parcel, type ParcelContent, type ParcelDimensions, type ParcelPacking, type ParcelTransit, packingOf} from './parcel/parcel.ts';
export type {Receipt, ReceiptState} from './payment/receipt.ts';
export type {PaymentEntry, PaymentStatus} from './payment/payment-entry.ts';

export {orderMachine} from './law/order-machine.ts';
export {parcelMachine} from './law/parcel-machine.ts';
export type {OrderFact, ParcelFact} from './law/facts.ts';

export {decide} from './rules/decide.ts';
export {evolve} from './rules/evolve.ts';
export {applyCommand, applyEvents, type Applied} from './rules/apply-command.ts';
export {replay, type Replayed} from './rules/replay.ts';
export {deriveOrder, type OrderFactsOnly} from './rules/derive-order.ts';
export {dueOf, moneyMoved, type MoneyMoved} from './rules/derive-payment.ts';
export {previewEdit, type EditPreview, type UndonePacking} from './rules/undone-packing.ts';
export {placesOf, sumPlaces, type LinePlaces} from './rules/places.ts';
export {recogniseTrackingNumber} from './rules/tracking-number.ts';
export {may} from './rules/permissions.ts';
export {isOpenOrder} from './rules/is-open-order.ts';
export type {Effect, MailTemplate} from './effects/effect.ts';
export {effectsOf} from './effects/effects-of.ts';
export {cancelledEffectKeys} from './effects/cancelled-effect-keys.ts';

export {ERASED} from './erasure/erase-facts.ts';
export {eraseLogged} from './erasure/erase-logged.ts';
export {orderAt, type LogPlace} from './history/order-at.ts';
export {timelineOf, type PendingWishes, type TimelineOptions} from './history/timeline-of.ts';
export type {StepParams, TimelineEntry, TimelineStep} from './history/timeline.ts';
export {explainStatus} from './history/explain-status.ts';
export type * from './history/explained.ts';
export {redact, seesMoney} from './redaction/redact-order.ts';
export {redactEvent} from './redaction/redact-event.ts';
export {redactLogged} from './redaction/redact-logged.ts';
export {redactDecision, redactRefusal, redactResult} from './redaction/redact-answer.ts';

export type {GoldenAnswer, GoldenFile, GoldenStep, GoldenStory} from './golden/golden-file.ts';

export {parseCommand, type ParsedCommand} from './wire/parse-command.ts';
export {commandSchema} from './wire/command-schema.ts';

export * from './query/order-query.ts';
export {type ParseOptions, parseQuery} from './query/parse-query.ts';
export {type DayFilter, type DayFilters, type ListFilters, type OrderFilters, parseFilters, type TextFilters, type TotalFilter} from './query/parse-filters.ts';
export {QUERY_FIELDS, type QueryField} from './query/query-fields.ts';
export {QUERY_VALUES} from './query/query-values.ts';
export {formatQuery, formatTerm} from './query/format-query.ts';
export {type ResolvedSelection, type ResultSelection, type ResultSource, resolveSelection, selectResults} from './query/result-selection.ts';
export {queryOfView, type SavedView, STANDARD_VIEWS, standardQueries, type StandardView, type StandardViewId} from './query/standard-views.ts';
export {matchesOrder} from './query/match-order.ts';
export {matchRanges, type MatchRange} from './query/match-ranges.ts';
export {fold} from './shared/fold.ts';
// What a backend needs to give the same answers from a database of its own.
export {orderHaystacks, type Haystack, type HaystackField} from './query/order-haystacks.ts';
export {toNeedle, type Needle} from './query/needle.ts';
export {addDays, dayAt, dayBounds, type DayBounds} from './query/day-bounds.ts';
export {naturalKey} from './index/natural-key.ts';
export {DELIVERY_SIGNS, deliverySignOf} from './index/delivery-sign.ts';
export type {DeliverySign, OrderRow, RowMark} from './index/order-row.ts';

export type {OrderBackend, Session, CommandResult, ChangesPage, FeedScope, OrdersPage} from './ports/order-backend.ts';
export type {ShopperLine, ShopperOrder, ShopperParcel, ShopperReceipt} from './ports/shopper-order.ts';
export {BackendError, isBackendError, type BackendErrorCode, type Problem, type ProblemPointer} from './ports/backend-error.ts';
export type {Clock} from './ports/clock.ts';
export type {IdSource} from './ports/id-source.ts';
export {type Logger, SILENT_LOGGER} from './ports/logger.ts';
