import type {RejectionReason} from '../../channels/signatures.ts';
import type {ChannelFormat, DeliveryOutcome, EndpointState} from '../../storage/channel-storage.ts';

/** Words of the page about channels and webhooks. */
export interface ChannelStrings {
  readonly title: string;
  readonly incoming: string;
  readonly incomingLead: string;
  readonly none: string;
  readonly name: string;
  readonly nameHint: string;
  readonly nameMissing: string;
  readonly nameTaken: string;
  readonly format: string;
  readonly formats: Readonly<Record<ChannelFormat, string>>;
  readonly make: string;
  readonly address: string;
  readonly secretMade: string;
  readonly twoSecrets: (until: string) => string;
  readonly newSecret: string;
  readonly remove: string;
  readonly deliveries: string;
  readonly deliveriesNone: string;
  readonly when: string;
  readonly channel: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<DeliveryOutcome, string>>;
  readonly order: string;
  readonly reason: string;
  /** Why a message was not let in. */
  readonly faults: Readonly<Record<RejectionReason, string>>;
  readonly times: (count: number) => string;
  readonly replay: string;
  readonly outgoing: string;
  readonly outgoingLead: string;
  readonly endpointsNone: string;
  readonly url: string;
  readonly kinds: string;
  readonly add: string;
  readonly states: Readonly<Record<EndpointState, string>>;
  readonly failingSince: (since: string) => string;
  readonly disabledNotice: string;
  readonly switchOn: string;
  readonly switchOff: string;
  readonly test: string;
  readonly attempts: string;
  readonly attemptsNone: string;
  readonly event: string;
  readonly delivered: string;
  readonly failed: string;
  readonly answered: (status: number) => string;
  readonly attempt: (count: number) => string;
}

export const channelsEn: ChannelStrings = {
  title: 'Channels',
  incoming: 'Orders from other shops',
  incomingLead: 'Another shop sends its orders here as signed messages. Each order is taken once, however often its message is delivered.',
  none: 'No channel yet.',
  name: 'Name',
  nameHint: 'Orders carry it, for example “Web shop”.',
  nameMissing: 'Give the channel a name.',
  nameTaken: 'There is a channel of this name already.',
  format: 'It sends',
  formats: {packline: 'Packline’s own “order in”', woocommerce: 'WooCommerce orders', shopify: 'Shopify orders'},
  make: 'Make a channel',
  address: 'Address',
  secretMade: 'Copy the secret now. It is not shown again.',
  twoSecrets: (until) => `The secret before it works until ${until}.`,
  newSecret: 'New secret',
  remove: 'Remove',
  deliveries: 'What arrived',
  deliveriesNone: 'No message has arrived yet.',
  when: 'When',
  channel: 'Channel',
  outcome: 'Outcome',
  outcomes: {received: 'Being looked at', placed: 'Order placed', duplicate: 'Known order', ignored: 'Nothing to do', invalid: 'Not usable', refused: 'Refused', rejected: 'Not let in', failed: 'Failed here'},
  order: 'Order',
  reason: 'Reason',
  faults: {
    'headers-missing': 'The headers webhook-id, webhook-timestamp and webhook-signature were not all there, or not as Standard Webhooks has them.',
    'wrong-signature': 'No secret of this channel made this signature. Is the newest secret on the other side, and is the body signed as it is sent?',
    'too-old': 'The time in webhook-timestamp was more than five minutes ago. Is the clock of the other side right?',
    'too-new': 'The time in webhook-timestamp is more than five minutes ahead. Is the clock of the other side right?',
    'id-used': 'Another message came with the same webhook-id before, so this one was not taken. The other side has to give every message an id of its own.',
  },
  times: (count) => (count === 1 ? 'once' : `${count} times`),
  replay: 'Try again',
  outgoing: 'News to other programs',
  outgoingLead: 'Addresses that are told what happens, as messages signed by the Standard Webhooks rules.',
  endpointsNone: 'Nobody is told anything yet.',
  url: 'Address',
  kinds: 'It wants to hear about',
  add: 'Add an address',
  states: {on: 'On', off: 'Switched off', disabled: 'Not tried any more'},
  failingSince: (since) => `Nothing has arrived there since ${since}.`,
  disabledNotice: 'It took nothing for three days, or said that it is gone. Put right what is wrong there, then switch it on.',
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  test: 'Test',
  attempts: 'What was sent',
  attemptsNone: 'Nothing was sent yet.',
  event: 'Event',
  delivered: 'Delivered',
  failed: 'Not delivered',
  answered: (status) => (status >= 300 && status < 400 ? `It answered ${status}: it wants to be asked elsewhere. Write the address it points to.` : `It answered ${status}.`),
  attempt: (count) => (count === 1 ? 'first try' : `try ${count}`),
};

