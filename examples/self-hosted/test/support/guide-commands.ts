import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {bareEnvironment} from './bare-environment.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/** The blocks of a guide that say `sh` and this word, in order. */
export function readGuideBlocks(name: string, word: string): readonly string[] {
  const text = readFileSync(new URL(`../../../../docs/guides/${name}`, import.meta.url), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`sh ${word}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);
}

/** Runs commands at the top of the repository as one shell would, with nothing of this process's settings; the first that fails ends it. */
export async function runGuide(blocks: readonly string[], env: Readonly<Record<string, string>>): Promise<{code: number | null; printed: string}> {
  // Whatever was started in the background ends with the shell.
  const script = `trap 'jobs -p | xargs -r kill 2>/dev/null' EXIT\n${blocks.join('\n')}`;
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {cwd: ROOT, env: {...bareEnvironment(), LANG: 'C.UTF-8', ...env}, stdio: ['ignore', 'pipe', 'pipe']});
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return {code, printed};
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
