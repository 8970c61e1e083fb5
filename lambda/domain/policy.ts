/**
 * When a path's changes are told; names and their meanings are those of Gatus, Alertmanager and Nagios, where they have them.
 */
export interface AlertPolicy {
  /** Checks in a row that find it not as expected before it counts as so. */
  readonly failureThreshold: number;
  /** Checks in a row that find it as expected again before it counts as recovered. */
  readonly successThreshold: number;
  /** Seconds between reminders while it lasts; 0: none. */
  readonly reminderInterval: number;
  /** Whether its recovery is told. */
  readonly sendOnResolved: boolean;
  /** It flaps from so many changes within so many seconds on, until it has been steady for so many; absent: never. */
  readonly flap?: { readonly changes: number; readonly within: number; readonly steady: number };
}
