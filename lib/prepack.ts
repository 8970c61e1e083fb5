import { fileURLToPath } from 'node:url';
import { bundleCommandLine } from './bundle-command-line.ts';

/* `npm pack` has it run first: the command line as it is packed. Says nothing, for what `npm pack` prints is read by programs. */

await bundleCommandLine(fileURLToPath(new URL('../dist/cli', import.meta.url)));
