import type {ParcelFact} from '../law/facts.ts';
import type {Command} from '../order/command.ts';
import type {Order, OrderLine} from '../order/order.ts';
import type {Parcel, ParcelContent} from '../parcel/parcel.ts';
import {isPaidEnough} from './order-facts.ts';
import {trackingOf} from './sent-event.ts';
import {hasPlaces, unallocatedOf} from './places.ts';

/** What a guard of the parcel machine may be asked about. */
export interface ParcelQuestion {
  readonly order: Order;
  readonly parcel: Parcel;
  readonly command: Command;
}

function lineIdOf(command: Command): string | undefined {
  return 'lineId' in command ? command.lineId : undefined;
}

function lineOf({order, command}: ParcelQuestion): OrderLine | undefined {
  const id = lineIdOf(command);
  return order.lines.find((line) => line.id === id);
}

function contentOf({parcel, command}: ParcelQuestion): ParcelContent | undefined {
  const id = lineIdOf(command);
  return parcel.contents.find((content) => content.lineId === id);
}

function quantityOf(command: Command): number {
  return 'quantity' in command ? command.quantity : 0;
}

/** One plain function per named fact; a command without a line speaks of the whole parcel. */
export const parcelFacts: Readonly<Record<ParcelFact, (question: ParcelQuestion) => boolean>> = {
  lineKnown: (question) => lineOf(question) !== undefined,
  lineShips: (question) => {
    const line = lineOf(question);
    return line !== undefined && hasPlaces(question.order, line);
  },
  quantityWhole: ({command}) => Number.isSafeInteger(quantityOf(command)) && quantityOf(command) > 0,
  lineVerified: (question) => contentOf(question)?.verified === true,
  linePacked: (question) => lineIdOf(question.command) === undefined || contentOf(question) !== undefined,
  enoughLeft: (question) => {
    const line = lineOf(question);
    return line !== undefined && quantityOf(question.command) <= unallocatedOf(question.order, line);
  },
  enoughPacked: (question) => quantityOf(question.command) <= (contentOf(question)?.quantity ?? 0),
  takesTheRest: (question) => question.parcel.contents.length === 1 && contentOf(question)?.quantity === quantityOf(question.command),
  leavesUnverified: ({parcel, command}) => {
    const lineId = lineIdOf(command);
    return lineId !== undefined && parcel.contents.some((content) => content.lineId !== lineId && !content.verified);
  },
  reasonGiven: ({command}) => command.type === 'parcel.unlock' && command.reason.trim() !== '',
  measureGiven: ({command}) => command.type === 'parcel.measure' && (command.weightGrams !== undefined || command.dimensionsMm !== undefined),
  sameTracking: ({parcel, command}) => command.type === 'parcel.track' && trackingOf(command) === (parcel.trackingNumber ?? null),
  sameTransit: ({parcel, command}) => command.type === 'parcel.report' && command.transit === parcel.transit,
  held: ({order}) => order.holds.length > 0,
  refunded: ({order}) => order.payment === 'refunded',
  paidEnough: ({order}) => isPaidEnough(order),
};
