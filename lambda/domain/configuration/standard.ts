/** What is so where neither the path nor `defaults` says otherwise. Times are in seconds. */
export const standard = {
  expect: 'reachable',
  severity: 'critical',
  maxPairs: 5,
  blindAfter: 3,
  audit: 7 * 24 * 3600,
  /** Dollars. */
  budget: 50,
  quiet: 30,
  retentionDays: 90,
  alerts: {
    failureThreshold: 1,
    successThreshold: 1,
    /** Alertmanager's `repeat_interval`: https://prometheus.io/docs/alerting/latest/configuration/. */
    reminderInterval: 4 * 3600,
    sendOnResolved: true,
    flap: { changes: 4, within: 3600, steady: 1800 },
  },
  bus: 'default',
} as const;
