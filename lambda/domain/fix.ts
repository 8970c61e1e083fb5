/** A command that would put something right. It is told, and never run. */
export interface Fix {
  /** `add` and `remove`: what is missing, or too much; `undo`: what undoes the change that broke it. */
  readonly kind: 'add' | 'remove' | 'undo';
  /** What it does, in a few words: `add the route back`. */
  readonly title: string;
  /** The words of the command, unquoted: `aws`, `ec2`, `create-route`, … Ids, addresses and numbers that were checked alone. */
  readonly words: readonly string[];
  /** Words in capitals that the reader has to fill in, and what for: `TARGET` → `the gateway that leads there`. */
  readonly blanks: Readonly<Record<string, string>>;
}
