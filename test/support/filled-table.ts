import { dynamodbChanges } from '../../lambda/aws/dynamodb-changes.ts';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import type { Day } from '../../lambda/domain/day.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { TestTable } from './dynamodb.ts';
import {
  aBreak,
  aCause,
  aChange,
  aCheck,
  aDay,
  aFinding,
  aMember,
  anEndedIncident,
  anIncident,
  anOwed,
  aSettled,
  aState,
  aSweepRecord,
} from './records.ts';

/*
 * A table in which there is something of every kind, put there by the store: three paths, of which one broke this morning and one
 * cannot be seen.
 */

const RETENTION = 90;
const BROKE = '2026-11-23T10:05:00.000Z';
const ALICE = 'arn:aws:iam::111111111111:user/alice';

/** A day that was as expected from end to end. */
const good = (pathId: string, date: string, over: Partial<Day> = {}): Day =>
  aDay({
    pathId,
    date,
    stretches: [
      { from: `${date}T00:00:00.000Z`, verdict: 'reachable', standing: 'expected', checkId: `sweep-1#${pathId}` },
    ],
    seconds: { expected: 86_400, unexpected: 0, undetermined: 0 },
    turns: 0,
    checks: 1,
    analyses: 1,
    cost: 0.1,
    ...over,
  });

/** The first day of a path, which is watched from eight o'clock on. */
const begun = (pathId: string, date: string): Day => {
  const since = `${date}T08:00:00.000Z`;
  const stretches = [
    { from: since, verdict: 'reachable', standing: 'expected', checkId: `sweep-1#${pathId}` },
  ] as const;
  return good(pathId, date, { since, stretches, seconds: { expected: 57_600, unexpected: 0, undetermined: 0 } });
};

const declared = (text: string, team: string): State['declared'] => ({
  text,
  digest: 'd-1f0c6a3b',
  expect: 'reachable',
  every: 'rate(5 minutes)',
  severity: 'critical',
  tags: { team },
});

const incidentId = 'sg-073c4d556bf048ea0-20261123T100500Z';
const checkId = 'sweep-4#web-db';

const broken = aState({
  version: 7,
  declared: declared('i-0aaaaaaaaaaaaaaaa → i-0bbbbbbbbbbbbbbbb, tcp/443', 'netops'),
  settled: aSettled({
    verdict: 'unreachable',
    standing: 'unexpected',
    since: BROKE,
    until: BROKE,
    findings: [aFinding()],
    confidence: 'confirmed',
    checkId,
  }),
  transitions: 3,
  signals: 3,
  broken: aBreak({ id: 'web-db-3', startedAt: BROKE, cause: aCause(), checkId }),
  incidentId,
  observedAt: BROKE,
  last: { at: BROKE, verdict: 'unreachable', footprint: '3f1a0c5e', tries: 0 },
  day: good('web-db', '2026-11-23', {
    stretches: [
      { from: '2026-11-23T00:00:00.000Z', verdict: 'reachable', standing: 'expected', checkId: 'sweep-3#web-db' },
      { from: BROKE, verdict: 'unreachable', standing: 'unexpected', reason: aFinding().message, checkId },
    ],
    seconds: { expected: 36_300, unexpected: 0, undetermined: 0 },
    turns: 1,
  }),
  recent: [{ id: checkId, verdict: 'unreachable', late: false, alerts: ['web-db/3/broke'] }],
  outbox: [anOwed({ number: 3, since: BROKE })],
});

const states: readonly State[] = [
  broken,
  aState({
    pathId: 'app',
    declared: declared('i-0aaaaaaaaaaaaaaaa → 10.0.20.236, tcp/8443', 'netops'),
    settled: aSettled({ since: '2026-11-18T08:00:00.000Z', until: '2026-11-20T08:00:00.000Z', checkId: 'sweep-1#app' }),
    observedAt: '2026-11-20T08:00:00.000Z',
    day: good('app', '2026-11-20'),
    recent: [{ id: 'sweep-1#app', verdict: 'reachable', late: false, alerts: [] }],
  }),
  (() => {
    const { settled: _, ...unseen } = aState({
      pathId: 'dns',
      declared: declared('i-0cccccccccccccccc → 10.0.0.2, udp/53', 'core'),
    });
    const findings = [
      aFinding({ says: 'unknown', message: 'i-0cccccccccccccccc does not exist in this account and Region' }),
    ];
    return { ...unseen, blind: { checks: 4, since: '2026-11-21T08:00:00.000Z', reported: true, findings } };
  })(),
];

/** The day on which it went and came back, the days around it, and one of another path. */
const days: readonly Day[] = [
  begun('web-db', '2026-11-20'),
  aDay(),
  { ...begun('app', '2026-11-18'), checks: 2, analyses: 2, cost: 0.2 },
];

/** Puts all of it into the table. */
export const fillTable = async ({ client, name }: TestTable): Promise<void> => {
  const store = dynamodbStore(client, name, RETENTION, () => new Date(BROKE));
  const changes = dynamodbChanges(client, name);
  for (const state of states) await store.putState(state, 0);
  for (const day of days) await store.putDay(day);
  await store.putCheck(
    aCheck({
      sweepId: 'sweep-4',
      observedAt: BROKE,
      verdict: 'unreachable',
      standing: 'unexpected',
      findings: [aFinding()],
      confidence: 'confirmed',
    }),
  );
  await store.putIncident(
    anIncident({
      id: incidentId,
      startedAt: BROKE,
      joinedAt: BROKE,
      cause: aCause(),
      checkId,
      messages: 1,
      toldAt: BROKE,
      channels: ['topic'],
      paths: [aMember({ since: BROKE, told: 'down' })],
    }),
    0,
  );
  await store.putIncident(anEndedIncident(), 0);
  await store.putSweep(aSweepRecord({ id: 'sweep-4', startedAt: BROKE, endedAt: BROKE, lookedAt: BROKE }));
  await store.putGap({ from: '2026-11-22T20:00:00.000Z', until: '2026-11-22T21:00:00.000Z' });
  await store.putLook({ kind: 'rate(5 minutes)', at: BROKE, sweepId: 'sweep-4', except: ['dns'] });
  await store.putFootprint('web-db', '3f1a0c5e', { 'SecurityGroups/sg-073c4d556bf048ea0': 'e3b0c442' });
  await store.reserve({
    month: '2026-11',
    day: 23,
    tokens: ['t-9d1f20aa31c4'],
    pathId: 'web-db',
    reason: 'transition',
    cap: 500,
    tagCaps: { 'team=netops': 200 },
  });
  await store.putMute({
    id: 'm-20261123-1f0c',
    scope: { kind: 'some', paths: ['app'], tags: [] },
    from: BROKE,
    until: '2026-11-24T08:00:00.000Z',
    reason: 'the server is replaced',
    by: ALICE,
  });
  await store.putAcknowledgement({ incidentId, at: BROKE, reason: 'on it', by: ALICE });
  await store.claimNotice('forwarder/2026-11', BROKE, BROKE);
  await changes.keep([aChange({ at: BROKE })]);
  await changes.join(1, BROKE, { id: 'g-20261123T100400Z', staleBefore: BROKE });
};
