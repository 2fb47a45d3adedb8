import * as z from 'zod/mini';

/** What a schema is called in the description of the protocol, and what it is for. */
export interface ComponentNote {
  /** Its name under `#/components/schemas`. */
  readonly id: string;
  readonly description: string;
}

/** Everything a backend answers with. Readers keep fields they do not know. */
export const answerComponents = z.registry<ComponentNote>();

/** Everything a backend is sent. What it does not know there it refuses, so these are closed. */
export const requestComponents = z.registry<ComponentNote>();

/** What each named schema is for. */
export const descriptions = new Map<string, string>();

/** Gives a schema of answers its name; other schemas refer to it by that. */
export function answer<Schema extends z.ZodMiniType>(id: string, description: string, schema: Schema): Schema {
  answerComponents.add(schema, {id, description});
  descriptions.set(id, description);
  return schema;
}

/** Gives a schema of requests its name. */
export function request<Schema extends z.ZodMiniType>(id: string, description: string, schema: Schema): Schema {
  requestComponents.add(schema, {id, description});
  descriptions.set(id, description);
  return schema;
}

/** A moment, ISO 8601 in UTC. */
export const instant = z.iso.datetime({offset: false, local: false});
/** A day of the shop's calendar. */
export const calendarDate = z.iso.date();
/** A whole number that can be kept exactly. */
export const whole = z.int();
/** How many, or how manieth: never below zero. */
export const count = z.int().check(z.gte(0));
/** At least one. */
export const positive = z.int().check(z.gte(1));
export const optional = z.exactOptional;

/**
 * The name of a schema for a type on the wire.
 * @example
 * pascalCase('order.place') //=> 'OrderPlace'
 */
export function pascalCase(type: string): string {
  return type.replace(/(?:^|[.-])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
