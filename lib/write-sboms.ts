import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSboms } from './sboms.ts';

/* `npm run sbom`: a bill of materials of each function and of the command line, below dist/sbom. */

for (const file of await writeSboms(fileURLToPath(new URL('../dist/sbom', import.meta.url))))
  console.log(relative(process.cwd(), file));
