import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';

/** The parts of an OpenAPI document that the page shows. */
export interface ApiDocument {
  readonly info: {readonly title: string; readonly summary: string; readonly description: string};
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {readonly schemas: Readonly<Record<string, ApiSchema>>};
}

export interface ApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly {readonly name: string; readonly in: string; readonly description: string; readonly required?: boolean; readonly schema: ApiSchema}[];
  readonly requestBody?: {readonly description: string; readonly content: ApiContent};
  readonly responses: Readonly<Record<string, {readonly description: string; readonly headers?: Readonly<Record<string, {readonly description: string}>>; readonly content?: ApiContent}>>;
}

export type ApiContent = Readonly<Record<string, {readonly schema: ApiSchema; readonly examples?: Readonly<Record<string, {readonly value: unknown}>>}>>;

export interface ApiSchema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: ApiSchema;
  readonly additionalProperties?: ApiSchema | false;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly allOf?: readonly ApiSchema[];
  readonly not?: ApiSchema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: unknown;
}

/** The description of the protocol as it is checked in. */
export interface Description {
  readonly text: string;
  readonly etag: string;
  readonly document: ApiDocument;
}

const FILE = new URL('../../../../docs/protocol/openapi.json', import.meta.url);

/** Undefined when the file did not come along with the server. */
export function readDescription(): Description | undefined {
  if (!existsSync(FILE)) return undefined;
  const document: unknown = JSON.parse(readFileSync(FILE, 'utf8'));
  const text = JSON.stringify(document);
  return {text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`, document: document as ApiDocument};
}
