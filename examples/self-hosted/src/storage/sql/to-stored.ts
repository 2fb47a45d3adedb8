import type {StoredOrder} from '../order-storage.ts';
import type {OrderRowTable} from './tables.ts';

/** An order as it is passed on; some drivers answer whole numbers as text. */
export function toStored(row: Pick<OrderRowTable, 'id' | 'doc' | 'version' | 'position'>): StoredOrder {
  return {id: row.id, doc: row.doc, version: Number(row.version), position: Number(row.position)};
}
