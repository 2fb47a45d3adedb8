import {common} from './en/common.ts';
import {desk} from './en/desk.ts';
import {engine} from './en/engine.ts';
import {packer} from './en/packer.ts';
import {refusals} from './en/refusals.ts';
import {review} from './en/review.ts';
import {status} from './en/status.ts';
import {table} from './en/table.ts';
import type {Strings} from './strings.ts';

/** English. */
export const en: Strings = {lang: 'en', common, status, refusals, engine, table, review, packer, desk};
