import fc from 'fast-check';
import type { Check } from '../../lambda/domain/check.ts';
import { type Day, dateOf, type Stretch } from '../../lambda/domain/day.ts';
import type {
  Admission,
  Analysis,
  Explanation,
  Hop,
  ModelFinding,
  ModelReport,
  Question,
  ReachabilityReport,
  Reference,
  RouteLeg,
  RouteReport,
  Run,
} from '../../lambda/domain/evidence.ts';
import type { FaultInfo } from '../../lambda/domain/fault.ts';
import { leavable } from '../../lambda/domain/left-out.ts';
import { severities } from '../../lambda/domain/path.ts';
import type {
  Break,
  Declared,
  Disagreements,
  Flap,
  LastCheck,
  OutboxEntry,
  Pending,
  State,
  Turning,
} from '../../lambda/domain/state.ts';
import { handAnalyzers, type SweepRecord } from '../../lambda/domain/sweep.ts';
import {
  cause,
  count,
  dollars,
  few,
  finding,
  id,
  json,
  reason,
  record,
  settledVerdict,
  standing,
  text,
  texts,
  time,
  verdict,
} from './any-basic.ts';
import { anySignal, anyWitness, confidence } from './any-incident.ts';

/*
 * Any record of the domain, as large as people meet it. Annotated with the domain's types, so that a new field is missing
 * here before it is missing in the table.
 */

const reference = record<Reference, 'arn' | 'name'>({ id, arn: text, name: text }, 'arn', 'name');

const explanation = record<Explanation, 'direction'>(
  {
    code: id,
    direction: id,
    resources: fc.dictionary(id, few(reference), { maxKeys: 2, noNullPrototype: true }),
    facts: texts,
  },
  'direction',
);

const hop = record<Hop, 'component' | 'attachedTo' | 'vpc' | 'subnet' | 'because'>(
  {
    sequence: count,
    component: reference,
    attachedTo: reference,
    vpc: reference,
    subnet: reference,
    because: text,
    explanations: few(explanation),
    details: few(text),
  },
  'component',
  'attachedTo',
  'vpc',
  'subnet',
  'because',
);

const fault = record<FaultInfo>({
  kind: fc.constantFrom('throttled', 'quota', 'denied', 'expired-credentials', 'not-found', 'invalid', 'malformed'),
  operation: id,
  code: id,
  message: text,
});

const run = <Report>(report: fc.Arbitrary<Report>): fc.Arbitrary<Run<Report>> =>
  fc.oneof(
    fc.record({ kind: fc.constant('succeeded'), report }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('failed'), message: text, analysisId: id }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('fault'), fault }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('fault'), fault, analysisId: id }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('unfinished'), analysisId: id, seconds: count }, { noNullPrototype: true }),
  );

const leg = record<RouteLeg, 'reason'>(
  {
    connected: fc.boolean(),
    reason: id,
    context: texts,
    steps: few(
      record<RouteLeg['steps'][number], 'arn' | 'name' | 'destinationCidr'>(
        { sequence: count, id, type: id, arn: text, name: text, destinationCidr: text, middlebox: fc.boolean() },
        'arn',
        'name',
        'destinationCidr',
      ),
    ),
  },
  'reason',
);

const ports = record<{ from: number; to: number }>({ from: count, to: count });

const question = record<Question, 'destination' | 'sourcePorts' | 'replyTo'>(
  {
    key: id,
    pathId: id,
    source: id,
    destination: id,
    destinationAddress: text,
    protocol: fc.constantFrom('tcp', 'udp'),
    ports,
    sourcePorts: ports,
    replyTo: id,
    accounts: few(id),
  },
  'destination',
  'sourcePorts',
  'replyTo',
);

const modelFinding = record<ModelFinding>({
  code: id,
  direction: fc.constantFrom('forward', 'return'),
  says: fc.constantFrom('unreachable', 'unknown'),
  component: id,
  message: text,
  resources: fc.dictionary(id, few(id), { maxKeys: 3, noNullPrototype: true }),
  facts: texts,
});

