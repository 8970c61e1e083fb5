import { readFileSync } from 'node:fs';

/** The version, where the command line is bundled: put in its place by `lib/bundle-command-line.ts`. */
declare const PATHWATCH_VERSION: string | undefined;

const manifestVersion = (): string =>
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;

/**
 * The version of this Pathwatch, as package.json has it: of the installed one, or of the checkout. A stack tells it in its
 * outputs, and the command line compares it with its own.
 */
export const version: string = typeof PATHWATCH_VERSION === 'string' ? PATHWATCH_VERSION : manifestVersion();
