/** What must be known of the words even where the rest of them could not be read. */
export interface Flags {
  /** One document on standard output, whatever it comes to. */
  readonly json: boolean;
  readonly csv: boolean;
  readonly utc: boolean;
  /** Errors with where they come from. */
  readonly debug: boolean;
}

/** What stands behind `--` is no option. */
export const flagsIn = (args: readonly string[]): Flags => {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return {
    json: options.includes('--json'),
    csv: options.includes('--csv'),
    utc: options.includes('--utc'),
    debug: options.includes('--debug'),
  };
};
