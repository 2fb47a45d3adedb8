import {en} from './en.ts';
import {shopperEn} from './shopper-en.ts';
import type {ShopperStrings, Strings} from './strings.ts';

/** The languages a widget speaks. English is there at once, others are fetched when first needed. */
export interface Catalog<Words> {
  readonly fallback: Words;
  readonly others: Record<string, () => Promise<Words>>;
}

/** Languages of the staff's widgets. */
export const staffCatalog: Catalog<Strings> = {
  fallback: en,
  others: {'zh-Hant': () => import('./zh-hant.ts').then(({zhHant}) => zhHant)},
};

/** Languages of the shopper's page. */
export const shopperCatalog: Catalog<ShopperStrings> = {
  fallback: shopperEn,
  others: {'zh-Hant': () => import('./shopper-zh-hant.ts').then(({shopperZhHant}) => shopperZhHant)},
};

/**
 * Adds a language, or replaces one with the host's own words.
 * @example
 * addLanguage(staffCatalog, 'en', async () => ({...en, table: {...en.table, title: 'Sales'}}));
 */
export function addLanguage<Words>(catalog: Catalog<Words>, lang: string, load: () => Promise<Words>): void {
  catalog.others[lang] = load;
  loaded.get(catalog)?.delete(lang);
}

const loaded = new WeakMap<object, Map<string, unknown>>();

/**
 * The words of a language, at once when they are here, else as a promise. A language nobody added gives English.
 * @throws nothing: a file that cannot be fetched gives English too.
 */
export function loadStrings<Words>(catalog: Catalog<Words>, lang: string): Words | Promise<Words> {
  const load = catalog.others[lang];
  if (load === undefined) return catalog.fallback;
  let words = loaded.get(catalog);
  if (words === undefined) loaded.set(catalog, (words = new Map()));
  const known = words.get(lang) as Words | undefined;
  if (known !== undefined) return known;
  return load().then(
    (found) => {
      words.set(lang, found);
      return found;
    },
    () => catalog.fallback,
  );
}

/** Which language of a catalog a BCP 47 tag asks for: `zh-HK`, `zh-TW`, `zh` → `zh-Hant`; anything unknown → `en`. */
export function languageOf<Words>(catalog: Catalog<Words>, tag: string): string {
  const wanted = tag.toLowerCase();
  const languages = Object.keys(catalog.others);
  const exact = languages.find((lang) => lang.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const [base = '', ...rest] = wanted.split('-');
  if (base === 'zh') {
    const simplified = rest.includes('hans') || (!rest.includes('hant') && (rest.includes('cn') || rest.includes('sg')));
    if (simplified && 'zh-Hans' in catalog.others) return 'zh-Hans';
    return 'zh-Hant';
  }
  return languages.find((lang) => lang.toLowerCase() === base) ?? 'en';
}
