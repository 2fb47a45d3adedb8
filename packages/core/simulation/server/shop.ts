import {applyCommand} from '../../src/rules/apply-command.ts';
import type {Command, CommandBody} from '../../src/order/command.ts';
import type {Actor} from '../../src/order/decision.ts';
import type {Program} from '../program.ts';
import {allowedWish} from '../wishes/allowed-wishes.ts';
import {Dice, seedOf} from '../world/dice.ts';
import {Party} from '../world/party.ts';
import type {OrderRow} from './read-page.ts';
import type {Application, SimServer} from './sim-server.ts';
import {STAGES} from './stages.ts';

const SHOP: Actor = {id: 'shop', name: 'Shop', role: 'owner'};

/** Before anybody looks, the store has some orders that have come some way already. */
export function placeAtServer(server: SimServer, program: Program): void {
  const dice = new Dice(seedOf(program.seed, 5));
  program.orders.forEach(({order, stage}, index) => {
    const orderId = `o${index}`;
    const {sale = {}, moves} = STAGES[stage % STAGES.length] ?? {moves: []};
    const {paid: _paid, ...unpaid} = order;
    put(server, orderId, `place-${orderId}`, {type: 'order.place', order: sale.paymentMethod === undefined ? {...order, ...sale} : {...unpaid, ...sale}});
    moves.forEach((move, step) => {
      const present = server.database.read<OrderRow>(`order|${orderId}`)?.order;
      if (present === undefined) return;
      const unique = `${orderId}x${step}`;
      const body = typeof move === 'function' ? move(present) : allowedWish(move, {order: present, dice, unique});
      if (body !== undefined) put(server, orderId, `shop-${unique}`, body);
    });
  });
}

/** Decides and writes at once, as long as nobody else is there. */
function put(server: SimServer, orderId: string, id: string, body: CommandBody): void {
  const {database, settings} = server;
  const command: Command = {id, schemaVersion: 1, orderId, ...body};
  const row = database.read<OrderRow>(`order|${orderId}`);
  const nextNumber = String((database.read<number>('series') ?? 0) + 1);
  const answer = applyCommand(row?.order, command, {settings, actor: SHOP, now: server.now(), nextNumber});
  if (!answer.ok) return;
  const position = (database.read<number>('feed') ?? 0) + 1;
  if (answer.order.number === nextNumber) database.rows.set('series', Number(nextNumber));
  database.rows.set('feed', position);
  database.rows.set(`number|${answer.order.number}`, orderId);
  database.rows.set(`order|${orderId}`, {order: answer.order, position, settings} satisfies OrderRow);
  database.rows.set('lineage', [...server.lineage, {commandId: id, orderId, deviceId: undefined, epoch: server.epoch} satisfies Application]);
}

/** The till, a shopper or the scheduler does something at the server while devices work. */
export function shopDoes(server: SimServer, seed: number, unique: string): void {
  const dice = new Dice(seed);
  const process = server.processes.find((one) => one?.isDead === false);
  const order = dice.of(server.orders());
  if (process === undefined || order === undefined) return;
  const type = dice.oneOf(...(['order.place', 'order.expire', 'receipt.submit', 'payment.record', 'note.add', 'parcel.pack'] as const));
  const body = allowedWish(type, {order, dice, unique});
  if (body === undefined) return;
  const run = new Party('shop');
  server.scheduler.after(0, run, () => {
    const orderId = type === 'order.place' ? `o-${unique}` : order.id;
    void server.carryOut(process, [{id: `shop-${unique}`, schemaVersion: 1, orderId, ...body}], SHOP);
  });
}