const analysis: fc.Arbitrary<Analysis> = fc.oneof(
  record<Extract<Analysis, { analyzer: 'reachability-analyzer' }>>({
    analyzer: fc.constant('reachability-analyzer'),
    pair: count,
    question,
    run: run(
      record<ReachabilityReport, 'warning'>(
        {
          analysisId: id,
          insightsPathId: id,
          found: fc.boolean(),
          forward: few(hop),
          back: few(hop),
          explanations: few(explanation),
          alternatePathHints: few(reference),
          suggestedAccounts: few(id),
          details: few(id),
          warning: text,
          document: json,
        },
        'warning',
      ),
    ),
  }),
  fc.record(
    {
      analyzer: fc.constant('route-analyzer'),
      pair: count,
      question: fc.record({
        transitGatewayId: id,
        globalNetworkId: id,
        sourceAttachmentArn: id,
        sourceAddress: id,
        destinationAttachmentArn: id,
        destinationAddress: id,
      }),
      run: run(
        record<RouteReport, 'back'>(
          { routeAnalysisId: id, globalNetworkId: id, forward: leg, back: leg, document: json },
          'back',
        ),
      ),
    },
    { noNullPrototype: true },
  ),
  fc.record({ analyzer: fc.constant('route-analyzer'), pair: count, notApplicable: text }, { noNullPrototype: true }),
  record<Extract<Analysis, { analyzer: 'network-model' }>>({
    analyzer: fc.constant('network-model'),
    pair: count,
    question,
    run: run(
      record<ModelReport, 'transit' | 'admitted'>(
        {
          verdict,
          forward: verdict,
          back: verdict,
          findings: few(modelFinding),
          left: count,
          unmodelled: few(id),
          transit: fc.boolean(),
          admitted: few(
            record<Admission>({
              interface: id,
              group: id,
              side: fc.constantFrom('ingress', 'egress'),
              rule: text,
            }),
          ),
        },
        'transit',
        'admitted',
      ),
    ),
  }),
);

export const anyCheck: fc.Arbitrary<Check> = record<
  Check,
  'confidence' | 'modelOnly' | 'leftOut' | 'footprint' | 'uncarried' | 'model' | 'cause' | 'late' | 'console'
>(
  {
    id: text,
    pathId: id,
    sweepId: id,
    observedAt: time,
    settledAt: time,
    verdict,
    standing,
    findings: few(finding),
    open: few(text),
    confidence,
    evidence: few(analysis),
    reason,
    modelOnly: fc.boolean(),
    leftOut: few(fc.constantFrom(...leavable)),
    footprint: id,
    uncarried: text,
    model: fc.constantFrom('agrees', 'disagrees'),
    cause,
    analyses: count,
    cost: dollars,
    late: fc.boolean(),
    console: text,
  },
  'confidence',
  'modelOnly',
  'leftOut',
  'footprint',
  'uncarried',
  'model',
  'cause',
  'late',
  'console',
);

export const anyDay: fc.Arbitrary<Day> = record<Day, 'since'>(
  {
    pathId: id,
    date: time.map(dateOf),
    since: time,
    stretches: fc.array(
      record<Stretch, 'reason' | 'checkId'>(
        { from: time, verdict, standing, reason: text, checkId: text },
        'reason',
        'checkId',
      ),
      { minLength: 1, maxLength: 3 },
    ),
    left: count,
    seconds: fc.record({ expected: count, unexpected: count, undetermined: count }, { noNullPrototype: true }),
    turns: count,
    checks: count,
    analyses: count,
    cost: dollars,
  },
  'since',
);

const outboxEntry: fc.Arbitrary<OutboxEntry> = fc.oneof(
  record<Extract<OutboxEntry, { kind: 'check' }>>({ kind: fc.constant('check'), check: anyCheck }),
  record<Extract<OutboxEntry, { kind: 'day' }>>({ kind: fc.constant('day'), day: anyDay }),
  record<Extract<OutboxEntry, { kind: 'signal' }>, 'incidentId'>(
    { kind: fc.constant('signal'), signal: anySignal, incidentId: id },
    'incidentId',
  ),
);

const last = record<LastCheck, 'footprint' | 'uncarried' | 'modelOnly' | 'distrust'>(
  { at: time, verdict, footprint: id, uncarried: text, modelOnly: fc.boolean(), distrust: text, tries: count },
  'footprint',
  'uncarried',
  'modelOnly',
  'distrust',
);

