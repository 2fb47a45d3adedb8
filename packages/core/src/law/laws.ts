import {COMMAND_TYPES} from '../order/command.ts';
import type {OrderFact, ParcelFact} from './facts.ts';
import {lawTableOf} from './law-table.ts';
import {orderMachine} from './order-machine.ts';
import {parcelMachine} from './parcel-machine.ts';

/** The order machine as a lookup table. */
export const ORDER_LAW = /* @__PURE__ */ lawTableOf<OrderFact>(orderMachine, COMMAND_TYPES);

/** The parcel machine as a lookup table. */
export const PARCEL_LAW = /* @__PURE__ */ lawTableOf<ParcelFact>(parcelMachine, COMMAND_TYPES);
