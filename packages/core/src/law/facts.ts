/**
 * The finite record of named booleans that machines may read. Plain functions compute them from the stored facts
 * (`order-facts.ts`, `parcel-facts.ts`); a guard never looks at anything else.
 */
export const ORDER_FACTS = [
  'isSale',
  'isDraft',
  'numberTaken',
  'hasLines',
  'idsUnique',
  'quantitiesValid',
  'oneCurrency',
  'inRange',
  'sentSomething',
  'moneyMoved',
  'reviewOpen',
  'allowsUnpaid',
  'versionExpected',
  'receiptNew',
  'receiptKnown',
  'receiptIsOpen',
  'samePicture',
  'messageGiven',
  'sameCurrency',
  'amountPositive',
  'somethingDue',
  'refundCovered',
  'awaitsPayment',
  'parcelNew',
  'parcelKnown',
  'oneUnsentParcelAtMost',
  'somethingToSend',
  'somethingVerified',
  'held',
  'refunded',
  'paidEnough',
] as const;

export type OrderFact = (typeof ORDER_FACTS)[number];

export const PARCEL_FACTS = [
  'lineKnown',
  'lineShips',
  'quantityWhole',
  'lineVerified',
  'linePacked',
  'enoughLeft',
  'enoughPacked',
  'takesTheRest',
  'leavesUnverified',
  'reasonGiven',
  'held',
  'refunded',
  'paidEnough',
] as const;

export type ParcelFact = (typeof PARCEL_FACTS)[number];
