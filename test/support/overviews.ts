import type { Problem, WidgetOverview } from '../../lambda/asking/widget-overview.ts';

export const NOW = '2026-11-22T10:30:00.000Z';

/** A path that broke twenty minutes ago; `over` changes what the test is about. */
export const aProblem = (over: Partial<Problem> = {}): Problem => ({
  pathId: 'web-db',
  standing: 'unexpected',
  since: '2026-11-22T10:10:00.000Z',
  observedAt: '2026-11-22T10:28:00.000Z',
  reason: 'sg-073c4d556bf048ea0 has no inbound rule for tcp/443',
  change: {
    name: 'RevokeSecurityGroupIngress',
    fit: 'explains',
    author: { principal: 'arn:aws:iam::111111111111:user/alice' },
  },
  incidentId: 'sg-073c4d556bf048ea0-20261122T101000Z',
  acknowledged: null,
  silenced: null,
  ...over,
});

/** Where all is well, and was looked at two minutes ago. */
export const anOverview = (over: Partial<WidgetOverview> = {}): WidgetOverview => ({
  deployment: 'Pathwatch',
  now: NOW,
  counts: { unexpected: 0, undetermined: 0, expected: 2 },
  problems: [],
  well: [{ name: 'team=noc', paths: ['app', 'dns'] }],
  looked: '2026-11-22T10:28:00.000Z',
  stale: false,
  unreadable: 0,
  ...over,
});
