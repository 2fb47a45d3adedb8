import type {Command} from '../../src/order/command.ts';
import type {Actor} from '../../src/order/decision.ts';
import type {LoggedEvent} from '../../src/order/event.ts';
import type {CommandResult} from '../../src/ports/order-backend.ts';
import {redactResult} from '../../src/redaction/redact-answer.ts';
import {applyCommand} from '../../src/rules/apply-command.ts';
import type {Settings} from '../../src/settings/settings.ts';
import type {Party} from '../world/party.ts';
import type {OrderRow} from './read-page.ts';
import type {ServerTransaction} from './server-database.ts';
import type {Application, SimServer} from './sim-server.ts';

/** What is kept of a command for ever. */
interface CommandRow {
  readonly fingerprint: string;
  readonly result: CommandResult;
}

/** Equal for the same wish, whenever and however often it is sent. */
function fingerprintOf({device: _device, claimedAt: _claimedAt, ...wish}: Command): string {
  return JSON.stringify(wish);
}

/**
 * Decides a batch on the newest state in one transaction with the log, the idempotency records and the feed position,
 * which is taken last.
 */
export async function carryOut(server: SimServer, process: Party, commands: readonly Command[], actor: Actor): Promise<readonly CommandResult[]> {
  const transaction = server.database.begin(process);
  for (const orderId of [...new Set(commands.map((command) => command.orderId))].sort()) await transaction.lock(`order|${orderId}`);
  for (const commandId of [...new Set(commands.map(({id}) => id))].sort()) await transaction.lock(`command|${commandId}`);
  if (commands.some(({type}) => type === 'order.place')) await transaction.lock('series');
  const {settings} = transaction.read<{settings: Settings}>('settings') ?? {settings: server.settings};
  const changed = new Set<string>();
  const applications: Application[] = [];
  const results = commands.map((command) => decideOne(server, transaction, command, actor, settings, changed, applications));
  if (changed.size > 0) await takePositions(transaction, [...changed], settings);
  const lineage = (): readonly Application[] => transaction.read<readonly Application[]>('lineage') ?? [];
  if (applications.length > 0) transaction.write('lineage', [...lineage(), ...applications]);
  await transaction.commit(() => {
    for (const {commandId} of applications) server.everApplied.set(commandId, (server.everApplied.get(commandId) ?? 0) + 1);
  });
  return results.map((result) => redactResult(result.outcome === 'applied' ? {...result, position: server.database.read<number>('feed') ?? 0} : result, actor.role));
}

/** The counter's row is locked as late as possible and until the commit, so positions become visible in their order. */
async function takePositions(transaction: ServerTransaction, orderIds: readonly string[], settings: Settings): Promise<void> {
  await transaction.lock('feed');
  let position = transaction.read<number>('feed') ?? 0;
  for (const orderId of orderIds) {
    const row = transaction.read<OrderRow>(`order|${orderId}`);
    position += 1;
    if (row !== undefined) transaction.write(`order|${orderId}`, {...row, position, settings} satisfies OrderRow);
  }
  transaction.write('feed', position);
}

function decideOne(
  server: SimServer,
  transaction: ServerTransaction,
  command: Command,
  actor: Actor,
  settings: Settings,
  changed: Set<string>,
  applications: Application[],
): CommandResult {
  const {id, orderId} = command;
  const before = transaction.read<OrderRow>(`order|${orderId}`)?.order;
  const earlier = transaction.read<CommandRow>(`command|${id}`);
  const fingerprint = fingerprintOf(command);
  if (earlier !== undefined) {
    const withOrder = before === undefined ? {} : {order: before};
    if (earlier.fingerprint !== fingerprint) return {id, outcome: 'refused', version: before?.version ?? 0, position: 0, refusal: {code: 'command/id-reused', params: {}}, ...withOrder};
    return earlier.result.outcome === 'refused' ? {...earlier.result, ...withOrder} : {...earlier.result, outcome: 'duplicate'};
  }
  const nextNumber = String((transaction.read<number>('series') ?? 0) + 1);
  const wished = command.type === 'order.place' ? command.order.number : undefined;
  const numberTaken = wished !== undefined && transaction.read(`number|${wished}`) !== undefined;
  const answer = applyCommand(before, command, {settings, actor, now: server.now(), nextNumber, numberTaken});
  if (!answer.ok) {
    const result: CommandResult = {id, outcome: 'refused', version: before?.version ?? 0, position: 0, refusal: answer.refusal};
    server.everRefused.add(id);
    transaction.write(`command|${id}`, {fingerprint, result} satisfies CommandRow);
    return before === undefined ? result : {...result, order: before};
  }
  const {order, events} = answer;
  if (order.number === nextNumber) transaction.write('series', Number(nextNumber));
  transaction.write(`number|${order.number}`, orderId);
  transaction.write(`order|${orderId}`, {order, position: 0, settings} satisfies OrderRow);
  const log = events.map((event, index): LoggedEvent => ({orderId, version: order.version, index, commandId: id, event}));
  transaction.write(`events|${orderId}`, [...(transaction.read<readonly LoggedEvent[]>(`events|${orderId}`) ?? []), ...log]);
  const result: CommandResult = {id, outcome: 'applied', version: order.version, position: 0};
  transaction.write(`command|${id}`, {fingerprint, result} satisfies CommandRow);
  changed.add(orderId);
  applications.push({commandId: id, orderId, deviceId: command.device?.id, epoch: server.epoch});
  return result;
}
