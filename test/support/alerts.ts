import type { Alert, Signal } from '../../lambda/domain/alert.ts';
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

/** What a path that broke has to tell. */
export const aSignal = (over: Partial<Signal> = {}): Signal => ({
  id: 'web-to-db/3/broke',
  kind: 'broke',
  number: 3,
  pathId: 'web-to-db',
  path: 'i-0aaaaaaaaaaaaaaa1 → i-0bbbbbbbbbbbbbbb2, tcp/3389',
  severity: 'critical',
  tags: {},
  expect: 'reachable',
  verdict: 'unreachable',
  since: '2026-11-22T03:10:00.000Z',
  findings: [aFinding()],
  open: ['Reachability Analyzer looks only at the way there: the return leg inside the VPCs was not seen.'],
  checkId: '20261122T031000Z-0123abcd/web-to-db',
  console: 'https://ap-northeast-1.console.aws.amazon.com/networkinsights/home#NetworkPath:pathId=nip-0abc',
  confidence: 'confirmed',
  ...over,
});

/** An alert of an incident that opened with one path that broke; `lead` changes its signal. */
export const anAlert = ({
  lead = {},
  ...over
}: Partial<Omit<Alert, 'lead'>> & { lead?: Partial<Signal> } = {}): Alert => {
  const signal = aSignal(lead);
  const member = { id: signal.pathId, since: signal.since };
  return {
    id: 'sg-073c4d556bf048ea0-20261122T031000Z/1/broke/topic',
    kind: 'broke',
    at: '2026-11-22T03:11:52.000Z',
    incidentId: 'sg-073c4d556bf048ea0-20261122T031000Z',
    severity: signal.severity,
    lead: signal,
    down: { count: 1, first: [member] },
    up: { count: 0, first: [] },
    startedAt: signal.since,
    ...over,
  };
};
