import type {OrderFact} from '../law/facts.ts';
import {packingOf, type Parcel} from '../parcel/parcel.ts';
import type {OrderQuestion} from './order-facts.ts';
import {chosenParcels} from './send-parcels.ts';

type SendFact = Extract<OrderFact, `chosen${string}` | 'someChosen' | 'someUnsent'>;

/** What holds for every parcel that is to be sent; of none it holds as well. */
function everyChosen(holds: (parcel: Parcel) => boolean): (question: OrderQuestion) => boolean {
  return ({order, command}) => order !== undefined && command.type === 'order.send' && chosenParcels(order, command).every(holds);
}

/** What the law asks about sending several parcels at once, and about the ready switch of all of them. */
export const sendFacts: Readonly<Record<SendFact, (question: OrderQuestion) => boolean>> = {
  chosenKnown: ({order, command}) => {
    const known = new Set(order?.parcels.map(({id}) => id));
    return command.type === 'order.send' && (command.parcelIds ?? []).every((wanted) => known.has(wanted));
  },
  someChosen: ({order, command}) => order !== undefined && command.type === 'order.send' && chosenParcels(order, command).length > 0,
  chosenUnsent: everyChosen(({sentAt}) => sentAt === undefined),
  chosenFilled: everyChosen((parcel) => packingOf(parcel) !== 'empty'),
  chosenVerified: everyChosen((parcel) => packingOf(parcel) === 'verified'),
  someUnsent: ({order}) => order?.parcels.some(({sentAt}) => sentAt === undefined) === true,
};
