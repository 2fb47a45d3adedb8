/** Something the demo shop sells. */
export interface Product {
  readonly sku: string;
  readonly name: {readonly en: string; readonly zh: string};
  /** Both names, as they stand on order lines and labels. */
  readonly title: string;
  readonly about: {readonly en: string; readonly zh: string};
  /** HKD cents. */
  readonly cents: number;
  /** One character and a colour: the drawn picture. */
  readonly glyph: string;
  readonly colour: string;
  readonly kind: 'tea' | 'ware' | 'gift';
}

/** The catalogue of 山外茶莊 Hillside Tea. */
export const PRODUCTS: readonly Product[] = [
  {sku: 'TEA-DD-150', name: {en: 'Dong Ding oolong 150 g', zh: '凍頂烏龍 150 克'}, title: '凍頂烏龍 Dong Ding oolong 150 g', about: {en: 'Roasted, with a long honey finish', zh: '炭焙，蜜韻悠長'}, cents: 38_000, glyph: '烏', colour: '#5d7350', kind: 'tea'},
  {sku: 'TEA-TGY-200', name: {en: 'Tieguanyin 200 g', zh: '鐵觀音 200 克'}, title: '鐵觀音 Tieguanyin 200 g', about: {en: 'Anxi, orchid and warm bread', zh: '安溪，蘭花香'}, cents: 52_000, glyph: '鐵', colour: '#6b7a3a', kind: 'tea'},
  {sku: 'TEA-DHP-100', name: {en: 'Da Hong Pao 100 g', zh: '大紅袍 100 克'}, title: '大紅袍 Da Hong Pao 100 g', about: {en: 'Wuyi rock tea, dark and mineral', zh: '武夷岩茶，岩骨花香'}, cents: 43_400, glyph: '袍', colour: '#8a4a37', kind: 'tea'},
  {sku: 'TEA-PUR-357', name: {en: 'Aged Pu’er cake 357 g', zh: '陳年普洱茶餅 357 克'}, title: '陳年普洱茶餅 Aged Pu’er cake 357 g', about: {en: 'Stored dry since 2009', zh: '二〇〇九年乾倉'}, cents: 79_000, glyph: '普', colour: '#4f3a2f', kind: 'tea'},
  {sku: 'TEA-LJ-080', name: {en: 'Longjing 80 g', zh: '龍井 80 克'}, title: '龍井 Longjing 80 g', about: {en: 'Before the spring rains', zh: '明前，豆香'}, cents: 38_800, glyph: '龍', colour: '#7c9056', kind: 'tea'},
  {sku: 'TEA-BHYZ-050', name: {en: 'Silver needle 50 g', zh: '白毫銀針 50 克'}, title: '白毫銀針 Silver needle 50 g', about: {en: 'White tea from Fuding', zh: '福鼎白茶'}, cents: 26_000, glyph: '銀', colour: '#9aa08e', kind: 'tea'},
  {sku: 'TEA-ZSXZ-120', name: {en: 'Lapsang souchong 120 g', zh: '正山小種 120 克'}, title: '正山小種 Lapsang souchong 120 g', about: {en: 'Smoked over pine', zh: '松煙香'}, cents: 24_500, glyph: '種', colour: '#743b2b', kind: 'tea'},
  {sku: 'TEA-JP-100', name: {en: 'Jasmine pearls 100 g', zh: '茉莉龍珠 100 克'}, title: '茉莉龍珠 Jasmine pearls 100 g', about: {en: 'Scented five nights', zh: '五窨一提'}, cents: 21_400, glyph: '茉', colour: '#5f7f6c', kind: 'tea'},
  {sku: 'TEA-GM-250', name: {en: 'Genmaicha 250 g', zh: '玄米茶 250 克'}, title: '玄米茶 Genmaicha 250 g', about: {en: 'With roasted rice', zh: '焙炒糙米'}, cents: 14_900, glyph: '米', colour: '#8f8446', kind: 'tea'},
  {sku: 'TEA-OB-100', name: {en: 'Oriental Beauty 100 g', zh: '東方美人 100 克'}, title: '東方美人 Oriental Beauty 100 g', about: {en: 'Bitten by leafhoppers, sweet as fruit', zh: '著涎，果蜜香'}, cents: 46_000, glyph: '美', colour: '#9b6236', kind: 'tea'},
  {sku: 'TEA-CHR-060', name: {en: 'Chrysanthemum 60 g', zh: '杭白菊 60 克'}, title: '杭白菊 Chrysanthemum 60 g', about: {en: 'Whole flowers, no caffeine', zh: '原朵，不含咖啡因'}, cents: 8_800, glyph: '菊', colour: '#a98a35', kind: 'tea'},
  {sku: 'GW-110-W', name: {en: 'Gaiwan 110 ml', zh: '蓋碗 110 毫升'}, title: '蓋碗 Gaiwan 110 ml', about: {en: 'White porcelain', zh: '白瓷'}, cents: 32_000, glyph: '蓋', colour: '#b0a58e', kind: 'ware'},
  {sku: 'TC-500', name: {en: 'Tea caddy 500 ml', zh: '茶罐 500 毫升'}, title: '茶罐 Tea caddy 500 ml', about: {en: 'Tin, double lid', zh: '錫罐，雙層蓋'}, cents: 16_800, glyph: '罐', colour: '#41606a', kind: 'ware'},
  {sku: 'BS-01', name: {en: 'Bamboo scoop', zh: '茶則'}, title: '茶則 Bamboo scoop', about: {en: 'Carved by hand', zh: '手削竹製'}, cents: 6_800, glyph: '則', colour: '#95742f', kind: 'ware'},
  {sku: 'YX-180', name: {en: 'Yixing teapot 180 ml', zh: '宜興紫砂壺 180 毫升'}, title: '宜興紫砂壺 Yixing teapot 180 ml', about: {en: 'Zisha clay', zh: '紫砂'}, cents: 128_000, glyph: '壺', colour: '#6d4338', kind: 'ware'},
  {sku: 'GS-8M', name: {en: 'Gift set “Eight Mountains”', zh: '八山禮盒'}, title: '八山禮盒 Gift set “Eight Mountains”', about: {en: 'Eight teas of 25 g in a wooden box', zh: '八款各 25 克，木盒'}, cents: 69_600, glyph: '山', colour: '#2f5d50', kind: 'gift'},
];

const BY_SKU: ReadonlyMap<string, Product> = new Map(PRODUCTS.map((product) => [product.sku, product]));

export function findProduct(sku: string): Product | undefined {
  return BY_SKU.get(sku);
}

/** Where the drawn picture of a product is. */
export function picturePath(sku: string): string {
  return `/shop/pictures/${encodeURIComponent(sku)}.svg`;
}
