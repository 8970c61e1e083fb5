/*
 * What keeps alerts from being told for a while. Paths are looked at all the same, and what is still so at the end is told
 * then.
 */

/** Which paths: all, or those named and those that carry one of the tags (`key=value`). */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly paths: readonly string[]; readonly tags: readonly string[] };

/** Said at the command line. */
export interface Mute {
  readonly id: string;
  readonly scope: Scope;
  /** ISO times. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  /** Who said it: the ARN of a principal. */
  readonly by: string;
}

/** An incident that somebody takes care of: no reminders of it. It is forgotten with the incident's end. */
export interface Acknowledgement {
  readonly incidentId: string;
  /** ISO time. */
  readonly at: string;
  readonly reason: string;
  readonly by: string;
}

/** A window of maintenance, from the configuration. */
export interface Maintenance {
  readonly name: string;
  readonly scope: Scope;
  readonly when:
    | { readonly kind: 'once'; readonly from: string; readonly until: string }
    /** Begins by a cron expression of five fields in a time zone, and lasts so many seconds. */
    | { readonly kind: 'recurring'; readonly cron: string; readonly timezone: string; readonly seconds: number };
}
