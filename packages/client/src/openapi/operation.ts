import type * as z from 'zod/mini';
import type {ProblemName} from './problems.ts';

/** A parameter of an address. */
export interface ParameterNote {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly description: string;
  /** As JSON Schema. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example?: string | number;
}

/** Something that is sent or answered. */
export interface ContentNote {
  /** JSON Schema of a body that is not JSON, or the schema of one that is. */
  readonly schema: z.ZodMiniType | Readonly<Record<string, unknown>>;
  /** Default `application/json`. */
  readonly types?: readonly string[];
  /** Name → body. */
  readonly examples?: Readonly<Record<string, unknown>>;
}

export interface AnswerNote extends Partial<ContentNote> {
  readonly description: string;
  /** Header → what it says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One method at one address, as the description of the protocol tells it. */
export interface OperationNote {
  readonly id: string;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly tag: 'Session' | 'Commands' | 'Feed' | 'Orders' | 'Products' | 'Customers' | 'Channels' | 'Operation' | 'Description';
  readonly summary: string;
  readonly description: string;
  /** By what a caller is let in: a bearer token, the link in the path, or nothing. */
  readonly door: 'bearer' | 'link' | 'signature' | 'none';
  readonly parameters?: readonly ParameterNote[];
  readonly body?: ContentNote & {readonly description: string};
  readonly answers: Readonly<Record<number, AnswerNote>>;
  /** Besides those that every operation knows. */
  readonly problems?: readonly ProblemName[];
}
