/** One peer in a Node process of its own: `node node-run.ts PEER QUESTIONS.json`. Writes its run to standard output. */
import {readFileSync} from 'node:fs';
import {measureRules} from './measure-rules.ts';
import {RULES_PEERS} from './peers.ts';
import type {Question} from './questions.ts';

const [name = '', path = ''] = process.argv.slice(2);
const apply = RULES_PEERS[name];
if (apply === undefined) throw new Error(`There are no rules called "${name}".`);
process.stdout.write(JSON.stringify(measureRules(apply, JSON.parse(readFileSync(path, 'utf8')) as Question[])));
