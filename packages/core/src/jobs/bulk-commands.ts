import type {CommandBody, CommandType} from '../order/command.ts';
import {EngineError} from '../shared/engine-error.ts';
import type {JobAction} from './job.ts';

/**
 * What one body can ask of many orders, and the fields of it that name a thing inside one order: those cannot be given
 * in bulk.
 */
const NOT_IN_BULK = {
  'order.dispatch': [],
  'order.confirm': [],
  'order.cancel': [],
  'order.send': ['parcelIds'],
  'order.schedule': [],
  'order.close': [],
  'order.archive': [],
  'note.add': [],
  'tags.change': [],
  'hold.add': [],
  'hold.release': ['holdId'],
  'payment.record': [],
} as const satisfies Partial<Record<CommandType, readonly string[]>>;

/** Commands that a job can give. */
export type BulkCommandType = keyof typeof NOT_IN_BULK;

/** Commands that a job can give, in the order they are offered. */
export const BULK_COMMAND_TYPES = Object.keys(NOT_IN_BULK) as readonly BulkCommandType[];

/** The body of a command that a job can give: any of its own fields, but none that names a parcel or a hold of one order. */
export type BulkBody = {[Type in BulkCommandType]: Omit<Extract<CommandBody, {type: Type}>, (typeof NOT_IN_BULK)[Type][number]>}[BulkCommandType];

/**
 * The body that an action gives to each of its orders.
 * @throws EngineError `job/not-in-bulk` when the command cannot be given to many orders, or names a thing of one order.
 * @example
 * bodyOf({kind: 'dispatch', mode: 'all_items', shipOn: '2026-11-27'}) //=> {type: 'order.dispatch', mode: 'all_items', …}
 */
export function bodyOf(action: JobAction): CommandBody {
  if (action.kind === 'dispatch') {
    const {kind: _kind, ...wish} = action;
    return {type: 'order.dispatch', ...wish};
  }
  const {body} = action;
  const fields: readonly string[] | undefined = Object.hasOwn(NOT_IN_BULK, body.type) ? NOT_IN_BULK[body.type] : undefined;
  if (fields === undefined) throw new EngineError('job/not-in-bulk', `${body.type} cannot be given to many orders at once.`);
  const own = fields.find((field) => field in body);
  if (own !== undefined) throw new EngineError('job/not-in-bulk', `${body.type} with ${own} speaks of one order only, so it cannot be given to many.`);
  return body;
}
