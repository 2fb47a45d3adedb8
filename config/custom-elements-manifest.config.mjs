/** Maps source paths to what is published and leaves private members out. */
const published = {
  name: 'published-paths',
  packageLinkPhase({ customElementsManifest }) {
    const rename = (path) => path?.replace(/^\/?(packages\/elements\/)?src\//, 'dist/').replace(/\.ts$/, '.js');
    const walk = (node) => {
      if (Array.isArray(node)) return node.forEach(walk);
      if (node === null || typeof node !== 'object') return;
      for (const key of ['path', 'module']) if (typeof node[key] === 'string') node[key] = rename(node[key]);
      if (Array.isArray(node.members)) node.members = node.members.filter((member) => member.privacy !== 'private');
      Object.values(node).forEach(walk);
    };
    walk(customElementsManifest.modules);
  },
};

export default {
  globs: ['packages/elements/src/**/*.ts'],
  exclude: ['packages/elements/src/**/*.test.ts', 'packages/elements/src/**/test-support/**'],
  outdir: 'packages/elements',
  litelement: true,
  packagejson: false,
  plugins: [published],
};
