import manifest from '../package.json' with { type: 'json' };

/** The version of what runs: a stack tells it in its outputs, and the command line compares it with its own. */
export const VERSION: string = manifest.version;