const pending = record<Pending>({ sweepId: id, since: time, reason, footprint: id, model: verdict });

const disagreements = record<Disagreements, 'witness'>(
  {
    count,
    latest: fc.record({ at: time, checkId: text, message: text }, { noNullPrototype: true }),
    reported: few(id),
    witness: anyWitness,
  },
  'witness',
);

export const anyState: fc.Arbitrary<State> = record<
  State,
  | 'settled'
  | 'broken'
  | 'incidentId'
  | 'turning'
  | 'turns'
  | 'flap'
  | 'blind'
  | 'observedAt'
  | 'last'
  | 'pending'
  | 'disagreements'
  | 'day'
>(
  {
    pathId: id,
    version: count,
    declared: record<Declared, 'expect' | 'every' | 'severity' | 'tags'>(
      {
        text,
        digest: id,
        expect: settledVerdict,
        every: text,
        severity: fc.constantFrom(...severities),
        tags: texts,
      },
      'expect',
      'every',
      'severity',
      'tags',
    ),
    settled: record<NonNullable<State['settled']>, 'confidence' | 'footprint' | 'console'>(
      {
        verdict: settledVerdict,
        standing: fc.constantFrom('expected', 'unexpected'),
        since: time,
        until: time,
        findings: few(finding),
        open: few(text),
        checkId: text,
        confidence,
        footprint: id,
        console: text,
      },
      'confidence',
      'footprint',
      'console',
    ),
    transitions: count,
    signals: count,
    broken: record<Break, 'cause' | 'witness'>(
      {
        id,
        startedAt: time,
        verdict: settledVerdict,
        findings: few(finding),
        checkId: text,
        cause,
        witness: anyWitness,
      },
      'cause',
      'witness',
    ),
    incidentId: id,
    turning: record<Turning>({ standing: fc.constantFrom('expected', 'unexpected'), since: time, checks: count }),
    turns: few(time),
    flap: record<Flap>({ since: time, latest: time }),
    blind: record<NonNullable<State['blind']>>({
      checks: count,
      since: time,
      reported: fc.boolean(),
      findings: few(finding),
    }),
    observedAt: time,
    last,
    pending,
    disagreements,
    day: anyDay,
    recent: few(record<State['recent'][number]>({ id: text, verdict, late: fc.boolean(), alerts: few(text) })),
    outbox: few(outboxEntry),
  },
  'settled',
  'broken',
  'incidentId',
  'turning',
  'turns',
  'flap',
  'blind',
  'observedAt',
  'last',
  'pending',
  'disagreements',
  'day',
);

export const anySweep: fc.Arbitrary<SweepRecord> = record<SweepRecord, 'part'>(
  {
    id,
    execution: text,
    trigger: fc.oneof(
      fc.record({ by: fc.constant('schedule'), every: text }, { noNullPrototype: true }),
      fc.record({ by: fc.constant('hand') }, { noNullPrototype: true }),
      fc.record({ by: fc.constant('hand'), paths: few(id), audit: fc.boolean() }, { noNullPrototype: true }),
      fc.record(
        { by: fc.constant('hand'), analyzers: fc.subarray([...handAnalyzers], { minLength: 1 }) },
        { noNullPrototype: true },
      ),
      fc.record({ by: fc.constant('change'), gathering: id }, { noNullPrototype: true }),
      fc.record({ by: fc.constant('test'), channel: text }, { noNullPrototype: true }),
    ),
    part: fc.record({ of: id, index: count, count, rank: count }, { noNullPrototype: true }),
    startedAt: time,
    endedAt: time,
    lookedAt: time,
    due: count,
    outcomes: few(
      record<SweepRecord['outcomes'][number], 'trouble'>(
        {
          pathId: id,
          verdict,
          standing,
          how: fc.constantFrom('analysed', 'modelled', 'resting', 'busy'),
          analyses: count,
          alerts: count,
          trouble: text,
        },
        'trouble',
      ),
    ),
    left: fc.record({ resting: few(id), busy: few(id) }, { noNullPrototype: true }),
    tally: record<SweepRecord['tally']>({
      expected: count,
      unexpected: count,
      undetermined: count,
      carried: count,
      analyses: count,
      alerts: count,
      troubled: count,
    }),
    cost: dollars,
    notes: few(text),
  },
  'part',
);
