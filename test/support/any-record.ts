import fc from 'fast-check';
import type { Alert } from '../../lambda/domain/alert.ts';
import { purchaseReasons } from '../../lambda/domain/budget.ts';
import type { Author, Candidate, Cause, Change, FactChange } from '../../lambda/domain/change.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type {
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
import type { Incident } from '../../lambda/domain/incident.ts';
import type { Disagreements, LastCheck, OutboxEntry, Pending, State } from '../../lambda/domain/state.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';

/*
 * Any record of the domain, as large as people meet it. Annotated with the domain's types, so that a new field is missing
 * here before it is missing in the table.
 */

const text = fc.string({ unit: 'binary', maxLength: 30 });
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const count = fc.nat(10_000);
const dollars = fc.nat(100_000).map((cents) => cents / 100);
const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const few = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> => fc.array(value, { maxLength: 3 });
const texts = fc.dictionary(id, text, { maxKeys: 3, noNullPrototype: true });
/** Whatever JSON can say, as JSON says it: without -0. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));

const severity = fc.constantFrom('critical', 'warning', 'info');
const verdict = fc.constantFrom('reachable', 'unreachable', 'unknown');
const settledVerdict = fc.constantFrom('reachable', 'unreachable');
const standing = fc.constantFrom('expected', 'unexpected', 'undetermined');
const reason = fc.constantFrom(...purchaseReasons);

/** A record whose named keys may be absent. */
const record = <Value, Optional extends keyof Value = never>(
  model: { [Key in keyof Value]-?: fc.Arbitrary<Exclude<Value[Key], undefined>> },
  ...optional: readonly Optional[]
): fc.Arbitrary<Value> => {
  const names = Object.keys(model) as (keyof Value)[];
  const requiredKeys = names.filter((name) => !optional.some((other) => other === name));
  return fc.record(model, { requiredKeys, noNullPrototype: true }) as unknown as fc.Arbitrary<Value>;
};

const finding = record<Finding, 'advice' | 'direction' | 'component'>(
  {
    code: id,
    says: fc.constantFrom('unreachable', 'unknown', 'note'),
    message: text,
    advice: text,
    direction: fc.constantFrom('forward', 'return'),
    component: id,
    source: fc.constantFrom('reachability-analyzer', 'route-analyzer', 'network-model', 'pathwatch'),
  },
  'advice',
  'direction',
  'component',
);

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
      record<ModelReport, 'transit'>(
        {
          verdict,
          forward: verdict,
          back: verdict,
          findings: few(modelFinding),
          left: count,
          unmodelled: few(id),
          transit: fc.boolean(),
        },
        'transit',
      ),
    ),
  }),
);

const author = record<Author, 'sourceAddress' | 'tool'>(
  { principal: text, sourceAddress: text, tool: text },
  'sourceAddress',
  'tool',
);

export const anyChange: fc.Arbitrary<Change> = record<Change, 'author'>(
  {
    id: text,
    at: time,
    source: fc.constantFrom('cloudtrail', 'network-manager', 'instance-state'),
    name: text,
    concern: fc.oneof(
      fc.record({ kind: fc.constant('resources'), ids: few(id) }, { noNullPrototype: true }),
      fc.record({ kind: fc.constant('anything') }, { noNullPrototype: true }),
    ),
    author,
    details: texts,
  },
  'author',
);

const factChange = record<FactChange, 'before' | 'after'>(
  {
    component: id,
    kind: fc.constantFrom('added', 'removed', 'changed'),
    what: fc.constantFrom('route', 'rule', 'association', 'attribute', 'resource'),
    before: text,
    after: text,
    message: text,
  },
  'before',
  'after',
);

const cause: fc.Arbitrary<Cause> = record<Cause>({
  facts: few(factChange),
  left: count,
  between: fc.tuple(time, time),
  candidates: few(record<Candidate>({ change: anyChange, fit: fc.constantFrom('explains', 'touches', 'nearby') })),
  search: fc.oneof(
    fc.record({ kind: fc.constant('found') }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('pending'), tries: count, next: time }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('given-up'), reason: text }, { noNullPrototype: true }),
  ),
});

