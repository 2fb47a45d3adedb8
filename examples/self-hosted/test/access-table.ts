/*
 * Who gets what at which address. Every route of the server has a row here: whoever adds a route adds its row, written by
 * hand from what the route is for and never from what it happens to answer. `access-table.test.ts` tries every cell.
 */

/**
 * Those who come. Each shows what they hold in every way an address could take it: as bearer token, as session cookie and
 * as `:token` in the path.
 */
export const VISITORS = [
  'nobody',
  'unknown token',
  'revoked token',
  'expired bearer',
  'token of another store',
  'owner',
  'clerk',
  'packer',
  'viewer',
  'shopper',
  'token of a channel',
  'page of the owner',
  'own link',
  'link of another order',
  'expired link',
  'altered link',
  'link of another store',
  'browser of the owner',
  'browser of a clerk',
  'browser of a packer',
  'browser that signed out',
] as const;

export type Visitor = (typeof VISITORS)[number];

/** What a cell's visitor asks for, where it is not the plain address. */
export interface Wish {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
}

/** What the world of the test holds: `o1` is the order of *own link*, with receipt `r1`; `o2` is the other order. */
export interface AccessWorld {
  /** A fresh command for `o1` that everybody but a viewer may give. */
  command(): string;
  readonly picture: Uint8Array<ArrayBuffer>;
  readonly messageId: string;
}

export interface AccessRow {
  /** `METHOD /pattern` as it is registered in the app. */
  readonly route: string;
  /** The address that is asked; `{held}` stands for what the visitor holds. Default: the pattern itself. */
  readonly address?: string | ((world: AccessWorld) => string);
  readonly wish?: (world: AccessWorld) => Wish;
  /** Status → who gets it. Exactly one status says `'everybody else'`, unless all are named. */
  readonly answers: Readonly<Record<number, readonly Visitor[] | 'everybody else'>>;
  /** What else has to be in a visitor's answer. */
  readonly says?: Partial<Readonly<Record<Visitor, RegExp>>>;
  /** The row's answers hold no order: nothing of any order may be in them, whoever asks. */
  readonly holdsNoOrder?: true;
}

const STAFF = ['owner', 'clerk', 'packer', 'viewer', 'page of the owner'] as const;
const SEES_MONEY = ['owner', 'clerk', 'viewer', 'page of the owner'] as const;
/** Only who has a session of this site; a bearer is none. */
const OWNERS_BROWSER = ['browser of the owner'] as const;
const OTHER_BROWSERS = ['browser of a clerk', 'browser of a packer'] as const;
const LINKS = ['own link', 'link of another order'] as const;

