import {common} from './en/common.ts';
import {statusPage} from './en/status-page.ts';
import {status} from './en/status.ts';
import type {ShopperStrings} from './strings.ts';

/** English for the shopper's page. */
export const shopperEn: ShopperStrings = {lang: 'en', common, status, statusPage};
