import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { listTestFiles, partOf } from './test-files.mjs';
import { recordBrowserTests } from './test/record-browser-tests.mjs';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

// Without a GPU, a user namespace or a network of its own, as in a container; the last four keep it from calling home.
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A ResizeObserver that cannot finish in one frame says so on `window`; it is not an error of the test. */
const harmlessLogs = ['Lit is in dev mode', 'ResizeObserver loop completed'];

export default {
  rootDir: at('.'),
  files: listTestFiles().filter((path) => partOf(path) === 'browser').map(at),
  nodeResolve: { exportConditions: ['development', 'browser'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: at('packages/elements/tsconfig.build.json') })],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: chromiumArguments },
    }),
  ],
  concurrency: 2,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  filterBrowserLogs: ({ args }) => !harmlessLogs.some((text) => String(args[0]).includes(text)),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }), recordBrowserTests()],
};
