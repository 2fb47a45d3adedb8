/** Writes docs/reference/{commands,refusals}.md: `node packages/core/scripts/make-reference-pages.ts`. */
import {writeFileSync} from 'node:fs';
import {commandsPage, refusalsPage} from './reference/reference-pages.ts';

const page = (name: string) => new URL(`../../../docs/reference/${name}.md`, import.meta.url);
writeFileSync(page('commands'), commandsPage());
writeFileSync(page('refusals'), refusalsPage());
