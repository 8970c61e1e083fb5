import { fileURLToPath } from 'node:url';
import { bundleCommandLine } from './bundle-command-line.ts';
import { writeSboms } from './sboms.ts';

/* `npm pack` has it run first: the command line as it is packed, and what it is made of. Says nothing, for what `npm pack` prints is read by programs. */

await bundleCommandLine(fileURLToPath(new URL('../dist/cli', import.meta.url)));
await writeSboms(fileURLToPath(new URL('../dist/sbom', import.meta.url)));
