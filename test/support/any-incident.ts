import fc from 'fast-check';
import type { Alert, Signal } from '../../lambda/domain/alert.ts';
import type { Incident, IncidentPath, Message, Waiting } from '../../lambda/domain/incident.ts';
import type { Acknowledgement } from '../../lambda/domain/silence.ts';
import type { InterfaceRecords, Witness } from '../../lambda/domain/witness.ts';
import {
  cause,
  count,
  few,
  finding,
  fix,
  id,
  record,
  settledVerdict,
  severity,
  text,
  texts,
  time,
} from './any-basic.ts';

/* Any incident, and what is told of it. */

export const confidence = fc.constantFrom('confirmed', 'model-only', 'disputed');

const counts = fc.record({ accepted: count, rejected: count }, { noNullPrototype: true });

export const anyWitness: fc.Arbitrary<Witness> = fc.oneof(
  record<Extract<Witness, { kind: 'due' }>, 'spent'>(
    {
      kind: fc.constant('due'),
      next: time,
      tries: count,
      spent: fc.record({ queries: count, bytesScanned: count }, { noNullPrototype: true }),
    },
    'spent',
  ),
  record<Extract<Witness, { kind: 'heard' }>>({
    kind: fc.constant('heard'),
    testimony: fc.constantFrom('answered', 'unanswered', 'reply-rejected', 'rejected', 'silent'),
    between: fc.tuple(time, time),
    records: few(
      record<InterfaceRecords>({ interfaceId: id, flowLogId: id, requests: counts, replies: counts, skipped: count }),
    ),
    message: text,
    bytesScanned: count,
  }),
  record<Extract<Witness, { kind: 'none' }>, 'bytesScanned'>(
    { kind: fc.constant('none'), reason: text, bytesScanned: count },
    'bytesScanned',
  ),
);

const signalKind = fc.constantFrom(
  'broke' as const,
  'baseline' as const,
  'recovered' as const,
  'flapping' as const,
  'steady' as const,
  'blind' as const,
  'sighted' as const,
  'attributed' as const,
  'witnessed' as const,
  'disagreement' as const,
);

export const anySignal: fc.Arbitrary<Signal> = record<
  Signal,
  'verdict' | 'began' | 'console' | 'cause' | 'confidence' | 'fixes' | 'witness' | 'modelOnly' | 'checks' | 'within'
>(
  {
    id: text,
    kind: signalKind,
    number: count,
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
    checkId: text,
    console: text,
    cause,
    confidence,
    fixes: few(fix),
    witness: anyWitness,
    modelOnly: fc.boolean(),
    checks: count,
    within: count,
  },
  'verdict',
  'began',
  'console',
  'cause',
  'confidence',
  'fixes',
  'witness',
  'modelOnly',
  'checks',
  'within',
);

const anyAcknowledgement = record<Acknowledgement>({ incidentId: id, at: time, reason: text, by: text });

const members = fc.record(
  { count, first: few(fc.record({ id, since: time }, { noNullPrototype: true })) },
  { noNullPrototype: true },
);

export const anyAlert: fc.Arbitrary<Alert> = record<Alert, 'component' | 'endedAt' | 'held' | 'acknowledged'>(
  {
    id: text,
    kind: fc.oneof(signalKind, fc.constantFrom('updated' as const, 'reminder' as const, 'test' as const)),
    at: time,
    incidentId: id,
    severity,
    lead: anySignal,
    component: id,
    down: members,
    up: members,
    startedAt: time,
    endedAt: time,
    held: text,
    acknowledged: anyAcknowledgement,
  },
  'component',
  'endedAt',
  'held',
  'acknowledged',
);

const incidentPath = record<IncidentPath, 'flapping' | 'baseline' | 'told' | 'passed' | 'anew'>(
  {
    pathId: id,
    severity,
    number: count,
    down: fc.boolean(),
    since: time,
    flapping: fc.constant(true),
    reminderInterval: count,
    sendOnResolved: fc.boolean(),
    baseline: fc.constant(true),
    told: fc.constantFrom('down', 'up', 'flapping'),
    passed: fc.constant(true),
    anew: fc.constant(true),
  },
  'flapping',
  'baseline',
  'told',
  'passed',
  'anew',
);

const message = record<Message>({
  alert: anyAlert,
  waiting: few(
    record<Waiting, 'failingSince' | 'lastFault'>(
      { channel: id, attempts: count, failingSince: time, lastFault: text },
      'failingSince',
      'lastFault',
    ),
  ),
});

export const anyIncident: fc.Arbitrary<Incident> = record<
  Incident,
  | 'verdict'
  | 'endedAt'
  | 'cause'
  | 'witness'
  | 'causeTold'
  | 'witnessTold'
  | 'acknowledged'
  | 'toldAt'
  | 'held'
  | 'claim'
>(
  {
    id,
    about: fc.constantFrom('outage', 'blindness', 'disagreement'),
    version: count,
    components: few(id),
    paths: few(incidentPath),
    lead: anySignal,
    severity,
    verdict: settledVerdict,
    startedAt: time,
    joinedAt: time,
    endedAt: time,
    findings: few(finding),
    checkId: text,
    cause,
    witness: anyWitness,
    causeTold: fc.constant(true),
    witnessTold: fc.constant(true),
    acknowledged: anyAcknowledgement,
    messages: count,
    toldAt: time,
    channels: few(id),
    held: text,
    outbox: few(message),
    claim: fc.record({ by: id, at: time }, { noNullPrototype: true }),
  },
  'verdict',
  'endedAt',
  'cause',
  'witness',
  'causeTold',
  'witnessTold',
  'acknowledged',
  'toldAt',
  'held',
  'claim',
);
