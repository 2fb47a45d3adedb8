import type {RefusalStrings} from '../en/refusals.ts';
import type {RefusalFacts} from '../refusal-facts.ts';

const order = ({number}: RefusalFacts) => (number === undefined ? '這張訂單' : `訂單 ${number} `);
const parcel = ({parcel: sign}: RefusalFacts) => (sign === undefined ? '這個包裹' : `${sign} `);
const item = ({name}: RefusalFacts) => (name === undefined ? '這件貨品' : `「${name}」`);
const byAt = ({by, at}: RefusalFacts) => `${by ? `由 ${by} ` : ''}${at === undefined ? '' : `於 ${at} `}`;

export const refusals: RefusalStrings = {
  sentence: {
    'actor/not-allowed': () => '你的角色沒有這項權限，請向店主查詢。',
    'command/id-reused': () => '這個請求先前已用於另一項操作，請再做一次。',
    'order/exists': (facts) => `${order(facts)}已經存在，打開它便可，無須再新增。`,
    'order/not-found': (facts) => `${order(facts)}已不存在，請重新載入列表。`,
    'order/number-taken': ({number}) => `編號${number === undefined ? '' : ` ${number} `}已屬於另一張訂單，請改用其他編號。`,
    'order/draft': (facts) => `${order(facts)}仍是草稿，請先確認。`,
    'order/not-draft': (facts) => `${order(facts)}已不是草稿，無須確認。`,
    'order/cancelled': (facts) => `${order(facts)}已取消，不能再作更改。`,
    'order/closed': (facts) => `${order(facts)}已結束，只可作更正。`,
    'order/not-a-sale': (facts) => `${order(facts)}只作記帳，無須付款、包裝或寄出。`,
    'order/version-changed': (facts) => `${order(facts)}剛剛有改動，請再看一次才決定。`,
    'order/already-sent': (facts) => `${order(facts)}已有貨品寄出，全部退回後才可取消。`,
    'order/empty': () => '訂單沒有貨品，請至少加入一件。',
    'order/mixed-currencies': () => '訂單內有多種貨幣，所有金額必須使用同一貨幣。',
    'order/out-of-range': () => '訂單內有數字太大，無法準確儲存，請檢查數量和價錢。',
    'order/wrong-quantity': () => '有數量不正確，銷售數量必須是 1 或以上的整數。',
    'order/duplicate-id': () => '訂單內有兩行使用同一編號，每行須有自己的編號。',
    'order/payment-moved': (facts) => `${order(facts)}已有付款或收據，不會過期。`,
    'order/unpaid-allowed': (facts) => `${order(facts)}可稍後付款，不會過期。`,
    'receipt/not-found': () => '這張收據已不存在，請重新打開訂單。',
    'receipt/exists': () => '這張收據已經上載。',
    'receipt/not-open': (facts) =>
      facts.state === 'accepted'
        ? `這張收據已${byAt(facts)}接受，無須再作決定。`
        : facts.state === 'denied'
          ? `這張收據已${byAt(facts)}拒絕，無須再作決定。`
          : facts.state === 'superseded'
            ? '顧客已上載較新的收據，請查看新的一張。'
            : '這張收據已無須決定。',
    'receipt/other-picture': () => '圖片與剛才顯示的不同，請再看一次才決定。',
    'receipt/reason-missing': () => '請先寫下給客人的留言，它會隨拒絕通知寄出。',
    'payment/wrong-currency': () => '金額的貨幣與訂單不同。',
    'payment/nothing-due': (facts) => `${order(facts)}已無須付款。`,
    'payment/not-positive': () => '金額必須大於零。',
    'payment/too-much-refunded': () => '退款多於已收款項，最多只可退回已收的金額。',
    'parcel/not-found': () => '這個包裹已被移除。',
    'parcel/exists': () => '這個包裹已經新增。',
    'parcel/already-sent': (facts) => `${parcel(facts)}已${byAt(facts)}寄出，不能再更改。`,
    'parcel/verified': (facts) => `${parcel(facts)}已核對，數量已鎖定。如要更改，請先解鎖。`,
    'parcel/line-verified': (facts) => `${item(facts)}在${facts.parcel === undefined ? '這個包裹' : ` ${facts.parcel} `}內已核對，數量已鎖定。如要更改，請先解鎖。`,
    'parcel/not-verified': (facts) => `${parcel(facts)}尚未核對，請先按「核對完成」。`,
    'parcel/empty': (facts) => `${parcel(facts)}是空的，請先裝入貨品。`,
    'parcel/not-enough-left': (facts) => (facts.left === undefined || facts.left <= 0 ? `${item(facts)}已全部裝箱，沒有餘下。` : `${item(facts)}只餘 ${facts.left} 件未裝箱。`),
    'parcel/not-enough-packed': (facts) => `${facts.parcel === undefined ? '這個包裹' : `${facts.parcel} `}內的${item(facts)}沒有這麼多。`,
    'parcel/reason-missing': () => '請先寫下解鎖的原因。',
    'parcel/several-unsent': ({unsentParcels}) => `「所有貨品」只適用於單一包裹，現時有${unsentParcels === undefined ? '多' : ` ${unsentParcels} `}個包裹未寄出。請改用「只限已包裝貨品」。`,
    'parcel/nothing-to-send': (facts) => `${order(facts)}已沒有貨品要寄出。`,
    'parcel/nothing-verified': (facts) => `${order(facts)}沒有已核對的貨品，請先按「核對完成」。`,
    'line/not-found': () => '這件貨品已不在訂單內。',
    'line/not-shipped': (facts) => `${item(facts)}無須送貨，不能裝箱。`,
    'send/on-hold': ({by, reason}) => `訂單${by ? `由 ${by} ` : ''}暫緩${reason === undefined ? '' : `：${reason}`}。請先解除暫緩。`,
    'send/not-paid': (facts) => `${order(facts)}尚未付款，收款後才可寄出。`,
    'send/refunded': (facts) => `${order(facts)}已退款，不能寄出。`,
  },
  other: '伺服器拒絕了這項操作，請重新載入頁面以使用最新版本。',
  title: {
    'order.place': '新訂單不獲接納。',
    'order.confirm': '未能確認。',
    'order.cancel': '未能取消。',
    'order.expire': '未能設為過期。',
    'order.dispatch': '未能發貨。',
    'receipt.submit': '未能上載。',
    'receipt.accept': '未能接受收據。',
    'receipt.deny': '未能拒絕收據。',
    'payment.record': '未能記錄付款。',
    'payment.refund': '未能記錄退款。',
    'parcel.add': '未能新增包裹。',
    'parcel.remove': '未能移除包裹。',
    'parcel.pack': '未能裝箱。',
    'parcel.unpack': '未能取出。',
    'parcel.verify': '未能核對完成。',
    'parcel.unlock': '未能解鎖。',
    'parcel.schedule': '未能設定寄出日期。',
    'parcel.send': '未能寄出。',
  },
};
