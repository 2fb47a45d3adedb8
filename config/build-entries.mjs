/**
 * What rollup builds: one entry for every path in a package's `exports`, named by its source file without `.ts`.
 * A listed entry whose source is missing fails the build.
 */
export const packages = ['core', 'client', 'elements'];

export const entries = {
  core: ['index', 'engine/index'],
  client: ['index', 'conformance/index', 'testing/index'],
  elements: [
    'index',
    'define',
    'order-table/define',
    'receipt-review/define',
    'parcel-packer/define',
    'order-status/define',
    'order-desk/define',
    'connect',
    'cdn', // the same for Node, where a page's script tag file cannot run
    'order-desk/cdn',
  ],
};

/** Files for one module script tag: name under dist/cdn → source entry. */
export const cdnEntries = {
  elements: 'cdn',
  'order-desk': 'order-desk/cdn', // what the desk adds; it fetches elements.min.js by itself
  'order-status': 'order-status/define',
};

/** Which of them are built together: the first of a group holds what all of it share. */
export const cdnGroups = [['elements', 'order-desk'], ['order-status']];
