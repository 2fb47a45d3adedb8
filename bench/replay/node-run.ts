/** One peer in a Node process of its own: `node node-run.ts PEER CASES.json`. Writes its run to standard output. */
import {readFileSync} from 'node:fs';
import {measureReplay} from './measure-replay.ts';
import {REPLAY_PEERS} from './peers.ts';
import type {ReplayCases} from './replay-cases.ts';

const [name = '', path = ''] = process.argv.slice(2);
const replayer = REPLAY_PEERS[name];
if (replayer === undefined) throw new Error(`Nothing called "${name}" replays.`);
process.stdout.write(JSON.stringify(measureReplay(replayer, JSON.parse(readFileSync(path, 'utf8')) as ReplayCases)));
