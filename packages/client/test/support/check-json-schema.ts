/** Something in a value that its schema does not allow. */
export interface Mismatch {
  readonly pointer: string;
  readonly detail: string;
}

type Json = Readonly<Record<string, unknown>>;

interface Place {
  readonly root: Json;
  readonly pointer: string;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

/** Says nothing about a value. */
const NOTES = new Set(['description', 'title', 'default', 'example', 'examples', 'discriminator', 'contentMediaType', 'deprecated']);

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** What each keyword finds wrong; a keyword that is not here is an error of the test, never passed over. */
const KEYWORDS: Readonly<Record<string, (rule: never, value: unknown, schema: Json, place: Place) => readonly Mismatch[]>> = {
  $ref: (ref: string, value, _schema, place) => check(resolveRef(place.root, ref), value, place),
  type: (type: string | readonly string[], value, _schema, {pointer}) => {
    const types = [type].flat();
    const fits = types.some((known) => (known === 'integer' ? Number.isInteger(value) : typeOf(value) === known));
    return fits ? [] : [{pointer, detail: `is not of type ${types.join(' or ')}.`}];
  },
  const: (wanted: unknown, value, _schema, {pointer}) => (same(wanted, value) ? [] : [{pointer, detail: `is not ${JSON.stringify(wanted)}.`}]),
  enum: (known: readonly unknown[], value, _schema, {pointer}) => (known.some((each) => same(each, value)) ? [] : [{pointer, detail: `is ${JSON.stringify(value)}, none of the known values.`}]),
  not: (rule: Json, value, _schema, place) => (check(rule, value, place).length > 0 ? [] : [{pointer: place.pointer, detail: 'is not allowed here.'}]),
  allOf: (rules: readonly Json[], value, _schema, place) => rules.flatMap((rule) => check(rule, value, place)),
  anyOf: (rules: readonly Json[], value, _schema, place) => nearest(rules, value, place, (fitting) => fitting > 0),
  oneOf: (rules: readonly Json[], value, schema, place) => byType(schema, value, place) ?? nearest(rules, value, place, (fitting) => fitting === 1),
  minimum: (least: number, value, _schema, {pointer}) => (typeof value !== 'number' || value >= least ? [] : [{pointer, detail: `is below ${least}.`}]),
  maximum: (most: number, value, _schema, {pointer}) => (typeof value !== 'number' || value <= most ? [] : [{pointer, detail: `is above ${most}.`}]),
  minLength: (least: number, value, _schema, {pointer}) => (typeof value !== 'string' || [...value].length >= least ? [] : [{pointer, detail: `is shorter than ${least}.`}]),
  maxLength: (most: number, value, _schema, {pointer}) => (typeof value !== 'string' || [...value].length <= most ? [] : [{pointer, detail: `is longer than ${most}.`}]),
  pattern: (pattern: string, value, _schema, {pointer}) => (typeof value !== 'string' || new RegExp(pattern, 'u').test(value) ? [] : [{pointer, detail: `does not match ${pattern}.`}]),
  format: (format: string, value, _schema, {pointer}) => {
    const known = FORMATS[format];
    if (!known) throw new Error(`The format ${format} is not known to the checker.`);
    return typeof value !== 'string' || (known.test(value) && !Number.isNaN(Date.parse(value))) ? [] : [{pointer, detail: `is no ${format}.`}];
  },
  minItems: (least: number, value, _schema, {pointer}) => (!Array.isArray(value) || value.length >= least ? [] : [{pointer, detail: `has less than ${least} entries.`}]),
  maxItems: (most: number, value, _schema, {pointer}) => (!Array.isArray(value) || value.length <= most ? [] : [{pointer, detail: `has more than ${most} entries.`}]),
  items: (rule: Json, value, _schema, {root, pointer}) => (Array.isArray(value) ? value.flatMap((item, index) => check(rule, item, {root, pointer: `${pointer}/${index}`})) : []),
  required: (names: readonly string[], value, _schema, {pointer}) => (isObject(value) ? names.filter((name) => !Object.hasOwn(value, name)).map((name) => ({pointer, detail: `has no “${name}”.`})) : []),
  properties: (rules: Readonly<Record<string, Json>>, value, _schema, {root, pointer}) =>
    isObject(value) ? Object.entries(value).flatMap(([key, item]) => (Object.hasOwn(rules, key) ? check(rules[key] as Json, item, {root, pointer: `${pointer}/${escape(key)}`}) : [])) : [],
  propertyNames: (rule: Json, value, _schema, {root, pointer}) => (isObject(value) ? Object.keys(value).flatMap((key) => check(rule, key, {root, pointer: `${pointer}/${escape(key)}`})) : []),
  additionalProperties: (rule: Json | false, value, schema, {root, pointer}) => {
    if (!isObject(value)) return [];
    const more = Object.entries(value).filter(([key]) => !Object.hasOwn((schema['properties'] ?? {}) as Json, key));
    return more.flatMap(([key, item]) => (rule === false ? [{pointer: `${pointer}/${escape(key)}`, detail: 'is not known.'}] : check(rule, item, {root, pointer: `${pointer}/${escape(key)}`})));
  },
};

/** Where the schema says which field tells the kinds apart, what the kind that the value names finds wrong. */
function byType({discriminator}: Json, value: unknown, place: Place): readonly Mismatch[] | undefined {
  if (!isObject(discriminator) || !isObject(value)) return undefined;
  const {propertyName, mapping} = discriminator as {propertyName: string; mapping: Readonly<Record<string, string>>};
  const named = value[propertyName];
  if (typeof named !== 'string' || !Object.hasOwn(mapping, named)) return [{pointer: `${place.pointer}/${propertyName}`, detail: 'is none of the known kinds.'}];
  return check({$ref: mapping[named]}, value, place);
}

/** Of several possible kinds, what the one that was nearly met finds wrong. */
function nearest(rules: readonly Json[], value: unknown, place: Place, isGood: (fitting: number) => boolean): readonly Mismatch[] {
  const found = rules.map((rule) => check(rule, value, place));
  if (isGood(found.filter(({length}) => length === 0).length)) return [];
  // Kinds that are told apart by a constant: the one whose constant was met is the one that was meant.
  const meant = found.find((mismatches) => mismatches.length > 0 && !mismatches.some(({pointer}) => pointer === `${place.pointer}/type`));
  return meant ?? [{pointer: place.pointer, detail: `fits ${found.filter(({length}) => length === 0).length} of ${rules.length} kinds.`}];
}

function check(schema: Json, value: unknown, place: Place): readonly Mismatch[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => {
    if (NOTES.has(keyword)) return [];
    const judge = KEYWORDS[keyword];
    if (!judge) throw new Error(`The keyword ${keyword} is not known to the checker.`);
    return judge(rule as never, value, schema, place);
  });
}

/** What a reference inside a document leads to. @throws Error when that is nothing. */
export function resolveRef(root: Json, ref: string): Json {
  if (!ref.startsWith('#/')) throw new Error(`${ref} leads out of the document.`);
  let found: unknown = root;
  for (const step of ref.slice(2).split('/')) found = isObject(found) ? found[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  if (!isObject(found)) throw new Error(`${ref} leads nowhere.`);
  return found;
}

/**
 * Everything in `value` that a schema of the document `root` does not allow. It knows the keywords of JSON Schema that the
 * description of the protocol uses, and throws at any other.
 */
export function checkJsonSchema(root: Json, schema: Json, value: unknown): readonly Mismatch[] {
  return check(schema, value, {root, pointer: ''});
}
