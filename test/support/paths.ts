import type { Configuration, Path } from '../../lambda/domain/path.ts';

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
  ...over,
});

/** A configuration of such paths; `over` changes what the test is about. */
export const aConfiguration = (paths: readonly Path[], over: Partial<Configuration> = {}): Configuration => ({
  paths,
  channels: { email: [] },
  budget: { monthly: 1_000, paths: {}, tags: {}, prices: {} },
  quiet: 30,
  retentionDays: 90,
  ...over,
});