const form = (fields: Record<string, string>): Wish => ({body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded'});

/** A shopper and a channel are recognised but are none of the staff. */
const NO_STAFF = ['shopper', 'token of a channel'] as const;
const staffOnly = {200: STAFF, 403: NO_STAFF, 401: 'everybody else'} as const;
const everybody = {200: 'everybody else'} as const;
/** The pages of the owner: whoever has no session is sent to the door. */
const ownersPage = {200: OWNERS_BROWSER, 403: OTHER_BROWSERS, 303: 'everybody else'} as const;

/** A form of the owner with something wrong in it. */
const ownersForm = {422: OWNERS_BROWSER, 403: OTHER_BROWSERS, 303: 'everybody else'} as const;

const PROTOCOL: readonly AccessRow[] = [
  {route: 'GET /v1/me', answers: {200: [...STAFF, ...NO_STAFF], 401: 'everybody else'}, holdsNoOrder: true},
  {
    route: 'POST /v1/commands',
    wish: (world) => ({body: world.command(), type: 'application/json'}),
    answers: staffOnly,
    says: {owner: /"outcome":"applied"/, clerk: /"outcome":"applied"/, packer: /"outcome":"applied"/, viewer: /"outcome":"refused".*"actor\/not-allowed"/},
  },
  {route: 'GET /v1/changes', answers: staffOnly, says: {owner: /"id":"o1"/, packer: /"redactedFor":"packer"/}},
  {route: 'GET /v1/changes/stream', answers: staffOnly, holdsNoOrder: true},
  {route: 'GET /v1/orders', answers: staffOnly, says: {owner: /"count":2/, packer: /"count":2/}},
  {route: 'GET /v1/orders/:orderId', address: '/v1/orders/o1', answers: {200: STAFF, 403: ['shopper'], 404: ['token of a channel'], 401: 'everybody else'}, says: {packer: /"redactedFor":"packer"/}},
  {route: 'GET /v1/orders/:orderId/events', address: '/v1/orders/o1/events', answers: staffOnly},
  {route: 'GET /v1/orders/:orderId/receipts/:receiptId/content', address: '/v1/orders/o1/receipts/r1/content', answers: {200: SEES_MONEY, 403: ['packer', ...NO_STAFF], 401: 'everybody else'}},
  {route: 'GET /v1/effects', answers: {200: ['owner', 'page of the owner'], 403: ['clerk', 'packer', 'viewer', ...NO_STAFF], 401: 'everybody else'}},
  {route: 'POST /v1/effects/:key/retry', address: '/v1/effects/none/retry', answers: {404: ['owner', 'page of the owner'], 403: ['clerk', 'packer', 'viewer', ...NO_STAFF], 401: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /v1/products', answers: staffOnly, holdsNoOrder: true},
  {route: 'GET /v1/export', address: '/v1/export?format=jsonl', answers: staffOnly, says: {owner: /"id":"o1"/, packer: /"redactedFor":"packer"/}},
];

/** Other shops: by a message they sign, or by a token that opens nothing else. What it opens is tried in `channel-tokens.test.ts`. */
const CHANNELS: readonly AccessRow[] = [
  {route: 'POST /v1/hooks/:channelId', address: '/v1/hooks/none', wish: () => ({body: '{}', type: 'application/json'}), answers: {401: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /v1/channel/orders', wish: () => ({body: '{}', type: 'application/json'}), answers: {422: ['token of a channel'], 403: [...STAFF, 'shopper'], 401: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /v1/channel/orders/:externalId', address: '/v1/channel/orders/o1', answers: {404: ['token of a channel'], 403: [...STAFF, 'shopper'], 401: 'everybody else'}, holdsNoOrder: true},
];

/** Addresses of one order: only its own link opens it, and a person of the staff has no link. */
const SHOPPERS: readonly AccessRow[] = [
  {route: 'GET /v1/shop/orders/:token', address: '/v1/shop/orders/{held}', answers: {200: LINKS, 403: ['expired link'], 404: 'everybody else'}, says: {'own link': /"number":"A-ONE"/, 'link of another order': /"number":"A-TWO"/}},
  {route: 'GET /v1/shop/orders/:token/stream', address: '/v1/shop/orders/{held}/stream', answers: {200: LINKS, 403: ['expired link'], 404: 'everybody else'}, holdsNoOrder: true},
  {
    route: 'POST /v1/shop/orders/:token/receipts',
    address: '/v1/shop/orders/{held}/receipts',
    wish: ({picture}) => ({body: picture, type: 'image/png'}),
    answers: {201: LINKS, 403: ['expired link'], 404: 'everybody else'},
  },
  {route: 'GET /v1/shop/orders/:token/receipts/:receiptId/content', address: '/v1/shop/orders/{held}/receipts/r1/content', answers: {200: ['own link'], 403: ['expired link'], 404: 'everybody else'}},
  {route: 'GET /o/:token', address: '/o/{held}', answers: {200: LINKS, 403: ['expired link'], 404: 'everybody else'}, says: {'own link': /A-ONE/}},
];

const FILES: readonly AccessRow[] = [
  {route: 'GET /v1/openapi.json', answers: everybody, holdsNoOrder: true},
  {route: 'GET /v1/docs', answers: everybody, holdsNoOrder: true},
  {route: 'GET /healthz', answers: everybody, holdsNoOrder: true},
  {route: 'GET /readyz', answers: everybody, holdsNoOrder: true},
  // Nobody set a token for it, so there is nothing.
  {route: 'GET /metrics', answers: {404: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /sw.js', answers: everybody, holdsNoOrder: true},
  {route: 'GET /assets/:name', address: '/assets/page.css', answers: everybody, holdsNoOrder: true},
  {route: 'GET /packline/:name', address: '/packline/none.js', answers: {404: 'everybody else'}, holdsNoOrder: true},
];

const PAGES: readonly AccessRow[] = [
  {route: 'GET /', answers: {303: [...OWNERS_BROWSER, ...OTHER_BROWSERS], 200: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /desk', answers: {200: [...OWNERS_BROWSER, ...OTHER_BROWSERS], 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /till', answers: {200: ['browser of the owner', 'browser of a clerk'], 403: ['browser of a packer'], 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /channels', answers: ownersPage, holdsNoOrder: true},
  {route: 'POST /channels/make', wish: () => form({name: '', format: 'packline'}), answers: ownersForm, holdsNoOrder: true},
  {route: 'POST /channels/secret', wish: () => form({id: 'none'}), answers: {404: OWNERS_BROWSER, 403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /channels/remove', wish: () => form({id: 'none'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /channels/replay', wish: () => form({channel: 'none', id: 'none'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /channels/endpoints', wish: () => form({url: 'http://127.0.0.1/'}), answers: ownersForm, holdsNoOrder: true},
  {route: 'POST /channels/endpoints/secret', wish: () => form({id: 'none'}), answers: {404: OWNERS_BROWSER, 403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /channels/endpoints/test', wish: () => form({id: 'none'}), answers: {404: OWNERS_BROWSER, 403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /channels/endpoints/switch', wish: () => form({id: 'none', to: 'on'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /channels/endpoints/remove', wish: () => form({id: 'none'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /mails', answers: ownersPage, says: {'browser of the owner': /A-ONE/}},
  {route: 'GET /mails/:messageId', address: ({messageId}) => `/mails/${encodeURIComponent(messageId)}`, answers: ownersPage},
  {route: 'GET /effects', answers: ownersPage},
  // Nothing by that key has failed; whoever is not the owner is not told so.
  {route: 'POST /effects/retry', wish: () => form({key: 'none'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /effects/give-up', wish: () => form({key: 'none'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /access', answers: ownersPage, holdsNoOrder: true},
  {route: 'POST /access/tokens', wish: () => form({label: 'Import', role: 'viewer'}), answers: {201: OWNERS_BROWSER, 403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /access/tokens/remove', wish: () => form({id: 'none'}), answers: {403: OTHER_BROWSERS, 303: 'everybody else'}, holdsNoOrder: true},
  // Only tokens of people are taken at the door: neither a page's own bearer nor a cookie becomes a new session.
  {route: 'POST /sign-in', wish: () => ({body: 'token={held}', type: 'application/x-www-form-urlencoded'}), answers: {303: ['owner', 'clerk', 'packer', 'viewer', 'shopper'], 401: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /sign-in/:code', address: '/sign-in/{held}', answers: {403: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /session/token', answers: {200: [...OWNERS_BROWSER, ...OTHER_BROWSERS], 401: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /sign-out', answers: {303: 'everybody else'}, holdsNoOrder: true},
  {route: 'GET /shop', answers: everybody, holdsNoOrder: true},
  {route: 'GET /shop/pictures/:file', address: '/shop/pictures/TEA-DD-150.svg', answers: everybody, holdsNoOrder: true},
  {route: 'GET /shop/basket', answers: everybody, holdsNoOrder: true},
  {route: 'POST /shop/basket', wish: () => form({add: 'TEA-DD-150'}), answers: {303: 'everybody else'}, holdsNoOrder: true},
  // Nobody has anything in the basket: they are sent to it.
  {route: 'GET /shop/checkout', answers: {303: 'everybody else'}, holdsNoOrder: true},
  {route: 'POST /shop/checkout', wish: () => form({name: 'A'}), answers: {303: 'everybody else'}, holdsNoOrder: true},
];

export const ACCESS_TABLE: readonly AccessRow[] = [...PROTOCOL, ...CHANNELS, ...SHOPPERS, ...FILES, ...PAGES];
