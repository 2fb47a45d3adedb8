/**
 * Takes the indentation and the CSS comments out of the elements' templates before they are minified: a minifier
 * leaves template texts as they are. Every line stays where it was, so that source maps stay true.
 */
export function trimTemplates() {
  return {
    name: 'trim-templates',
    transform: {
      order: 'pre',
      handler(code, id) {
        if (!/packages\/elements\/src\/.*\.ts$/.test(id)) return null;
        const withoutComments = code.replaceAll(/\bcss`[^`]*`/g, (style) =>
          style.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, '')),
        );
        return { code: withoutComments.replaceAll(/\n[ \t]+/g, '\n'), map: null };
      },
    },
  };
}
