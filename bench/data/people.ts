import type {Address, Customer} from '@packline/core';
import type {Random} from './random.ts';

/** Family names as they are written and as they are romanised. */
const FAMILY: readonly (readonly [string, string])[] = [
  ['陳', 'Chan'], ['黃', 'Wong'], ['李', 'Lee'], ['林', 'Lam'], ['張', 'Cheung'], ['梁', 'Leung'], ['吳', 'Ng'], ['劉', 'Lau'], ['何', 'Ho'], ['鄭', 'Cheng'], ['葉', 'Yip'], ['蔡', 'Choi'], ['曾', 'Tsang'], ['郭', 'Kwok'], ['謝', 'Tse'],
  ['潘', 'Poon'], ['馬', 'Ma'], ['徐', 'Tsui'], ['楊', 'Yeung'], ['鄧', 'Tang'], ['麥', 'Mak'], ['許', 'Hui'], ['盧', 'Lo'], ['蕭', 'Siu'], ['歐陽', 'Au Yeung'], ['簡', 'Kan'], ['關', 'Kwan'], ['羅', 'Law'], ['余', 'Yu'], ['譚', 'Tam'],
];
const GIVEN: readonly (readonly [string, string])[] = [
  ['大文', 'Tai Man'], ['小明', 'Siu Ming'], ['美玲', 'Mei Ling'], ['家豪', 'Ka Ho'], ['志偉', 'Chi Wai'], ['淑芬', 'Suk Fan'], ['嘉欣', 'Ka Yan'], ['俊傑', 'Chun Kit'], ['詠詩', 'Wing Sze'], ['子軒', 'Tsz Hin'], ['曉彤', 'Hiu Tung'], ['國強', 'Kwok Keung'],
  ['麗華', 'Lai Wah'], ['偉明', 'Wai Ming'], ['雅文', 'Nga Man'], ['思敏', 'Sze Man'], ['浩然', 'Ho Yin'], ['靜儀', 'Ching Yi'], ['永康', 'Wing Hong'], ['寶珠', 'Po Chu'], ['婉婷', 'Yuen Ting'], ['錦榮', 'Kam Wing'], ['慧儀', 'Wai Yee'], ['樂怡', 'Lok Yi'],
  ['梓晴', 'Tsz Ching'], ['卓琳', 'Cheuk Lam'], ['德華', 'Tak Wah'], ['秀蘭', 'Sau Lan'], ['天佑', 'Tin Yau'], ['凱琪', 'Hoi Ki'],
];
const ENGLISH_GIVEN = ['Ada', 'Benjamin', 'Carmen', 'Desmond', 'Eleanor', 'Farah', 'Gordon', 'Harriet', 'Imogen', 'Jasper', 'Katherine', 'Leonard', 'Margaret', 'Nathaniel', 'Olivia', 'Priya', 'Quentin', 'Rosalind', 'Sebastian', 'Theodora', 'Vivian', 'Wilhelmina', 'Xavier', 'Yolanda', 'Zachary'];
const ENGLISH_FAMILY = ['Abernathy', 'Blackwood', 'Carrington', 'Davenport', 'Ellsworth', 'Fairbanks', 'Gallagher', 'Hawthorne', 'Inglewood', 'Kingsley', 'Lancaster', 'Montgomery', 'Northcote', 'Osborne', 'Pemberton', 'Rutherford', 'Sutherland', 'Thornbury', 'Underhill', 'Vandermeer', 'Whitfield', 'Yardley'];
const MAIL_HOSTS = ['mail.example', 'post.example', 'example.com', 'example.org', 'example.net'];
const STREETS: readonly (readonly [string, string, string])[] = [
  ['彌敦道', 'Nathan Road', '旺角 Mong Kok'], ['皇后大道中', "Queen's Road Central", '中環 Central'], ['英皇道', "King's Road", '北角 North Point'], ['軒尼詩道', 'Hennessy Road', '灣仔 Wan Chai'], ['廣東道', 'Canton Road', '尖沙咀 Tsim Sha Tsui'], ['青山公路', 'Castle Peak Road', '荃灣 Tsuen Wan'],
  ['觀塘道', 'Kwun Tong Road', '觀塘 Kwun Tong'], ['大埔道', 'Tai Po Road', '沙田 Sha Tin'], ['德輔道西', 'Des Voeux Road West', '西營盤 Sai Ying Pun'], ['太子道西', 'Prince Edward Road West', '九龍城 Kowloon City'],
];

/** One of the shop's customers. The same number is the same person, so that regulars come back. */
export function customerAt(index: number, random: Random): Customer {
  const [family, familyLatin] = random.pick(FAMILY);
  const [given, givenLatin] = random.pick(GIVEN);
  const kind = random.next();
  const english = `${random.pick(ENGLISH_GIVEN)} ${random.pick(ENGLISH_FAMILY)}`;
  const latin = kind < 0.4 ? english : `${familyLatin} ${givenLatin}`;
  const name = kind < 0.4 ? english : kind < 0.65 ? family + given : kind < 0.85 ? `${family}${given} ${latin}` : latin;
  const email = `${latin.toLowerCase().replaceAll(' ', '.')}${String(random.below(1000))}@${random.pick(MAIL_HOSTS)}`;
  return {id: String(12_000 + index), name, email, phone: `+852 ${String(random.between(5100, 9899))} ${String(random.between(1000, 9999))}`, language: kind < 0.4 ? 'en' : 'zh-Hant'};
}

/** Where that customer lives. */
export function addressOf(customer: Customer, random: Random): Address {
  const [zh, en, district] = random.pick(STREETS);
  const flat = `${String(random.between(1, 38))}/F, Flat ${random.pick(['A', 'B', 'C', 'D', 'E'])}`;
  const number = String(random.between(1, 690));
  const lines = customer.language === 'en' ? [flat, `${number} ${en}`] : [`${zh}${number}號`, flat];
  return {...(customer.name === undefined ? {} : {name: customer.name}), ...(customer.phone === undefined ? {} : {phone: customer.phone}), lines, district, city: 'Hong Kong', country: 'HK'};
}
