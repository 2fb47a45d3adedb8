import {existsSync, readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';

/** Something a shop sells. */
export interface Product {
  readonly sku: string;
  readonly name: string;
  /** Cents. */
  readonly price: number;
}

/** Real descriptions and prices: the 500 invoices that ship with the import example. */
const slice = new URL('../../examples/node-scripts/fixtures/online-retail-500.csv.gz', import.meta.url);

/** What a shop in Hong Kong writes on its labels: Chinese, English, and both. */
const LOCAL_NAMES = [
  '手工陶瓷茶杯 Ceramic Tea Cup', '烏龍茶葉 150克', '鐵觀音茶包 Tieguanyin Tea Bags', '蜂蜜柚子茶', '陳皮紅豆沙禮盒', '杏仁曲奇 Almond Cookies', '蝴蝶酥禮盒 Palmier Gift Box',
  '鳳凰卷', '芝麻糖', '薑糖 Ginger Candy', '竹製筷子五對裝 Bamboo Chopsticks', '青花瓷碗', '木砧板（大）', '不鏽鋼蒸籠 24cm', '麻布圍裙 Linen Apron', '棉質購物袋 Cotton Tote',
  '帆布筆袋', '皮革名片夾 Leather Card Case', '手縫零錢包', '香薰蠟燭（白茶） White Tea Candle', '檀香木梳', '蠶絲枕套 Silk Pillowcase', '純棉毛巾套裝', '羊毛圍巾 Wool Scarf', '兒童雨衣（黃）',
  '嬰兒連身衣 6個月', '木製拼圖：香港島 Wooden Puzzle', '積木火車', '毛筆字帖練習本', '和紙膠帶三卷裝 Washi Tape', '牛皮紙筆記簿 A5', '原子筆（黑）十支裝', '月曆 2027 Wall Calendar', '電車模型 Tram Model',
  '天星小輪明信片', '霓虹燈招牌貼紙', '麻將造型朱古力', '利是封二十個', '燈籠掛飾 Lantern Ornament', '春聯套裝', '中秋月餅四個裝 Mooncake Box of 4', '臘腸一斤', '蝦籽麵 Shrimp Roe Noodles', '花膠 100克', '冬菇（厚身）300克',
  'XO醬 XO Sauce', '豉油皇 Premium Soy Sauce', '辣椒油', '玫瑰花茶', '龜苓膏六杯裝', '艾草暖貼 Mugwort Warming Patches', '藥油 50ml', '防蚊香囊', '折疊雨傘（黑） Folding Umbrella', '旅行茶具套裝 Travel Tea Set', '鋁製水樽 750ml',
  '瑜伽墊 Yoga Mat', '跳繩', '自行車車燈', '手機支架', '充電線 USB-C 1m', '藍牙喇叭 Speaker', '檯燈（暖光） Desk Lamp', '防水袋 10L', '登山杖一對', '花盆（中）', '多肉植物 Succulent', '寵物零食 雞肉條', '貓抓板 Cat Scratcher', '狗牽繩',
];

/** Every product the generated orders may hold; the same list in the same order every time. */
export function readProducts(): readonly Product[] {
  const local = LOCAL_NAMES.map((name, index) => ({sku: `HK-${String(1001 + index)}`, name, price: 1800 + ((index * 7919) % 39_000)}));
  return [...local, ...(existsSync(slice) ? productsOfSlice(gunzipSync(readFileSync(slice)).toString('utf8')) : [])];
}

function productsOfSlice(csv: string): Product[] {
  const products = new Map<string, Product>();
  for (const line of csv.split(/\r?\n/).slice(1)) {
    const [, sku, name, , , price] = fieldsOf(line);
    const cents = Math.round(Number(price) * 1000); // pounds to Hong Kong cents, roughly: ten dollars a pound
    if (sku && name && /^\d{5}/.test(sku) && cents > 0 && !products.has(sku)) products.set(sku, {sku, name: name.trim(), price: cents});
  }
  return [...products.values()];
}

/** One CSV line, quotes understood; no field of the slice holds a line break. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field));
}
