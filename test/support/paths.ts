import type { Channels } from '../../lambda/domain/channel.ts';
import type { Configuration, Path } from '../../lambda/domain/path.ts';
import type { AlertPolicy } from '../../lambda/domain/policy.ts';

/** What is told at once, reminded of every four hours, and never taken for flapping. */
export const aPolicy = (over: Partial<AlertPolicy> = {}): AlertPolicy => ({
  failureThreshold: 1,
  successThreshold: 1,
  reminderInterval: 4 * 3600,
  sendOnResolved: true,
  ...over,
});

/** Where nobody is told but the topics. */
export const noChannels: Channels = { email: [], https: [], slack: [], chat: [] };

/** A plain path, reachable on tcp 443 from one instance to another; `over` changes what the test is about. */
export const aPath = (over: Partial<Path> = {}): Path => ({
  id: 'web-db',
  from: { kind: 'id', id: 'i-0aaaaaaaaaaaaaaaa' },
  to: { kind: 'id', id: 'i-0bbbbbbbbbbbbbbbb' },
  protocol: 'tcp',
  ports: [{ from: 443, to: 443 }],
  sourcePorts: [],
  expect: 'reachable',
  every: 'rate(5 minutes)',
  audit: 7 * 24 * 3600,
  severity: 'critical',
  tags: {},
  maxPairs: 5,
  blindAfter: 3,
  alerts: aPolicy(),
  ...over,
});

/** A configuration of such paths; `over` changes what the test is about. */
export const aConfiguration = (paths: readonly Path[], over: Partial<Configuration> = {}): Configuration => ({
  paths,
  channels: noChannels,
  maintenance: [],
  budget: { monthly: 1_000, paths: {}, tags: {}, prices: {} },
  quiet: 30,
  retentionDays: 90,
  ...over,
});
