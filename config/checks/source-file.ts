import ts from 'typescript';

/** One file of the repository: its path from the top level, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Something a check found: where, and a sentence that says what to do. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export type Check = (file: SourceFile) => readonly Finding[];

/** Every module a file imports: static, type-only, re-exported and dynamic imports alike. */
export function importsOf(file: SourceFile): { specifier: string; line: number }[] {
  return ts
    .preProcessFile(file.text, true, true)
    .importedFiles.map(({ fileName, pos }) => ({ specifier: fileName, line: lineAt(file.text, pos) }));
}

/** The findings for every match of a pattern in a text, comments included unless the caller strips them. */
export function findPattern(file: SourceFile, pattern: RegExp, message: string, text = file.text): Finding[] {
  return [...text.matchAll(pattern)].map((match) => ({ path: file.path, line: lineAt(text, match.index), message }));
}

/** The text with comments blanked out, every line and column where it was. */
export function withoutComments(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .replaceAll(/(^|[^:'"`\\])\/\/[^\n]*/g, (comment, before: string) => before + ' '.repeat(comment.length - before.length));
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
