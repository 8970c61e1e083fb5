import type { Alert } from '../../lambda/domain/alert.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';

export const aFinding = (over: Partial<Finding> = {}): Finding => ({
  code: 'ENI_SG_RULES_MISMATCH',
  says: 'unreachable',
  message: 'sg-073c4d556bf048ea0 has no inbound rule for tcp/3389 from 10.0.20.236',
  advice: 'Add an inbound rule for tcp/3389 from 10.0.20.236/32 to sg-073c4d556bf048ea0.',
  direction: 'forward',
  component: 'sg-073c4d556bf048ea0',
  source: 'reachability-analyzer',
  ...over,
});

/** An alert of a path that broke. */
export const anAlert = (over: Partial<Alert> = {}): Alert => ({
  id: 'web-to-db/3/broke/topic',
  kind: 'broke',
  channel: 'topic',
  pathId: 'web-to-db',
  path: 'i-0aaaaaaaaaaaaaaa1 → i-0bbbbbbbbbbbbbbb2, tcp/3389',
  severity: 'critical',
  tags: {},
  expect: 'reachable',
  verdict: 'unreachable',
  since: '2026-11-22T03:10:00.000Z',
  findings: [aFinding()],
  open: ['Reachability Analyzer looks only at the way there: the return leg inside the VPCs was not seen.'],
  incidentId: 'incident-web-to-db-3',
  checkId: 'sweep-1#web-to-db',
  console: 'https://ap-northeast-1.console.aws.amazon.com/networkinsights/home#NetworkPath:pathId=nip-0abc',
  ...over,
});
