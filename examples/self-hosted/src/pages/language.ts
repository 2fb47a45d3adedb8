import type {Context} from 'hono';
import {getCookie, setCookie} from 'hono/cookie';

/** Languages the pages speak, as BCP 47. */
export type Language = 'en' | 'zh-Hant';

const COOKIE = 'lang';
const YEAR_SECONDS = 31_536_000;

/** `?lang=` (kept for the next page), else what was chosen before, else the first one the browser asks for that is spoken here. */
export function languageOf(context: Context): Language {
  const chosen = toLanguage(context.req.query('lang'));
  if (chosen) {
    setCookie(context, COOKIE, chosen, {path: '/', maxAge: YEAR_SECONDS, sameSite: 'Lax'});
    return chosen;
  }
  return toLanguage(getCookie(context, COOKIE)) ?? preferred(context.req.header('accept-language') ?? '');
}

function toLanguage(tag: string | undefined): Language | undefined {
  if (tag === undefined) return undefined;
  if (/^zh\b/i.test(tag)) return 'zh-Hant';
  return /^en\b/i.test(tag) ? 'en' : undefined;
}

/** @example preferred('fr, zh-HK;q=0.8, en;q=0.9') //=> 'en' */
function preferred(header: string): Language {
  const wishes = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return {tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0};
  });
  // Array.prototype.sort is stable: equal weights keep the order they were written in.
  for (const {tag, weight} of wishes.sort((left, right) => right.weight - left.weight)) {
    const language = weight > 0 ? toLanguage(tag) : undefined;
    if (language) return language;
  }
  return 'en';
}
