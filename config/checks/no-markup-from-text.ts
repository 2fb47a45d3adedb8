/**
 * Text from outside is text, never markup, and no style is set through an attribute: the widgets live on pages with a
 * strict Content-Security-Policy and Trusted Types.
 */
import { type Check, findPattern, withoutComments } from './source-file.ts';

const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\bunsafe(HTML|SVG|CSS|MathML|Static)\b/g, 'draws text as markup; bind it as text instead.'],
  [/\bstyleMap\b/g, 'writes a style attribute, which a strict Content-Security-Policy forbids; use classes or CSSOM properties.'],
  [/\sstyle=\s*["'`]?\$\{/g, 'writes a style attribute, which a strict Content-Security-Policy forbids; use classes or CSSOM properties.'],
  [/\.\s*(innerHTML|outerHTML)\s*\+?=(?!=)/g, 'draws text as markup; set textContent or use a template.'],
  [/\b(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|document\.write)\s*\(/g, 'draws text as markup; use a template.'],
  [/\.setAttribute\(\s*['"]style['"]/g, 'writes a style attribute, which a strict Content-Security-Policy forbids.'],
];

export const noMarkupFromText: Check = (file) => {
  if (!file.path.startsWith('packages/elements/src/') || file.path.endsWith('.test.ts')) return [];
  const text = withoutComments(file.text);
  return forbidden.flatMap(([pattern, why]) => findPattern(file, pattern, `This ${why}`, text));
};
