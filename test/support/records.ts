import type { Signal } from '../../lambda/domain/alert.ts';
import type { Cause, Change, FactChange } from '../../lambda/domain/change.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { Day } from '../../lambda/domain/day.ts';
import type { Analysis, ReachabilityReport, Run } from '../../lambda/domain/evidence.ts';
import type { Incident, IncidentPath } from '../../lambda/domain/incident.ts';
import type { Break, OutboxEntry, Settled, State } from '../../lambda/domain/state.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';

export const aFinding = (over: Partial<Finding> = {}): Finding => ({
  code: 'ENI_SG_RULES_MISMATCH',
  says: 'unreachable',
  message: 'no inbound rule of sg-073c4d556bf048ea0 allows tcp 443',
  direction: 'forward',
  component: 'sg-073c4d556bf048ea0',
  source: 'reachability-analyzer',
  ...over,
});

export const aReport = (over: Partial<ReachabilityReport> = {}): ReachabilityReport => ({
  analysisId: 'nia-0a1b2c3d4e5f60718',
  insightsPathId: 'nip-0a1b2c3d4e5f60718',
  found: true,
  forward: [
    {
      sequence: 1,
      component: { id: 'eni-0123456789abcdef0' },
      explanations: [],
      details: [],
      because: 'allow tcp 443',
    },
  ],
  back: [],
  explanations: [
    {
      code: 'ENI_SG_RULES_MISMATCH',
      direction: 'ingress',
      resources: { securityGroup: [{ id: 'sg-073c4d556bf048ea0' }] },
      facts: { port: '443' },
    },
  ],
  alternatePathHints: [],
  suggestedAccounts: [],
  details: [],
  document: { NetworkPathFound: true },
  ...over,
});

/** Of Reachability Analyzer: succeeded with that report, unless the run is given. */
export const anAnalysis = (
  report: Partial<ReachabilityReport> = {},
  run: Run<ReachabilityReport> = { kind: 'succeeded', report: aReport(report) },
): Analysis => ({
  analyzer: 'reachability-analyzer',
  pair: 0,
  question: {
    key: 'k-7f83b1657ff1fc53',
    pathId: 'web-db',
    source: 'eni-0123456789abcdef0',
    destination: 'eni-0fedcba9876543210',
    protocol: 'tcp',
    ports: { from: 443, to: 443 },
    accounts: [],
  },
  run,
});

/** A check whose id follows from its sweep and its path, as everywhere. */
export const aCheck = (over: Partial<Check> = {}): Check => {
  const pathId = over.pathId ?? 'web-db';
  const sweepId = over.sweepId ?? 'sweep-1';
  const observedAt = over.observedAt ?? '2026-11-22T10:00:00.000Z';
  return {
    id: `${sweepId}#${pathId}`,
    pathId,
    sweepId,
    observedAt,
    settledAt: observedAt,
    verdict: 'reachable',
    standing: 'expected',
    findings: [],
    open: [],
    evidence: [anAnalysis()],
    reason: 'changed',
    analyses: 1,
    cost: 0.1,
    ...over,
  };
};

/** A day that was as expected but for two minutes. */
export const aDay = (over: Partial<Day> = {}): Day => ({
  pathId: 'web-db',
  date: '2026-11-22',
  stretches: [
    { from: '2026-11-22T00:00:00.000Z', verdict: 'reachable', standing: 'expected' },
    {
      from: '2026-11-22T10:05:00.000Z',
      verdict: 'unreachable',
      standing: 'unexpected',
      reason: 'no inbound rule of sg-073c4d556bf048ea0 allows tcp 443',
      checkId: 'sweep-2#web-db',
    },
    {
      from: '2026-11-22T10:07:00.000Z',
      verdict: 'reachable',
      standing: 'expected',
      checkId: 'sweep-3#web-db',
    },
  ],
  left: 0,
  seconds: { expected: 86_280, unexpected: 120, undetermined: 0 },
  turns: 2,
  checks: 2,
  analyses: 2,
  cost: 0.2,
  ...over,
});

/** What a path that broke has to tell. */
export const aSignal = (over: Partial<Signal> = {}): Signal => ({
  id: `${over.pathId ?? 'web-db'}/${over.number ?? 1}/${over.kind ?? 'broke'}`,
  kind: 'broke',
  number: 1,
  pathId: 'web-db',
  path: 'i-0aaaaaaaaaaaaaaaa → i-0bbbbbbbbbbbbbbbb, tcp/443',
  severity: 'critical',
  tags: {},
  expect: 'reachable',
  verdict: 'unreachable',
  since: '2026-11-22T10:05:00.000Z',
  findings: [aFinding()],
  open: [],
  checkId: 'sweep-2#web-db',
  ...over,
});

/** The same in a path's outbox. */
export const anOwed = (over: Partial<Signal> = {}): OutboxEntry => ({ kind: 'signal', signal: aSignal(over) });

