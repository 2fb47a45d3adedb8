/** Writes docs/protocol/openapi.json: `node packages/client/scripts/make-openapi.ts`. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {openApiText} from '../src/openapi/create-openapi.ts';

const file = new URL('../../../docs/protocol/openapi.json', import.meta.url);
mkdirSync(new URL('.', file), {recursive: true});
writeFileSync(file, openApiText());
