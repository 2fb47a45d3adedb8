import type {MailTemplate} from '@packline/core';
import type {Language} from '../pages/language.ts';

/** The words of the letters to customers. */
export interface MailWords {
  readonly subject: Readonly<Record<MailTemplate, (number: string) => string>>;
  readonly greeting: (name: string) => string;
  readonly opening: Readonly<Record<MailTemplate, string>>;
  readonly message: string;
  readonly items: string;
  readonly shipping: string;
  readonly discount: string;
  readonly tax: string;
  readonly total: string;
  readonly received: (amount: string) => string;
  readonly stillDue: (amount: string) => string;
  readonly parcel: (position: number, of: number) => string;
  readonly tracking: string;
  readonly remark: string;
  readonly follow: string;
  readonly upload: string;
  readonly closing: string;
}

const en: MailWords = {
  subject: {
    'order-confirmed': (number) => `Order ${number} is confirmed`,
    'part-payment': (number) => `Order ${number}: part of the payment has arrived`,
    'receipt-denied': (number) => `Order ${number}: your receipt could not be accepted`,
    'parcel-sent': (number) => `Order ${number} is on its way`,
  },
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  opening: {
    'order-confirmed': 'thank you. Your payment is in order, and we are packing your things.',
    'part-payment': 'thank you. We have received part of what is to pay.',
    'receipt-denied': 'we have looked at the receipt you uploaded and could not accept it.',
    'parcel-sent': 'a parcel has left our shop.',
  },
  message: 'What the shop writes:',
  items: 'Items',
  shipping: 'Shipping',
  discount: 'Discount',
  tax: 'Tax',
  total: 'Total',
  received: (amount) => `Received: ${amount}`,
  stillDue: (amount) => `Still to pay: ${amount}`,
  parcel: (position, of) => (of === 1 ? 'In this parcel' : `In parcel ${position} of ${of}`),
  tracking: 'Tracking number',
  remark: 'Remark',
  follow: 'Follow your order here:',
  upload: 'Upload another receipt here:',
  closing: 'Kind regards,',
};

const zhHant: MailWords = {
  subject: {
    'order-confirmed': (number) => `訂單 ${number} 已確認`,
    'part-payment': (number) => `訂單 ${number}：已收到部分款項`,
    'receipt-denied': (number) => `訂單 ${number}：收據未獲接納`,
    'parcel-sent': (number) => `訂單 ${number} 已寄出`,
  },
  greeting: (name) => (name === '' ? '你好：' : `${name}，你好：`),
  opening: {
    'order-confirmed': '多謝惠顧。款項已核對，我們正為你包裝貨品。',
    'part-payment': '多謝。我們已收到部分款項。',
    'receipt-denied': '我們已查看你上載的收據，但未能接納。',
    'parcel-sent': '你的包裹已由本店寄出。',
  },
  message: '店主留言：',
  items: '貨品',
  shipping: '運費',
  discount: '折扣',
  tax: '稅項',
  total: '總計',
  received: (amount) => `已收：${amount}`,
  stillDue: (amount) => `尚欠：${amount}`,
  parcel: (position, of) => (of === 1 ? '包裹內有' : `第 ${position} 個包裹（共 ${of} 個）內有`),
  tracking: '運單號碼',
  remark: '備註',
  follow: '在此查看訂單：',
  upload: '在此重新上載收據：',
  closing: '此致',
};

export function mailWords(language: Language): MailWords {
  return language === 'zh-Hant' ? zhHant : en;
}
