import type {Address, Customer} from '@packline/core';

/** Somebody who buys tea. */
export interface DemoCustomer {
  readonly customer: Required<Pick<Customer, 'id' | 'name' | 'email' | 'phone' | 'language'>>;
  readonly address: Address;
}

type Row = readonly [name: string, language: 'en' | 'zh-Hant', mailbox: string, street: string, building: string, district: string];

const ROWS: readonly Row[] = [
  ['陳嘉欣 Chan Ka Yan', 'zh-Hant', 'chan.kayan', '太古灣道 12 號', '太古城富山閣 18 樓 C 室', '太古'],
  ['Priya Nair', 'en', 'priya.nair', '22 Robinson Road', 'Flat 9A, Tower 2, Mid-Levels Court', 'Mid-Levels'],
  ['黃詠詩 Wong Wing Sze', 'zh-Hant', 'wong.wingsze', '沙田正街 3 號', '新城市中央廣場 2 座 1204 室', '沙田'],
  ['Wong Tsz Kit', 'en', 'tszkit.wong', '180 Tai Nan Street', 'Shop 3, G/F', 'Sham Shui Po'],
  ['何美玲 Ho Mei Ling', 'zh-Hant', 'ho.meiling', '青山公路 388 號', '荃灣中心天津樓 7 樓 F 室', '荃灣'],
  ['吳家豪 Ng Ka Ho', 'zh-Hant', 'ng.kaho', '彩虹道 200 號', '采頤花園 5 座 22 樓 D 室', '新蒲崗'],
  ['Marcus Leung', 'en', 'marcus.leung', '8 Oil Street', 'Unit 1507, Harbour View', 'North Point'],
  ['林穎彤 Lam Wing Tung', 'zh-Hant', 'lam.wingtung', '聯和墟和豐街 28 號', '祥華邨 3 座 12 樓 B 室', '粉嶺'],
  ['Emily Tang', 'en', 'emily.tang', '5 Discovery Bay Road', 'Block 4, 6/F, Flat C', 'Discovery Bay'],
  ['張偉文 Cheung Wai Man', 'zh-Hant', 'cheung.waiman', '屯門鄉事會路 83 號', '錦華花園 1 座 9 樓 A 室', '屯門'],
  ['周子晴 Chow Tsz Ching', 'zh-Hant', 'chow.tszching', '寶琳北路 8 號', '新都城 2 期 6 座 31 樓 H 室', '將軍澳'],
  ['鄭凱琳 Cheng Hoi Lam', 'zh-Hant', 'cheng.hoilam', '英皇道 1010 號', '寶馬大廈 14 樓 3 室', '鰂魚涌'],
  ['劉德裕 Lau Tak Yu', 'zh-Hant', 'lau.takyu', '元朗教育路 63 號', '開心廣場 2 座 8 樓 E 室', '元朗'],
  ['Adrian Siu', 'en', 'adrian.siu', '18 Catchick Street', 'Flat 23B', 'Kennedy Town'],
  ['李曉彤 Lee Hiu Tung', 'zh-Hant', 'lee.hiutung', '大埔墟安慈路 3 號', '翠屏花園 C 座 17 樓 2 室', '大埔'],
  ['楊志明 Yeung Chi Ming', 'zh-Hant', 'yeung.chiming', '觀塘道 418 號', '創紀之城 20 樓 05 室', '觀塘'],
  ['Sophie Marchand', 'en', 'sophie.marchand', '33 Stanley Main Street', '2/F', 'Stanley'],
  ['麥詠琪 Mak Wing Kei', 'zh-Hant', 'mak.wingkei', '美孚新邨百老匯街 69 號', '11 樓 C 室', '美孚'],
  ['Daniel Okafor', 'en', 'daniel.okafor', '100 Po Hong Road', 'Tower 7, 15/F, Flat D', 'Tseung Kwan O'],
  ['蘇麗珊 So Lai Shan', 'zh-Hant', 'so.laishan', '土瓜灣道 237 號', '益豐大廈 5 樓 B 室', '土瓜灣'],
  ['葉俊傑 Yip Chun Kit', 'zh-Hant', 'yip.chunkit', '柴灣道 233 號', '新翠花園 4 座 28 樓 G 室', '柴灣'],
  ['Hannah Weiß', 'en', 'hannah.weiss', '9 Shek O Village', 'House 41', 'Shek O'],
  ['鄧婉儀 Tang Yuen Yee', 'zh-Hant', 'tang.yuenyee', '天水圍天恩路 12 號', '嘉湖山莊樂湖居 3 座 10 樓 F 室', '天水圍'],
  ['羅浩然 Law Ho Yin', 'zh-Hant', 'law.hoyin', '深水埗欽州街 37 號', '西九龍中心側 12 樓 A 室', '深水埗'],
  ['Mei Tanaka', 'en', 'mei.tanaka', '25 Fuk Wing Street', '8/F, Flat 2', 'Cheung Sha Wan'],
  ['梁家儀 Leung Ka Yee', 'zh-Hant', 'leung.kayee', '馬鞍山西沙路 608 號', '新港城 J 座 19 樓 4 室', '馬鞍山'],
  ['Oliver Grant', 'en', 'oliver.grant', '1 Hung Luen Road', 'Suite 3301', 'Hung Hom'],
  ['曾慧敏 Tsang Wai Man', 'zh-Hant', 'tsang.waiman', '上水新豐路 133 號', '新發樓 3 樓', '上水'],
  ['馮啟東 Fung Kai Tung', 'zh-Hant', 'fung.kaitung', '筲箕灣道 360 號', '愛蝶灣 2 座 25 樓 C 室', '筲箕灣'],
  ['Isabella Cruz', 'en', 'isabella.cruz', '70 Hollywood Road', '5/F', 'Central'],
  ['關雪瑩 Kwan Suet Ying', 'zh-Hant', 'kwan.suetying', '長洲新興街 45 號', '地下', '長洲'],
  ['許文輝 Hui Man Fai', 'zh-Hant', 'hui.manfai', '黃大仙龍翔道 136 號', '豪苑 1 座 6 樓 D 室', '黃大仙'],
  ['Thomas Reid', 'en', 'thomas.reid', '15 Sai Kung Hoi Pong Street', 'G/F', 'Sai Kung'],
  ['歐陽靜文 Au Yeung Ching Man', 'zh-Hant', 'auyeung.chingman', '將軍澳唐德街 9 號', '將軍澳中心 6 座 35 樓 E 室', '將軍澳'],
  ['潘倩怡 Poon Sin Yi', 'zh-Hant', 'poon.sinyi', '葵涌青山公路 443 號', '新葵興廣場 16 樓 B 室', '葵涌'],
  ['Grace Okonkwo-Li', 'en', 'grace.okonkwo', '28 Tung Chung Waterfront Road', 'Block 8, 27/F, Flat F', 'Tung Chung'],
];

export const DEMO_CUSTOMERS: readonly DemoCustomer[] = ROWS.map(([name, language, mailbox, street, building, district], index) => {
  const phone = `+852 5500 ${String(1020 + index * 37).padStart(4, '0')}`;
  return {
    customer: {id: `C${1001 + index * 3}`, name, email: `${mailbox}@example.com`, phone, language},
    address: {name, phone, lines: [building, street], district, country: 'HK'},
  };
});
