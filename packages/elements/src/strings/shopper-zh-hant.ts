import {common} from './zh-hant/common.ts';
import {statusPage} from './zh-hant/status-page.ts';
import {status} from './zh-hant/status.ts';
import type {ShopperStrings} from './strings.ts';

/** 繁體中文 for the shopper's page. */
export const shopperZhHant: ShopperStrings = {lang: 'zh-Hant', common, status, statusPage};
