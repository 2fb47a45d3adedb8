import { existsSync } from 'node:fs';
import { installPackages } from './debian.mjs';

export const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const cjkFonts = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** Debian packages the tests need and this machine lacks. Screenshots of Chinese names need a Chinese font. */
function missingPackages() {
  return [
    existsSync(chromiumPath) ? undefined : 'chromium',
    process.platform !== 'linux' || existsSync(cjkFonts) ? undefined : 'fonts-noto-cjk',
  ].filter((name) => name !== undefined);
}

/** Gets Chromium through apt where that is allowed. Answers undefined when it is there, else what to do. */
export async function ensureBrowser() {
  let missing = missingPackages();
  if (missing.includes('chromium') && process.env.CHROMIUM_PATH) {
    return `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not exist.`;
  }
  if (missing.length > 0) {
    await installPackages(missing);
    missing = missingPackages();
  }
  // A machine with its own browser may have other fonts for Chinese; only the browser itself is a must.
  if (!missing.includes('chromium')) return undefined;
  return (
    `The browser tests need Chromium at ${chromiumPath}. On Debian: apt-get install chromium fonts-noto-cjk (as root); ` +
    'elsewhere install Chromium or Chrome and set CHROMIUM_PATH to its executable.'
  );
}
