import type {Language} from '../pages/language.ts';

const en = {
  title: 'Protocol',
  lead: 'What this server speaks, and what any other backend has to speak so that the widgets and the SDK work with it.',
  download: 'As OpenAPI 3.1',
  contents: 'Contents',
  tags: {Session: 'Session', Commands: 'Commands', Feed: 'Feed', Orders: 'Orders', Products: 'Products', Customers: 'Customers', Channels: 'Channels', Operation: 'Operation', Description: 'Description'} as Readonly<Record<string, string>>,
  withToken: 'Bearer token',
  withLink: 'The link is the right to see it',
  withSignature: 'Signed message',
  withNothing: 'No token',
  parameters: 'Parameters',
  places: {query: 'in the query', path: 'in the path', header: 'a header'} as Readonly<Record<string, string>>,
  body: 'Body',
  answers: 'Answers',
  problems: 'Problems',
  problemsLead: 'Every answer that is not 2xx or 304 is application/problem+json. The type is stable; programs may key on it.',
  example: (name: string) => `Example: ${name}`,
  schemas: 'Schemas',
  required: 'required',
  listOf: 'list of',
  or: 'or',
  characters: 'characters',
  anything: 'anything',
  closed: 'Other fields are refused.',
};

type DescriptionWords = typeof en;

const zhHant: DescriptionWords = {
  title: '通訊協定',
  lead: '本伺服器所用的介面；其他後端照此實作，元件與 SDK 便可直接使用。說明內文為英文。',
  download: 'OpenAPI 3.1 檔案',
  contents: '目錄',
  tags: {Session: '身分', Commands: '指令', Feed: '變更', Orders: '訂單', Products: '商品', Customers: '顧客', Channels: '渠道', Operation: '營運', Description: '說明'},
  withToken: '需要 Bearer 權杖',
  withLink: '憑連結即可查看',
  withSignature: '需要簽署訊息',
  withNothing: '不需要權杖',
  parameters: '參數',
  places: {query: '查詢參數', path: '路徑參數', header: '標頭'},
  body: '內容',
  answers: '回應',
  problems: '錯誤',
  problemsLead: '2xx 與 304 以外的回應一律是 application/problem+json。type 固定不變，程式可依此判斷。',
  example: (name) => `範例：${name}`,
  schemas: '資料格式',
  required: '必填',
  listOf: '清單：',
  or: '或',
  characters: '字元',
  anything: '任何值',
  closed: '不接受其他欄位。',
};

/** The words round the description; the description itself is in English. */
export function descriptionWords(language: Language): DescriptionWords {
  return language === 'zh-Hant' ? zhHant : en;
}

export type {DescriptionWords};
