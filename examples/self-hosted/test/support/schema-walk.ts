import {readFileSync} from 'node:fs';

/** A schema of the checked-in description of the protocol, as far as it is walked here. */
export interface WalkedSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, WalkedSchema>>;
  readonly required?: readonly string[];
  readonly items?: WalkedSchema;
  readonly additionalProperties?: WalkedSchema | false;
  readonly anyOf?: readonly WalkedSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly not?: WalkedSchema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly discriminator?: {readonly mapping: Readonly<Record<string, string>>};
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, {readonly operationId: string; readonly parameters?: readonly {readonly name: string; readonly in: string; readonly example?: unknown; readonly schema: WalkedSchema}[]}>>>>;
  readonly components: {readonly schemas: Readonly<Record<string, WalkedSchema>>};
}

/** The checked-in description. Nothing here names a field: what the schemas say is what is tried. */
export const API = JSON.parse(readFileSync(new URL('../../../../docs/protocol/openapi.json', import.meta.url), 'utf8')) as Described;

export function schemaOf(name: string): WalkedSchema {
  const schema = API.components.schemas[name];
  if (!schema) throw new Error(`There is no schema ${name}.`);
  return schema;
}

function whole(schema: WalkedSchema): WalkedSchema {
  return schema.$ref === undefined ? schema : whole(schemaOf(schema.$ref.split('/').at(-1) ?? ''));
}

/** Texts of each form that a schema can ask for. */
const TEXTS: readonly string[] = ['text', 'o1', 'HKD', '0'.repeat(64), 'image/png', '1.50', '12345', 'v1'];
const FORMATS: Readonly<Record<string, string>> = {'date-time': '2026-11-23T06:32:00Z', date: '2026-11-24'};

/** A value with every field there is, one for each way a union can be meant. */
export function* samplesOf(given: WalkedSchema): Generator<unknown> {
  const schema = whole(given);
  if (schema.anyOf !== undefined) {
    for (const kind of schema.anyOf) yield* samplesOf(kind);
    return;
  }
  if (schema.const !== undefined) return void (yield schema.const);
  if (schema.enum !== undefined) return void (yield schema.enum[0]);
  if (schema.properties !== undefined) {
    // Fields one after the other: each way of one of them once, with the first way of all others.
    const fields = Object.entries(schema.properties).filter(([, field]) => field.not === undefined);
    const ways = fields.map(([name, field]) => [name, [...samplesOf(field)]] as const);
    const most = Math.max(1, ...ways.map(([, samples]) => samples.length));
    for (let way = 0; way < most; way += 1) yield Object.fromEntries(ways.map(([name, samples]) => [name, samples[Math.min(way, samples.length - 1)]]));
    return;
  }
  const [type] = [schema.type].flat();
  if (type === 'array') for (const item of samplesOf(schema.items ?? {})) yield [item];
  else if (type === 'object') yield schema.additionalProperties ? {key: [...samplesOf(schema.additionalProperties)][0]} : {};
  else if (type === 'boolean') yield true;
  else if (type === 'null') yield null;
  else if (type === 'integer' || type === 'number') yield Math.max(1, schema.minimum ?? 1);
  else if (schema.format !== undefined) yield FORMATS[schema.format];
  else yield TEXTS.find((text) => schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text));
}

export type Path = readonly (string | number)[];

/** A place in a value and what may stand there. */
export interface WalkedPlace {
  readonly path: Path;
  readonly schema: WalkedSchema;
  /** Types that are allowed here, of all the kinds a union has. */
  readonly types: ReadonlySet<string>;
}

/** Every place of a sample, by the schema it was made from; of a union the places of the kind that the sample is. */
export function* placesOf(given: WalkedSchema, sample: unknown, path: Path = []): Generator<WalkedPlace> {
  const schema = whole(given);
  const kinds = (schema.anyOf ?? [schema]).map(whole);
  yield {path, schema, types: new Set(kinds.flatMap(typesOf))};
  const meant = kinds.find((kind) => typesOf(kind).includes(jsonType(sample)) && (kind.required ?? []).every((name) => Object.hasOwn(sample as object, name))) ?? schema;
  if (Array.isArray(sample)) yield* placesOf(meant.items ?? {}, sample[0], [...path, 0]);
  else if (typeof sample === 'object' && sample !== null) {
    for (const [key, value] of Object.entries(sample)) {
      const field = meant.properties?.[key] ?? (meant.additionalProperties || undefined);
      if (field) yield* placesOf(field, value, [...path, key]);
    }
  }
}

function typesOf(schema: WalkedSchema): readonly string[] {
  if (schema.const !== undefined) return [jsonType(schema.const)];
  if (schema.enum !== undefined) return schema.enum.map(jsonType);
  const types = [schema.type ?? (schema.properties === undefined ? [] : 'object')].flat();
  return types.map((type) => (type === 'integer' ? 'number' : type));
}

export function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
}

/** The value with something else in one place. */
export function put(value: unknown, path: Path, changed: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return changed;
  const inner = put((value as Record<string | number, unknown>)[step], rest, changed);
  if (Array.isArray(value)) return value.with(step as number, inner);
  // Not by spreading: a field may be called `__proto__`.
  return Object.fromEntries([...Object.entries(value as object).filter(([key]) => key !== step), [step, inner]]);
}

/** As RFC 6901 writes it. */
export function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Every command by its type, with the schema it is read by. */
export const COMMANDS = Object.entries(schemaOf('Command').discriminator?.mapping ?? {}).map(([type, ref]) => ({type, schema: schemaOf(ref.split('/').at(-1) ?? '')}));
