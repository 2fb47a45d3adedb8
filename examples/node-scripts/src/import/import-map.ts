import * as z from 'zod';
import {isTimeZone} from './local-time.ts';

/*
 * MAP.json: which column of a file is which field of an order, and what the file does not say itself. The guide
 * docs/guides/import.md explains every entry; unknown entries are refused, so that a typing mistake does not go unnoticed.
 */

const column = z.string().min(1);
const prefix = z.string().min(1);

const columnsSchema = z.strictObject({
  /** Lines with the same text here are one order. */
  number: column,
  sku: column,
  quantity: column,
  unitPrice: column,
  name: column.optional(),
  placedAt: column.optional(),
  currency: column.optional(),
  customerId: column.optional(),
  customerName: column.optional(),
  email: column.optional(),
  phone: column.optional(),
  addressName: column.optional(),
  addressLines: z.array(column).max(10).default([]),
  district: column.optional(),
  city: column.optional(),
  region: column.optional(),
  postcode: column.optional(),
  country: column.optional(),
  customerNote: column.optional(),
  lineNote: column.optional(),
});

/** The description of a file, checked and with every default filled in. */
export const importMapSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Names the place the orders come from. Ids are made from it, so it must stay the same from run to run. */
  source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'must be 1 to 50 lower-case letters, digits and dashes'),
  columns: columnsSchema,
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
  encoding: z.string().refine(isEncoding, 'is not an encoding this Node can read, such as utf-8, windows-1252 or big5').default('utf-8'),
  /** `iso`, or how dates are written, with yyyy M MM d dd H HH m mm s ss. */
  dateFormat: z.string().default('iso'),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Europe/London').default('UTC'),
  /** Of every order, unless the file has a column for it. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as GBP').optional(),
  decimalSeparator: z.enum(['.', ',']).default('.'),
  /** Spreadsheets write the id 17850 as `17850.0`. */
  customerIdIsNumber: z.boolean().default(false),
  channel: z.strictObject({code: z.string().min(1), name: z.string().optional()}).default({code: 'import'}),
  paymentMethod: z
    .strictObject({code: z.string().min(1), name: z.string().optional(), needsReceipt: z.boolean().default(false), allowUnpaidDispatch: z.boolean().default(false)})
    .default({code: 'invoice', needsReceipt: false, allowUnpaidDispatch: false}),
  shippingMethod: z
    .strictObject({code: z.string().min(1), name: z.string().optional(), carrier: z.enum(['shipany', 'own', 'collect', 'none'])})
    .default({code: 'post', carrier: 'own'}),
  /** Sales arrive paid in full by this method; null: they arrive unpaid. */
  paid: z.strictObject({method: z.string().min(1)}).nullable().default(null),
  kinds: z
    .strictObject({
      creditPrefixes: z.array(prefix).default([]),
      adjustmentPrefixes: z.array(prefix).default([]),
      /** An order without such a prefix whose quantities are all negative. */
      allNegative: z.enum(['credit', 'adjustment', 'refuse']).default('refuse'),
      /** An order without such a prefix that has both signs, or a quantity of zero. */
      mixedSigns: z.enum(['credit', 'adjustment', 'refuse']).default('refuse'),
    })
    .default({creditPrefixes: [], adjustmentPrefixes: [], allNegative: 'refuse', mixedSigns: 'refuse'}),
  /** Lines that need no shipping, by their SKU; capitals and small letters are the same. */
  notShipped: z.strictObject({skus: z.array(z.string()).default([]), skuPrefixes: z.array(prefix).default([])}).default({skus: [], skuPrefixes: []}),
  /** What the file writes → ISO 3166 code, or null where it means that the country is not known. Others are kept as written. */
  countries: z.record(z.string(), z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as GB').nullable()).default({}),
}).refine(({currency, columns}) => currency !== undefined || columns.currency !== undefined, {path: ['currency'], message: 'is missing: name one, or a column under columns.currency'});

export type ImportMap = z.output<typeof importMapSchema>;

/** A map file that cannot be used, with one sentence a problem. */
export class ImportMapError extends Error {
  override readonly name = 'ImportMapError';
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(`${file} is not a usable map:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the text of a map file.
 * @throws ImportMapError with every problem and its place.
 */
export function parseImportMap(text: string, file: string): ImportMap {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ImportMapError(file, [`It is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const parsed = importMapSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ImportMapError(
    file,
    parsed.error.issues.map(({path, message}) => `${path.length === 0 ? 'The file' : path.map(String).join('.')} ${/^[A-Z]/.test(message) ? `– ${message}` : message}`),
  );
}

function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}
