/** Calls that are told apart for one reason. */
export interface CallGroup {
  /** What they are about, or why they change nothing, in one phrase. */
  readonly why: string;
  /** Operations as AWS spells them. */
  readonly calls: readonly string[];
}
