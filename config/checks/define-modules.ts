/**
 * A tag is claimed in `define` modules only, so that a page can import a class without registering it, and bundlers may
 * drop what is not used.
 */
import { type Check, findPattern, withoutComments } from './source-file.ts';

const mayDefine = /^packages\/elements\/src\/(define|[^/]+\/define|base\/define-once)\.ts$/;

export const defineModules: Check = (file) => {
  if (!/^packages\/[^/]+\/src\//.test(file.path) || file.path.endsWith('.test.ts') || mayDefine.test(file.path)) return [];
  const message = 'Register elements in a define module (define.ts or <name>/define.ts), not here.';
  const text = withoutComments(file.text);
  return [
    ...findPattern(file, /customElements\s*(\.\s*define\b|\[)/g, message, text),
    ...findPattern(file, /@customElement\s*\(/g, message, text),
  ];
};