export const aMember = (over: Partial<IncidentPath> = {}): IncidentPath => ({
  pathId: 'web-db',
  severity: 'critical',
  number: 1,
  down: true,
  since: '2026-11-22T10:05:00.000Z',
  reminderInterval: 4 * 3600,
  sendOnResolved: true,
  ...over,
});

/** The incident of one path that broke, of which nobody was told yet. */
export const anIncident = (over: Partial<Incident> = {}): Incident => ({
  id: 'sg-073c4d556bf048ea0-20261122T100500Z',
  about: 'outage',
  version: 1,
  components: ['sg-073c4d556bf048ea0'],
  paths: [aMember()],
  lead: aSignal(),
  severity: 'critical',
  verdict: 'unreachable',
  startedAt: '2026-11-22T10:05:00.000Z',
  joinedAt: '2026-11-22T10:05:00.000Z',
  findings: [aFinding()],
  checkId: 'sweep-2#web-db',
  messages: 0,
  channels: [],
  outbox: [],
  ...over,
});

/** One that is over, and told. */
export const anEndedIncident = (over: Partial<Incident> = {}): Incident =>
  anIncident({
    paths: [aMember({ down: false, told: 'up', number: 2 })],
    endedAt: '2026-11-22T11:00:00.000Z',
    messages: 2,
    toldAt: '2026-11-22T11:00:00.000Z',
    channels: ['topic'],
    ...over,
  });

export const aBreak = (over: Partial<Break> = {}): Break => ({
  id: 'web-db-1',
  startedAt: '2026-11-22T10:05:00.000Z',
  verdict: 'unreachable',
  findings: [aFinding()],
  checkId: 'sweep-2#web-db',
  ...over,
});

export const aChange = (over: Partial<Change> = {}): Change => ({
  id: 'event-1',
  at: '2026-11-22T10:03:00.000Z',
  source: 'cloudtrail',
  name: 'RevokeSecurityGroupIngress',
  concern: { kind: 'resources', ids: ['sg-073c4d556bf048ea0'] },
  author: {
    principal: 'arn:aws:sts::111111111111:assumed-role/Admin/mallory',
    sourceAddress: '203.0.113.7',
    tool: 'AWS CLI',
  },
  details: { groupId: 'sg-073c4d556bf048ea0' },
  ...over,
});

export const aFactChange = (over: Partial<FactChange> = {}): FactChange => ({
  component: 'sg-073c4d556bf048ea0',
  kind: 'removed',
  what: 'rule',
  before: 'tcp/443 from 10.0.0.0/16',
  message: 'sg-073c4d556bf048ea0 lost its inbound rule tcp/443 from 10.0.0.0/16',
  ...over,
});

/** A rule that went, and the call that is known to have taken it. */
export const aCause = (over: Partial<Cause> = {}): Cause => ({
  facts: [aFactChange()],
  left: 0,
  between: ['2026-11-22T10:00:00.000Z', '2026-11-22T10:05:00.000Z'],
  candidates: [{ change: aChange(), fit: 'explains' }],
  search: { kind: 'found' },
  ...over,
});

export const aSettled = (over: Partial<Settled> = {}): Settled => ({
  verdict: 'reachable',
  standing: 'expected',
  since: '2026-11-22T10:00:00.000Z',
  until: '2026-11-22T10:00:00.000Z',
  findings: [],
  open: [],
  checkId: 'sweep-1#web-db',
  ...over,
});

/** The state after a first check that found the path as expected, with nothing left to do. */
export const aState = (over: Partial<State> = {}): State => ({
  pathId: 'web-db',
  version: 1,
  declared: { text: 'i-0aaaaaaaaaaaaaaaa → i-0bbbbbbbbbbbbbbbb, tcp/443', digest: 'd1' },
  settled: aSettled(),
  transitions: 0,
  signals: 0,
  observedAt: '2026-11-22T10:00:00.000Z',
  recent: [{ id: 'sweep-1#web-db', verdict: 'reachable', late: false, alerts: [] }],
  outbox: [],
  ...over,
});

export const aSweepRecord = (over: Partial<SweepRecord> = {}): SweepRecord => ({
  id: 'sweep-1',
  execution: 'scheduled-1',
  trigger: { by: 'schedule', every: 'rate(5 minutes)' },
  startedAt: '2026-11-22T10:00:00.000Z',
  endedAt: '2026-11-22T10:01:00.000Z',
  lookedAt: '2026-11-22T10:00:01.000Z',
  due: 1,
  outcomes: [{ pathId: 'web-db', verdict: 'reachable', standing: 'expected', how: 'analysed', analyses: 1, alerts: 0 }],
  left: { resting: [], busy: [] },
  tally: { expected: 1, unexpected: 0, undetermined: 0, carried: 0, analyses: 1, alerts: 0, troubled: 0 },
  cost: 0.1,
  notes: [],
  ...over,
});
