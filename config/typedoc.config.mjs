import { OptionDefaults } from 'typedoc';

/** @type {import('typedoc').TypeDocOptions} */
export default {
  name: 'Packline',
  entryPointStrategy: 'packages',
  entryPoints: ['../packages/core', '../packages/client', '../packages/elements'],
  out: '../docs/api',
  readme: 'none',
  includeVersion: true,
  hideGenerator: true,
  treatWarningsAsErrors: true,
  packageOptions: {
    readme: 'none',
    excludePrivate: true,
    excludeInternal: true,
    excludeExternals: true,
    blockTags: [...OptionDefaults.blockTags, '@slot', '@csspart', '@cssprop', '@cssproperty', '@fires', '@tag', '@tagname'],
    externalSymbolLinkMappings: { '@lit/reactive-element': { '*': '#' } },
    disableGit: true,
    disableSources: true,
  },
};
