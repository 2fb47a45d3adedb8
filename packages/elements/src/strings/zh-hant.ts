import {common} from './zh-hant/common.ts';
import {desk} from './zh-hant/desk.ts';
import {engine} from './zh-hant/engine.ts';
import {packer} from './zh-hant/packer.ts';
import {refusals} from './zh-hant/refusals.ts';
import {review} from './zh-hant/review.ts';
import {status} from './zh-hant/status.ts';
import {table} from './zh-hant/table.ts';
import type {Strings} from './strings.ts';

/** 繁體中文, as written in Hong Kong. */
export const zhHant: Strings = {lang: 'zh-Hant', common, status, refusals, engine, table, review, packer, desk};
