import type {CommonStrings} from './en/common.ts';
import type {DeskStrings} from './en/desk.ts';
import type {EngineStrings} from './en/engine.ts';
import type {PackerStrings} from './en/packer.ts';
import type {RefusalStrings} from './en/refusals.ts';
import type {ReviewStrings} from './en/review.ts';
import type {StatusPageStrings} from './en/status-page.ts';
import type {StatusStrings} from './en/status.ts';
import type {TableStrings} from './en/table.ts';

/**
 * Every visible word of the staff's widgets in one language, in sections. English is the model: a language file that
 * lacks a key does not compile.
 */
export interface Strings {
  /** BCP 47: `en`, `zh-Hant`. */
  readonly lang: string;
  readonly common: CommonStrings;
  readonly status: StatusStrings;
  readonly refusals: RefusalStrings;
  readonly engine: EngineStrings;
  readonly table: TableStrings;
  readonly review: ReviewStrings;
  readonly packer: PackerStrings;
  readonly desk: DeskStrings;
}

/** The words of the shopper's page: a file of their own, because that page is small. */
export interface ShopperStrings {
  readonly lang: string;
  readonly common: CommonStrings;
  readonly status: StatusStrings;
  readonly statusPage: StatusPageStrings;
}
