import {sql, type RawBuilder, type Transaction} from 'kysely';
import type {Misfit, Misfits} from '../operation-storage.ts';
import type {Tables} from './tables.ts';

/** Of one kind; whoever has more sees that there are many. */
const MOST_FOUND = 1000;

/** Looks for records that contradict each other, each kind with one pass of the database. */
export async function findMisfits(db: Transaction<Tables>, storeId: string): Promise<Misfits> {
  const found = async (query: RawBuilder<{order_id: string; subject: string}>): Promise<readonly Misfit[]> =>
    (await query.execute(db)).rows.map((row) => ({orderId: row.order_id, subject: row.subject}));
  const most = sql.lit(MOST_FOUND);
  return {
    eventsWithoutCommand: await found(sql`
      select e.order_id, e.command_id as subject from events e
      left join commands c on c.store_id = e.store_id and c.id = e.command_id
      where e.store_id = ${storeId} and e.place = 0
        and (c.id is null or c.outcome <> 'applied' or c.order_id <> e.order_id or c.version <> e.version)
      order by e.order_id, e.version limit ${most}`),
    commandsWithoutEvents: await found(sql`
      select c.order_id, c.id as subject from commands c
      left join events e on e.store_id = c.store_id and e.order_id = c.order_id and e.version = c.version and e.place = 0
      where c.store_id = ${storeId} and c.outcome = 'applied' and (e.command_id is null or e.command_id <> c.id)
      order by c.order_id, c.id limit ${most}`),
    eventsWithoutOrder: await found(sql`
      select e.order_id, e.command_id as subject from events e
      left join orders o on o.store_id = e.store_id and o.id = e.order_id
      where e.store_id = ${storeId} and e.place = 0 and o.id is null
      order by e.order_id, e.version limit ${most}`),
    effectsWithoutOrder: await found(sql`
      select f.order_id, f.effect_key as subject from effects f
      left join orders o on o.store_id = f.store_id and o.id = f.order_id
      where f.store_id = ${storeId} and f.order_id <> '' and o.id is null
      order by f.effect_key limit ${most}`),
    sharedPositions: await found(sql`
      select o.id as order_id, o.id as subject from orders o
      where o.store_id = ${storeId} and o.position in (select position from orders where store_id = ${storeId} group by position having count(*) > 1)
      order by o.position, o.id limit ${most}`),
    beyondHead: await found(sql`
      select * from (
        select o.id as order_id, o.id as subject from orders o join feeds f on f.store_id = o.store_id where o.store_id = ${storeId} and o.position > f.position
        union all
        select c.order_id, c.id as subject from commands c join feeds f on f.store_id = c.store_id where c.store_id = ${storeId} and c.position > f.position
      ) beyond order by order_id limit ${most}`),
  };
}