export const anyCheck: fc.Arbitrary<Check> = record<
  Check,
  'modelOnly' | 'footprint' | 'uncarried' | 'model' | 'cause' | 'late' | 'console'
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
    evidence: few(analysis),
    reason,
    modelOnly: fc.boolean(),
    footprint: id,
    uncarried: text,
    model: fc.constantFrom('agrees', 'disagrees'),
    cause,
    analyses: count,
    cost: dollars,
    late: fc.boolean(),
    console: text,
  },
  'modelOnly',
  'footprint',
  'uncarried',
  'model',
  'cause',
  'late',
  'console',
);

export const anyIncident: fc.Arbitrary<Incident> = record<Incident, 'endedAt' | 'cause'>(
  {
    id,
    paths: few(id),
    severity,
    verdict: settledVerdict,
    startedAt: time,
    endedAt: time,
    findings: few(finding),
    checkId: text,
    cause,
  },
  'endedAt',
  'cause',
);

const anyAlert = record<Alert, 'verdict' | 'began' | 'incidentId' | 'console' | 'cause' | 'modelOnly' | 'checks'>(
  {
    id: text,
    kind: fc.constantFrom('broke', 'baseline', 'recovered', 'blind', 'sighted', 'attributed', 'disagreement'),
    channel: fc.constantFrom('topic', 'troubles'),
    pathId: id,
    path: text,
    severity,
    tags: texts,
    expect: settledVerdict,
    verdict: settledVerdict,
    since: time,
    began: time,
    findings: few(finding),
    open: few(text),
    incidentId: id,
    checkId: text,
    console: text,
    cause,
    modelOnly: fc.boolean(),
    checks: count,
  },
  'verdict',
  'began',
  'incidentId',
  'console',
  'cause',
  'modelOnly',
  'checks',
);

const outboxEntry: fc.Arbitrary<OutboxEntry> = fc.oneof(
  record<Extract<OutboxEntry, { kind: 'check' }>>({ kind: fc.constant('check'), check: anyCheck }),
  record<Extract<OutboxEntry, { kind: 'incident' }>>({ kind: fc.constant('incident'), incident: anyIncident }),
  record<Extract<OutboxEntry, { kind: 'publish' }>, 'claim' | 'lastFault'>(
    {
      kind: fc.constant('publish'),
      alert: anyAlert,
      claim: fc.record({ by: id, at: time }, { noNullPrototype: true }),
      attempts: count,
      lastFault: text,
    },
    'claim',
    'lastFault',
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

const disagreements = record<Disagreements>({
  count,
  latest: fc.record({ at: time, checkId: text, message: text }, { noNullPrototype: true }),
  reported: few(id),
});

export const anyState: fc.Arbitrary<State> = record<
  State,
  'settled' | 'incident' | 'blind' | 'observedAt' | 'last' | 'pending' | 'disagreements'
>(
  {
    pathId: id,
    version: count,
    declared: fc.record({ text, digest: id }, { noNullPrototype: true }),
    settled: record<NonNullable<State['settled']>, 'footprint' | 'console'>(
      {
        verdict: settledVerdict,
        standing: fc.constantFrom('expected', 'unexpected'),
        since: time,
        until: time,
        findings: few(finding),
        open: few(text),
        checkId: text,
        footprint: id,
        console: text,
      },
      'footprint',
      'console',
    ),
    transitions: count,
    incident: anyIncident,
    blind: record<NonNullable<State['blind']>>({
      checks: count,
      since: time,
      reported: fc.boolean(),
      findings: few(finding),
    }),
    blindness: count,
    observedAt: time,
    last,
    pending,
    disagreements,
    recent: few(record<State['recent'][number]>({ id: text, verdict, late: fc.boolean(), alerts: few(text) })),
    outbox: few(outboxEntry),
  },
  'settled',
  'incident',
  'blind',
  'observedAt',
  'last',
  'pending',
  'disagreements',
);

export const anySweep: fc.Arbitrary<SweepRecord> = record<SweepRecord, 'part'>(
  {
    id,
    execution: text,
    trigger: fc.oneof(
      fc.record({ by: fc.constant('schedule'), every: text }, { noNullPrototype: true }),
      fc.record({ by: fc.constant('hand') }, { noNullPrototype: true }),
      fc.record({ by: fc.constant('hand'), paths: few(id), audit: fc.boolean() }, { noNullPrototype: true }),
      fc.record({ by: fc.constant('change'), gathering: id }, { noNullPrototype: true }),
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
