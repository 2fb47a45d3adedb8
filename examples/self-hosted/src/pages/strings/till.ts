import type {TillMethod} from '../../till/till-methods.ts';

/** Words of the counter; those under `script` are drawn by its script, with `{…}` filled in there. */
export interface TillStrings {
  readonly title: string;
  readonly products: string;
  readonly search: string;
  readonly noProducts: string;
  readonly cart: string;
  readonly toCart: string;
  readonly toProducts: string;
  readonly lastSale: string;
  readonly clear: string;
  readonly empty: string;
  readonly handover: string;
  readonly handNow: string;
  readonly handLater: string;
  readonly name: string;
  readonly phone: string;
  readonly payment: string;
  readonly methods: Readonly<Record<TillMethod['code'], string>>;
  readonly discount: string;
  readonly discountHint: string;
  readonly received: string;
  readonly subtotal: string;
  readonly total: string;
  readonly change: string;
  readonly slip: string;
  readonly print: string;
  readonly newSale: string;
  readonly noScript: string;
  readonly script: Readonly<
    Record<
      | 'inCart' | 'fewer' | 'more' | 'quantity' | 'oneItem' | 'items' | 'charge' | 'keep' | 'cartEmpty' | 'discount' | 'discountWrong' | 'nameMissing' | 'receivedWrong' | 'receivedShort' | 'refused' | 'firstOnline' | 'broken'
      | 'live' | 'offline' | 'opening' | 'signedOut' | 'waiting' | 'refusedCount' | 'sale' | 'numberFollows' | 'total' | 'paidBy' | 'toPay' | 'received' | 'change' | 'handedOver' | 'keptFor' | 'somebody' | 'sent' | 'unsent',
      string
    >
  >;
}

export const tillEn: TillStrings = {
  title: 'Till',
  products: 'Products',
  search: 'Search or scan a product',
  noProducts: 'No product matches.',
  cart: 'Sale',
  toCart: 'To the sale',
  toProducts: 'Products',
  lastSale: 'Last slip',
  clear: 'Clear',
  empty: 'Nothing here yet. Press a product, or scan its code.',
  handover: 'Goods',
  handNow: 'Handed over now',
  handLater: 'Keep for collection',
  name: 'Name',
  phone: 'Phone (optional)',
  payment: 'Payment',
  methods: {cash: 'Cash', card: 'Card', octopus: 'Octopus', fps: 'FPS', 'on-collection': 'On collection'},
  discount: 'Discount',
  discountHint: '20 or 10%',
  received: 'Cash received',
  subtotal: 'Goods',
  total: 'Total',
  change: 'Change',
  slip: 'Slip',
  print: 'Print',
  newSale: 'New sale',
  noScript: 'The till needs JavaScript.',
  script: {
    inCart: '{count} in this sale',
    fewer: 'One {name} fewer',
    more: 'One {name} more',
    quantity: 'Quantity',
    oneItem: '1 item',
    items: '{count} items',
    charge: 'Take {total}',
    keep: 'Keep, {total} to pay',
    cartEmpty: 'Add a product first.',
    discount: 'Discount',
    discountWrong: 'Write an amount up to the sum of the goods, or a percentage up to 100%.',
    nameMissing: 'Write the name of whoever collects it.',
    receivedWrong: 'Write the cash received as an amount, such as 500.',
    receivedShort: 'The cash received is less than the total.',
    refused: 'The sale was refused ({code}). Nothing was written down.',
    firstOnline: 'This device has never been in touch with the server. Go online once, then it sells without a network too.',
    broken: 'The sale could not be kept on this device: {reason}',
    live: 'Live',
    offline: 'Offline',
    opening: 'Opening',
    signedOut: 'Signed out',
    waiting: '{count} not sent yet',
    refusedCount: '{count} refused, look on the desk',
    sale: 'Order {number}',
    numberFollows: 'Number follows',
    total: 'Total',
    paidBy: 'Paid',
    toPay: 'To pay',
    received: 'Cash received',
    change: 'Change',
    handedOver: 'Goods handed over.',
    keptFor: 'Goods kept for {name}.',
    somebody: 'the customer',
    sent: 'The shop has this sale.',
    unsent: 'Kept on this device. It goes out by itself when the server can be reached.',
  },
};

export const tillZhHant: TillStrings = {
  title: '收銀',
  products: '貨品',
  search: '搜尋或掃描貨品',
  noProducts: '找不到貨品。',
  cart: '銷售',
  toCart: '前往結帳',
  toProducts: '貨品',
  lastSale: '上一張單據',
  clear: '清除',
  empty: '尚未加入貨品。請按貨品，或掃描條碼。',
  handover: '取貨',
  handNow: '即時交收',
  handLater: '留待自取',
  name: '姓名',
  phone: '電話（可不填）',
  payment: '付款方式',
  methods: {cash: '現金', card: '信用卡', octopus: '八達通', fps: '轉數快', 'on-collection': '取貨時付款'},
  discount: '折扣',
  discountHint: '20 或 10%',
  received: '收取現金',
  subtotal: '貨品',
  total: '總計',
  change: '找續',
  slip: '單據',
  print: '列印',
  newSale: '新銷售',
  noScript: '收銀頁需要 JavaScript。',
  script: {
    inCart: '已加入 {count} 件',
    fewer: '減少一件{name}',
    more: '增加一件{name}',
    quantity: '數量',
    oneItem: '1 件',
    items: '{count} 件',
    charge: '收取 {total}',
    keep: '保留貨品，待付 {total}',
    cartEmpty: '請先加入貨品。',
    discount: '折扣',
    discountWrong: '請填寫不超過貨品總額的金額，或不超過 100% 的百分比。',
    nameMissing: '請填寫取貨人姓名。',
    receivedWrong: '請填寫收取的現金金額，例如 500。',
    receivedShort: '收取的現金少於總計。',
    refused: '銷售被拒絕（{code}），未有記錄。',
    firstOnline: '此裝置從未連接伺服器。請先連線一次，之後離線亦可銷售。',
    broken: '銷售未能保存在此裝置：{reason}',
    live: '已連線',
    offline: '離線',
    opening: '開啟中',
    signedOut: '已登出',
    waiting: '{count} 項未送出',
    refusedCount: '{count} 項被拒絕，請到訂單頁查看',
    sale: '訂單 {number}',
    numberFollows: '編號稍後提供',
    total: '總計',
    paidBy: '已付',
    toPay: '待付',
    received: '收取現金',
    change: '找續',
    handedOver: '貨品已交收。',
    keptFor: '貨品為{name}保留。',
    somebody: '顧客',
    sent: '本店已收到此銷售。',
    unsent: '已保存在此裝置，連接伺服器後會自動送出。',
  },
};
