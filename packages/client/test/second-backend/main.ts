/** `node main.ts [PORT]`: the second backend by itself; the token is `owner`, `packer` or `viewer`. */
import {createSecondBackend} from './second-backend.ts';
import {serve} from './serve.ts';

const {url} = await serve(createSecondBackend({owner: 'owner', packer: 'packer', viewer: 'viewer'}), Number(process.argv[2] ?? 0));
console.log(`${url} answers; try: PACKLINE_TOKEN=owner npx packline-conformance ${url}`);
