import type {EffectOutcome} from '../../storage/effect-storage.ts';

/** Words of the page about what is to be carried out after orders changed. */
export interface EffectStrings {
  readonly title: string;
  readonly lead: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly unknownKind: (kind: string) => string;
  readonly order: (number: string) => string;
  readonly dead: string;
  readonly deadLead: string;
  readonly failed: string;
  readonly failedLead: string;
  readonly waiting: string;
  readonly done: string;
  readonly none: string;
  readonly more: (count: number) => string;
  readonly tries: (count: number) => string;
  readonly due: (when: string) => string;
  readonly next: (when: string) => string;
  readonly since: (when: string) => string;
  readonly outcomes: Readonly<Record<EffectOutcome, string>>;
  readonly retry: string;
  readonly giveUp: string;
  readonly sure: Readonly<Record<'mail' | 'other', string>>;
  readonly giveUpSure: string;
  readonly gone: string;
}

export const effectsEn: EffectStrings = {
  title: 'Outgoing',
  lead: 'Letters to customers and messages to other programs, which follow from what happens to orders.',
  kinds: {mail: 'Letter', webhook: 'Message to another program'},
  unknownKind: (kind) => `“${kind}”: this version of the server does not know it. It waits for a newer one.`,
  order: (number) => `Order ${number}`,
  dead: 'Needs you',
  deadLead: 'Tried too often. Nothing more happens by itself.',
  failed: 'Failed, tried again by itself',
  failedLead: 'The pauses between tries grow; after about two days it needs you.',
  waiting: 'Waiting',
  done: 'Done lately',
  none: 'Nothing.',
  more: (count) => `and ${count} more`,
  tries: (count) => (count === 1 ? 'Tried once' : `Tried ${count} times`),
  due: (when) => `Due ${when}`,
  next: (when) => `next try ${when}`,
  since: (when) => `last tried ${when}`,
  outcomes: {done: 'Done', withdrawn: 'Called back by an undo', 'given-up': 'Given up by hand'},
  retry: 'Try again',
  giveUp: 'Give up',
  sure: {mail: 'The customer will not get this letter.', other: 'The other program will not hear of this.'},
  giveUpSure: 'Give it up for good',
  gone: 'It is over already, or being tried at this moment.',
};

export const effectsZhHant: EffectStrings = {
  title: '待發事項',
  lead: '訂單變更後要發給顧客的信件，以及要通知其他程式的訊息。',
  kinds: {mail: '信件', webhook: '給其他程式的訊息'},
  unknownKind: (kind) => `「${kind}」：這個版本的伺服器不認識，會留待較新的版本處理。`,
  order: (number) => `訂單 ${number}`,
  dead: '需要你處理',
  deadLead: '嘗試次數已達上限，不會再自動進行。',
  failed: '失敗，會自動再試',
  failedLead: '每次嘗試之間的間隔會逐漸加長；約兩天後便需要你處理。',
  waiting: '等候中',
  done: '最近完成',
  none: '沒有。',
  more: (count) => `還有 ${count} 項`,
  tries: (count) => `已嘗試 ${count} 次`,
  due: (when) => `預定時間：${when}`,
  next: (when) => `下次嘗試：${when}`,
  since: (when) => `最後嘗試：${when}`,
  outcomes: {done: '已完成', withdrawn: '因復原而撤回', 'given-up': '已手動放棄'},
  retry: '再試一次',
  giveUp: '放棄',
  sure: {mail: '顧客將不會收到這封信。', other: '其他程式將不會得知此事。'},
  giveUpSure: '確定放棄',
  gone: '它已經結束，或正在嘗試中。',
};
