import {derivedId, type Command, type CommandResult} from '@packline/core';
import {OperationError} from '../operations/operation-error.ts';
import {findCustomer, type CustomerMark, type FoundOrder} from '../operations/retention/find-customer.ts';
import {createCommandRunner} from '../orders/command-runner.ts';
import {STORE_ID} from '../store-id.ts';
import {createWakeBus} from '../wake-bus.ts';
import {say, UsageError, type CliCommand, type CommandLine} from './command-line.ts';
import {openForReading, openForWriting} from './open-shop.ts';
import {readArgs} from './read-args.ts';

/** Commands sent in one request. */
const MOST_AT_ONCE = 100;

const FLAGS = {email: {type: 'string'}, phone: {type: 'string'}, customer: {type: 'string'}, order: {type: 'string'}, yes: {type: 'boolean'}, url: {type: 'string'}, json: {type: 'boolean'}} as const;

/** What became of the order of one who is to be forgotten. */
interface Outcome {
  readonly order: FoundOrder;
  readonly result: CommandResult;
}

export const eraseCommand: CliCommand = {
  usage: 'erase (--email ADDRESS | --phone NUMBER | --customer ID | --order ID) [--yes] [--url SERVER] [--json]',
  about: 'shows whose orders would be erased; with --yes, erases who the customer was, for good. --url (with OWNER_TOKEN) does it through a running server',
  async run(line) {
    const {words, flags} = readArgs(line.args, FLAGS);
    if (words.length > 0) throw new UsageError(`“${words.join(' ')}” is too much`);
    const mark: CustomerMark = {email: flags.email, phone: flags.phone, customerId: flags.customer, orderId: flags.order};
    if (Object.values(mark).every((value) => value === undefined)) throw new UsageError('Whom to erase is missing');
    if (flags.phone !== undefined && flags.phone.replace(/\D/g, '').length < 6) throw new UsageError('A telephone number of fewer than 6 digits would fit too many');
    const found = await look(line, mark);
    if (flags.yes !== true) {
      if (flags.json === true) say(line.out, JSON.stringify({orders: found}));
      else say(line.out, toPreview(found));
      return 0;
    }
    const outcomes = flags.url === undefined ? await eraseHere(line, found) : await eraseThere(flags.url, line.config().ownerToken, found);
    const refused = outcomes.filter(({result}) => result.outcome === 'refused');
    if (flags.json === true) say(line.out, JSON.stringify({erased: outcomes.length - refused.length, refused: refused.map(({order, result}) => ({orderId: order.id, code: result.refusal?.code}))}));
    else say(line.err, [`Erased who the customer was in ${outcomes.length - refused.length} orders.`, ...refused.map(({order, result}) => `  ${order.number} was not: ${result.refusal?.code ?? ''}`), ...(refused.length > 0 ? ['Finish, cancel or refund those first.'] : []), 'Backups from before still hold it.'].join('\n'));
    return refused.length === 0 ? 0 : 1;
  },
};

async function look({config, log}: CommandLine, mark: CustomerMark): Promise<readonly FoundOrder[]> {
  const shop = await openForReading(config(), log);
  try {
    return await shop.storage.readSnapshot((snapshot) => findCustomer(snapshot, STORE_ID, mark));
  } finally {
    await shop.close();
  }
}

function toPreview(found: readonly FoundOrder[]): string {
  if (found.length === 0) return 'No order is of this customer.';
  const rows = found.map(({number, placedAt, status, name, pictures, isOpen}) => `  ${number}  ${placedAt.slice(0, 10)}  ${status}${isOpen ? ' (not finished: will be refused)' : ''}  ${name}  ${pictures} pictures`);
  return [`${found.length} orders would be erased: names, contacts, addresses, notes, messages, letters and pictures of receipts.`, ...rows, 'Say --yes to do it; it cannot be undone.'].join('\n');
}

function wishesFor(found: readonly FoundOrder[]): Command[] {
  return found.map(({id, version}) => ({type: 'order.erase', id: derivedId(id, `erase-${version}`), schemaVersion: 1, orderId: id}));
}

async function eraseHere({config, log, now}: CommandLine, found: readonly FoundOrder[]): Promise<readonly Outcome[]> {
  const storage = await openForWriting(config(), log);
  try {
    const commands = createCommandRunner({storeId: STORE_ID, storage, wakes: createWakeBus(), now});
    return await inParts(found, async (part) => {
      const answer = await commands.run({commands: wishesFor(part), actor: {id: 'owner', name: 'Owner', role: 'owner'}});
      if (!answer.ok) throw new OperationError(answer.errors[0]?.detail ?? 'The server could not read the wish.');
      return answer.results;
    });
  } finally {
    await storage.close();
  }
}

async function eraseThere(url: string, token: string | undefined, found: readonly FoundOrder[]): Promise<readonly Outcome[]> {
  if (token === undefined) throw new UsageError('OWNER_TOKEN is missing: it is the token that the server at --url lets in');
  return inParts(found, async (part) => {
    const response = await fetch(new URL('/v1/commands', url), {method: 'POST', body: JSON.stringify({commands: wishesFor(part)}), headers: {'content-type': 'application/json', authorization: `Bearer ${token}`}}).catch((error: unknown) => {
      throw new OperationError(`There is no answer from ${url}: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (!response.ok) throw new OperationError(`${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    return ((await response.json()) as {results: CommandResult[]}).results;
  });
}

async function inParts(found: readonly FoundOrder[], erase: (part: readonly FoundOrder[]) => Promise<readonly CommandResult[]>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < found.length; start += MOST_AT_ONCE) {
    const part = found.slice(start, start + MOST_AT_ONCE);
    const results = await erase(part);
    outcomes.push(...results.flatMap((result, index) => (part[index] === undefined ? [] : [{order: part[index], result}])));
  }
  return outcomes;
}