export const channelsZhHant: ChannelStrings = {
  title: '渠道',
  incoming: '其他商店的訂單',
  incomingLead: '其他商店以已簽署的訊息送來訂單。無論訊息送達多少次，每張訂單只會建立一次。',
  none: '暫時沒有渠道。',
  name: '名稱',
  nameHint: '訂單會標示此名稱，例如「網店」。',
  nameMissing: '請為渠道命名。',
  nameTaken: '已有同名的渠道。',
  format: '送來的格式',
  formats: {packline: 'Packline 的 “order in”', woocommerce: 'WooCommerce 訂單', shopify: 'Shopify 訂單'},
  make: '建立渠道',
  address: '網址',
  secretMade: '請立即複製密鑰。之後不會再次顯示。',
  twoSecrets: (until) => `舊密鑰在 ${until} 前仍然有效。`,
  newSecret: '更換密鑰',
  remove: '移除',
  deliveries: '收到的訊息',
  deliveriesNone: '尚未收到訊息。',
  when: '時間',
  channel: '渠道',
  outcome: '結果',
  outcomes: {received: '處理中', placed: '已建立訂單', duplicate: '已有訂單', ignored: '無須處理', invalid: '無法使用', refused: '被拒絕', rejected: '未獲接納', failed: '本機出錯'},
  order: '訂單',
  reason: '原因',
  faults: {
    'headers-missing': '缺少 webhook-id、webhook-timestamp 或 webhook-signature 標頭，或不符合 Standard Webhooks 的格式。',
    'wrong-signature': '簽署與此渠道的密鑰不符。請檢查對方是否使用最新密鑰，以及是否按送出的原文簽署。',
    'too-old': 'webhook-timestamp 的時間早於五分鐘前。請檢查對方的時鐘。',
    'too-new': 'webhook-timestamp 的時間遲於五分鐘後。請檢查對方的時鐘。',
    'id-used': '之前已有另一則訊息使用相同的 webhook-id，因此沒有接收這一則。對方須為每則訊息使用不同的 id。',
  },
  times: (count) => `${count} 次`,
  replay: '再試',
  outgoing: '通知其他程式',
  outgoingLead: '以 Standard Webhooks 方式簽署訊息，通知以下網址。',
  endpointsNone: '暫時沒有通知任何網址。',
  url: '網址',
  kinds: '通知事項',
  add: '新增網址',
  states: {on: '已開啟', off: '已關閉', disabled: '已停止嘗試'},
  failingSince: (since) => `自 ${since} 起未能送達。`,
  disabledNotice: '該網址三天內未能接收，或表示已停用。請先修正，再重新開啟。',
  switchOn: '開啟',
  switchOff: '關閉',
  test: '測試',
  attempts: '送出的訊息',
  attemptsNone: '尚未送出訊息。',
  event: '事件',
  delivered: '已送達',
  failed: '未送達',
  answered: (status) => (status >= 300 && status < 400 ? `對方回覆 ${status}，要求轉往其他網址。請填寫它所指的網址。` : `對方回覆 ${status}。`),
  attempt: (count) => `第 ${count} 次`,
};
