import * as z from 'zod/mini';
import {answerComponents, descriptions, pascalCase, requestComponents} from './components.ts';
import {CHANNEL_OPERATIONS} from './channel-operations.ts';
import {EFFECT_OPERATIONS} from './effect-operations.ts';
import {STANDS_FOR, problem} from './envelope-schemas.ts';
import type {AnswerNote, ContentNote, OperationNote, ParameterNote} from './operation.ts';
import {STAFF_OPERATIONS} from './operations.ts';
import {PROBLEM_KINDS, problemTypeOf, type ProblemName} from './problems.ts';
import {PUBLIC_OPERATIONS} from './public-operations.ts';
import {commandKinds} from './request-schemas.ts';

type Json = Record<string, unknown>;

const REF = '#/components/schemas/';

/** Every operation of the protocol. */
export const OPERATIONS: readonly OperationNote[] = [...STAFF_OPERATIONS, ...CHANNEL_OPERATIONS, ...EFFECT_OPERATIONS, ...PUBLIC_OPERATIONS];

/** What can happen to any request, whatever it asks. */
const ALWAYS: readonly ProblemName[] = ['bad-request', 'bad-parameter', 'method-not-allowed', 'too-slow', 'too-fast', 'head-too-large', 'internal', 'unavailable', 'stopping'];

/** Headers that belong to a status. */
const PROBLEM_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: {'WWW-Authenticate': '`Bearer`'},
  405: {Allow: 'The method this address answers to.'},
  429: {'Retry-After': 'Seconds to wait; not there when waiting does not help.'},
  503: {'Retry-After': 'Seconds to wait before trying again.'},
};

/** The description of the protocol, as OpenAPI 3.1. It is made from the schemas that clients and backends read with. */
export function createOpenApi(): Json {
  const schemas = {...toSchemas(requestComponents, 'output'), ...toSchemas(answerComponents, 'input')};
  (schemas['Command'] as Json)['discriminator'] = {propertyName: 'type', mapping: Object.fromEntries(commandKinds.map(({type}) => [type, `${REF}${pascalCase(type)}Command`]))};
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) (paths[operation.path] ??= {})[operation.method] = toOperation(operation);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Packline',
      version: '1',
      summary: 'What a backend speaks so that Packline’s widgets and SDK work with it.',
      description: 'HTTP and JSON. Pages of any origin may call: cookies count for nothing under /v1. An unknown parameter or field of a request is refused, never ignored; readers keep fields of answers that they do not know. Texts hold neither NUL nor half of a surrogate pair. HEAD answers as GET does, without a body; OPTIONS says what an address answers to.',
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: '/', description: 'The endpoint that a page gives to its widgets.'}],
    tags: [...new Set(OPERATIONS.map(({tag}) => tag))].map((name) => ({name})),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([left], [right]) => (left < right ? -1 : 1))),
      securitySchemes: {bearer: {type: 'http', scheme: 'bearer', description: 'A token of the shop. What it may see and do is its role’s: owner, clerk, packer, viewer.'}},
    },
  };
}

/** JSON Schema of everything in a registry, each under its name. */
function toSchemas(registry: typeof answerComponents, io: 'input' | 'output'): Record<string, Json> {
  const {schemas} = z.toJSONSchema(registry, {uri: (id) => `${REF}${id}`, unrepresentable: 'any', io, override: ({zodSchema, jsonSchema}) => tidy(zodSchema, jsonSchema as Json)});
  return Object.fromEntries(
    Object.entries(schemas).map(([name, {$schema: _dialect, $id: _place, id: _name, ...schema}]) => [name, {description: descriptions.get(name), ...schema}]),
  );
}

function tidy(zodSchema: unknown, jsonSchema: Json): void {
  const whole = STANDS_FOR.get(zodSchema);
  if (whole !== undefined) jsonSchema['$ref'] = refOf(whole);
  // The format says it; the expression behind it is for machines only.
  if (jsonSchema['format'] === 'date-time' || jsonSchema['format'] === 'date') delete jsonSchema['pattern'];
}

function refOf(schema: unknown): string | undefined {
  // Bodies that are not JSON are described as JSON Schema by hand.
  if (!(schema instanceof z.core.$ZodType)) return undefined;
  const note = answerComponents.get(schema as z.ZodMiniType) ?? requestComponents.get(schema as z.ZodMiniType);
  return note && `${REF}${note.id}`;
}

function toOperation({id, tag, summary, description, door, parameters = [], body, answers, problems = []}: OperationNote): Json {
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: door === 'bearer' ? [{bearer: []}] : [],
    ...(parameters.length === 0 ? {} : {parameters: parameters.map(toParameter)}),
    ...(body === undefined ? {} : {requestBody: {description: body.description, required: true, content: toContent(body)}}),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, toResponse(answer)])),
      ...problemResponses([...ALWAYS, ...(door === 'bearer' ? (['signed-out'] as const) : []), ...problems]),
    },
  };
}

function toParameter({name, in: place, description, schema, example}: ParameterNote): Json {
  return {name, in: place, description, ...(place === 'path' ? {required: true} : {}), schema, ...(example === undefined ? {} : {example})};
}

function toContent({schema, types = ['application/json'], examples}: ContentNote): Json {
  const ref = refOf(schema);
  const shown = ref === undefined ? schema : {$ref: ref};
  const given = examples === undefined ? {} : {examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, {value}]))};
  return Object.fromEntries(types.map((type) => [type, {schema: shown, ...given}]));
}

function toResponse({description, headers, schema, types, examples}: AnswerNote): Json {
  return {
    description,
    ...(headers === undefined ? {} : {headers: toHeaders(headers)}),
    ...(schema === undefined ? {} : {content: toContent({schema, ...(types === undefined ? {} : {types}), ...(examples === undefined ? {} : {examples})})}),
  };
}

function toHeaders(headers: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, {description, schema: {type: 'string'}}]));
}

/** One response for each status, with every kind of problem that has it. */
function problemResponses(names: readonly ProblemName[]): Json {
  const statuses = [...new Set(names.map((name) => PROBLEM_KINDS[name].status))].sort((left, right) => left - right);
  return Object.fromEntries(
    statuses.map((status) => {
      const kinds = names.filter((name) => PROBLEM_KINDS[name].status === status);
      const headers = PROBLEM_HEADERS[status];
      const response: Json = {
        description: kinds.map((name) => `\`${name}\`: ${PROBLEM_KINDS[name].when}.`).join(' '),
        ...(headers === undefined ? {} : {headers: toHeaders(headers)}),
        content: {
          'application/problem+json': {
            schema: {allOf: [{$ref: refOf(problem)}, {properties: {type: {enum: kinds.map(problemTypeOf)}, status: {const: status}}}]},
            examples: Object.fromEntries(kinds.map((name) => [name, {value: {type: problemTypeOf(name), title: PROBLEM_KINDS[name].title, status}}])),
          },
        },
      };
      return [status, response];
    }),
  );
}

/** The text of docs/protocol/openapi.json. */
export function openApiText(): string {
  return `${JSON.stringify(createOpenApi(), null, 1)}\n`;
}
