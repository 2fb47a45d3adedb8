import type {Language} from '../language.ts';
import {en, type PageStrings} from './en.ts';
import {zhHant} from './zh-hant.ts';

export type {PageStrings};

/** The words of one language. */
export function stringsFor(language: Language): PageStrings {
  return language === 'zh-Hant' ? zhHant : en;
}
