/** One thing that is wrong in a text, told so that it can be put right. */
export interface Finding {
  /** From 1; both 1 where the file as a whole is meant. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
  /** The key, such as `paths[2].port`; empty for the whole file and for what is no YAML at all. */
  readonly path: string;
  readonly message: string;
  readonly advice: string;
}

/** A finding with the file that it is in. */
export interface Problem extends Finding {
  readonly file: string;
}

/** `pathwatch.yaml:12:5: port 70000 is above 65535 (paths[2].port): write …`, a line for a person and for an editor. */
export const problemText = ({ file, line, column, path, message, advice }: Problem): string =>
  `${file}:${line}:${column}: ${message}${path === '' ? '' : ` (${path})`}: ${advice}`;
