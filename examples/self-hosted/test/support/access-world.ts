import {signOrderLink} from '../../src/access/order-link.ts';
import {hashSecret} from '../../src/access/secrets.ts';
import type {AccessWorld, Visitor} from '../access-table.ts';
import {give, hkd, PNG, place} from './commands.ts';
import {createTestClock, OWNER_TOKEN, startTestServer, type TestServer} from './start-test-server.ts';

/** What each visitor has in their hand; empty for nobody. */
export type Holdings = Readonly<Record<Visitor, string>>;

/** What an answer may give away, in forms that occur nowhere else. */
export const SECRETS = {
  number: /A-ONE/,
  otherNumber: /A-TWO/,
  name: /Quince/i,
  otherName: /Medlar/i,
  money: /77.?317|66.?413/,
  contacts: /quince@|5550.?7788/,
  staff: /cobalt-note|teal-tag/,
} as const;

export interface OpenAccessWorld extends AccessWorld {
  readonly server: TestServer;
  /** Fresh credentials, so that a row that uses one up spoils none of the next. */
  hand(): Promise<Holdings>;
}

/** A shop with two orders, their letters and pictures, and everybody who may come to it. */
export async function openAccessWorld(lifetime: Parameters<typeof startTestServer>[0]): Promise<OpenAccessWorld> {
  const clock = createTestClock();
  const server = await startTestServer(lifetime, {clock});
  const {access, storage, storeId, linkKey} = server.services;
  const contacts = {name: 'Ochre Quince', email: 'quince@example.com', phone: '+852 5550 7788', language: 'en'};
  await server.apply(
    place('o1', {
      number: 'A-ONE',
      customer: contacts,
      shippingAddress: {name: 'Ochre Quince', phone: contacts.phone, lines: ['Flat 1'], country: 'HK'},
      lines: [{sku: 'TEA', name: 'Oolong', quantity: 2, unitPrice: hkd(77_317)}],
      shippingFee: hkd(66_413),
      staffNote: 'cobalt-note',
      tags: ['teal-tag'],
    }),
    place('o2', {number: 'A-TWO', customer: {name: 'Indigo Medlar', email: 'medlar@example.com', language: 'en'}, shippingFee: hkd(1), staffNote: 'cobalt-note'}),
  );
  const picture = new Uint8Array(PNG);
  const linkOf = (orderId: string): string => signOrderLink(linkKey, orderId, clock.now());
  const uploaded = await fetch(new URL(`/v1/shop/orders/${linkOf('o1')}/receipts`, server.url), {method: 'POST', body: picture, headers: {'content-type': 'image/png'}});
  const {receiptId, hash} = (await uploaded.json()) as {receiptId: string; hash: string};
  await server.apply(give('o1', {type: 'receipt.deny', receiptId, hash, message: 'Too dark.'}), give('o1', {type: 'receipt.submit', receiptId: 'r1', hash, mediaType: 'image/png', sizeBytes: PNG.length}));

  const writeToken = (store: string, id: string, token: string, role: 'owner' | 'clerk' | 'packer' | 'viewer' | 'shopper' | 'channel'): Promise<void> =>
    storage.writeToken(store, {id, hash: hashSecret(token), label: id, userId: id, userName: id, role, createdAt: clock.now()});
  for (const role of ['clerk', 'packer', 'viewer', 'shopper', 'channel'] as const) await writeToken(storeId, role, `pl_token-of-a-${role}`, role);
  await writeToken('another', 'foreign', 'pl_token-of-another-store', 'owner');
  const foreignKey = await storage.readOrMakeSecret('another', 'order-links', new Uint8Array(32).fill(7));

  async function signIn(token: string): Promise<string> {
    const cookie = await access.signInWithToken(token);
    if (cookie === undefined) throw new Error('This token opens no session.');
    return cookie;
  }

  async function bearerOf(cookie: string): Promise<string> {
    const session = await access.sessionOf(cookie);
    if (!session) throw new Error('There is no such session.');
    return (await access.makeBearer(session)).token;
  }

  let made = 0;
  return {
    server,
    picture,
    messageId: await firstMail(server),
    command: () => JSON.stringify({commands: [give('o1', {type: 'note.add', text: `Note ${(made += 1)}`})]}),
    async hand() {
      const revoked = await access.makeToken('revoked', {id: 'owner', name: 'Owner', role: 'owner'});
      const {id} = (await access.listTokens()).find(({label}) => label === 'revoked') ?? {id: ''};
      await access.removeToken(id);
      const ended = await signIn(OWNER_TOKEN);
      await access.signOut(ended);
      const expired = await bearerOf(await signIn(OWNER_TOKEN));
      // Bearers last an hour, sessions and links far longer.
      clock.turn(2 * 3_600_000);
      const own = linkOf('o1');
      const [, expires, signature] = own.split('.');
      return {
        nobody: '',
        'unknown token': 'pl_nobody-was-ever-given-this',
        'revoked token': revoked,
        'expired bearer': expired,
        'token of another store': 'pl_token-of-another-store',
        owner: OWNER_TOKEN,
        clerk: 'pl_token-of-a-clerk',
        packer: 'pl_token-of-a-packer',
        viewer: 'pl_token-of-a-viewer',
        shopper: 'pl_token-of-a-shopper',
        'token of a channel': 'pl_token-of-a-channel',
        'page of the owner': await bearerOf(await signIn(OWNER_TOKEN)),
        'own link': own,
        'link of another order': linkOf('o2'),
        'expired link': signOrderLink(linkKey, 'o1', '2026-01-01T00:00:00.000Z'),
        // The right signature under another order's name.
        'altered link': `${Buffer.from('o2').toString('base64url')}.${expires}.${signature}`,
        'link of another store': signOrderLink(foreignKey, 'o1', clock.now()),
        'browser of the owner': await signIn(OWNER_TOKEN),
        'browser of a clerk': await signIn('pl_token-of-a-clerk'),
        'browser of a packer': await signIn('pl_token-of-a-packer'),
        'browser that signed out': ended,
      };
    },
  };
}

/** The letter about the denied upload, once the server has sent it. */
async function firstMail({services: {storage, storeId}}: TestServer): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [mail] = await storage.listMails(storeId, 1);
    if (mail) return mail.messageId;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('No letter was sent.');
}
