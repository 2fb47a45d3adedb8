import {parseArgs} from 'node:util';
import {UsageError} from './command-line.ts';

type Flag = {readonly type: 'boolean'} | {readonly type: 'string'};

/** Words and `--flags` of a command. */
export interface ReadArgs<Flags extends Readonly<Record<string, Flag>>> {
  readonly words: readonly string[];
  readonly flags: {readonly [Name in keyof Flags]: (Flags[Name] extends {type: 'boolean'} ? boolean : string) | undefined};
}

/** @throws UsageError for a flag that is not known, or one without its value. */
export function readArgs<const Flags extends Readonly<Record<string, Flag>>>(args: readonly string[], flags: Flags): ReadArgs<Flags> {
  try {
    const {values, positionals} = parseArgs({args: [...args], options: {...flags}, allowPositionals: true, strict: true});
    return {words: positionals, flags: values as unknown as ReadArgs<Flags>['flags']};
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0] ?? String(error));
  }
}

/** The one word a command needs. @throws UsageError when there is none, or more. */
export function oneWord(words: readonly string[], name: string): string {
  const [word, ...more] = words;
  if (word === undefined) throw new UsageError(`The ${name} is missing`);
  if (more.length > 0) throw new UsageError(`“${more.join(' ')}” is too much`);
  return word;
}
