import { judgeSweeps, type SweepsSeen } from '../../../cli/doctor/sweeps.ts';
import type { Look } from '../../../lambda/domain/sweep.ts';
import { aSweepRecord } from '../../support/records.ts';

const now = new Date('2026-11-28T12:00:00.000Z');
const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
const remedies = { look: 'look now', alarms: 'see the alarms' };

const aLook = (kind: string, minutes: number): Look => ({ kind, at: ago(minutes), sweepId: 's', except: [] });

const judged = (over: Partial<SweepsSeen>) =>
  judgeSweeps(
    {
      sweeps: [aSweepRecord({ startedAt: ago(3) })],
      looks: [aLook('rate(5 minutes)', 3)],
      schedules: ['rate(5 minutes)'],
      deployedAt: ago(600),
      now,
      ...over,
    },
    remedies,
  );

test('a sweep that came in time and ended well is told with what it looked at', () => {
  expect(judged({})).toEqual({
    outcome: 'ok',
    message: 'last swept 2026-11-28T11:57:00Z (3 min ago) by rate(5 minutes): 1 path',
    remedy: null,
  });
});

test.each([
  ['rate(5 minutes)', 9, 'ok', ''],
  ['rate(5 minutes)', 10, 'warning', '1 look of rate(5 minutes) did not come'],
  ['rate(5 minutes)', 14, 'warning', '1 look'],
  ['rate(5 minutes)', 15, 'failed', '2 looks of rate(5 minutes) did not come'],
  ['rate(5 minutes)', 100_000, 'failed', '100 looks or more'],
  ['rate(1 hour)', 64, 'ok', ''],
  ['rate(1 hour)', 65, 'warning', '1 look of rate(1 hour)'],
  ['rate(1 hour)', 125, 'failed', '2 looks of rate(1 hour)'],
  // Each hour, at the hour: that of 12:00 may still be under way.
  ['cron(0 * * * ? *) UTC', 60, 'ok', ''],
  ['cron(0 * * * ? *) UTC', 61, 'warning', '1 look'],
  ['cron(0 * * * ? *) UTC', 121, 'failed', '2 looks'],
  // A Saturday: nothing was due since Friday's.
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', 29 * 60, 'ok', ''],
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', 53 * 60, 'warning', '1 look'],
  ['cron(0 8 ? * MON-FRI *) Europe/Berlin', 53 * 60 + 1, 'failed', '2 looks'],
])('%s, looked at %d minutes ago, is %s', (every, minutes, outcome, words) => {
  const told = judged({ schedules: [every], looks: [aLook(every, minutes)] });
  expect(told).toMatchObject({ outcome, remedy: outcome === 'ok' ? null : 'see the alarms' });
  expect(told.message).toContain(words);
});

test('each schedule is judged by itself, and the worst counts', () => {
  const told = judged({
    schedules: ['rate(5 minutes)', 'rate(1 hour)', 'rate(1 day)'],
    looks: [aLook('rate(5 minutes)', 3), aLook('rate(1 hour)', 70), aLook('rate(1 day)', 3 * 24 * 60)],
  });
  expect(told).toMatchObject({
    outcome: 'failed',
    message: expect.stringMatching(/^1 look of rate\(1 hour\), 2 looks of rate\(1 day\) did not come; last swept /),
  });
});

test('looks by hand, by changes and signs of the forwarder do not stand in for a schedule', () => {
  const others = ['hand', 'change', 'forwarder'].map((kind) => aLook(kind, 1));
  expect(judged({ looks: [...others, aLook('rate(5 minutes)', 60)] })).toMatchObject({ outcome: 'failed' });
});

test('a schedule that has never come is waited for from the deployment on', () => {
  expect(judged({ looks: [], sweeps: [], deployedAt: ago(4) })).toEqual({
    outcome: 'warning',
    message: 'no sweep has ended yet',
    remedy: 'look now',
  });
  expect(judged({ looks: [], sweeps: [], deployedAt: ago(60) })).toMatchObject({
    outcome: 'failed',
    message: '11 looks of rate(5 minutes) did not come; no sweep has ended yet',
  });
  expect(judged({ looks: [], deployedAt: undefined })).toMatchObject({ outcome: 'ok' });
});

test('a schedule that never came, though others do, may not be deployed yet: a warning', () => {
  const told = judged({ schedules: ['rate(5 minutes)', 'rate(1 hour)'] });
  expect(told).toMatchObject({
    outcome: 'warning',
    message: expect.stringMatching(/^9 looks of rate\(1 hour\) \(which never came\) did not come; last swept /),
  });
});

test('where nobody says what is declared, the schedule that came last must come again; of another it is not known', () => {
  const old = aLook('rate(1 minute)', 5000);
  expect(judged({ schedules: undefined, looks: [old, aLook('rate(5 minutes)', 3)] })).toMatchObject({ outcome: 'ok' });
  expect(judged({ schedules: undefined, looks: [old] })).toMatchObject({ outcome: 'failed' });
});

test('of the embedded account, which keeps no time, nothing is overdue', () => {
  const told = judged({ schedules: [], sweeps: [aSweepRecord({ startedAt: ago(9000), trigger: { by: 'hand' } })] });
  expect(told).toMatchObject({ outcome: 'ok', message: expect.stringMatching(/\(6 d ago\) by hand: 1 path$/) });
});

test('a path that was not looked at to the end is told with what went wrong', () => {
  const tally = { ...aSweepRecord().tally, troubled: 1 };
  const outcome = { pathId: 'app', verdict: 'unknown', standing: 'undetermined', how: 'analysed' } as const;
  const outcomes = [{ ...outcome, analyses: 0, alerts: 0, trouble: 'the table was throttled' }];
  expect(judged({ sweeps: [aSweepRecord({ startedAt: ago(3), tally, outcomes })] })).toMatchObject({
    outcome: 'warning',
    message: expect.stringMatching(/1 path, 1 path not to the end \(app: the table was throttled\)$/),
    remedy: 'look now',
  });
});

test('neither a part of a sweep nor a test message is the last sweep', () => {
  const part = { of: 'whole', index: 0, count: 2, rank: 9 };
  const sweeps = [
    aSweepRecord({ startedAt: ago(1), trigger: { by: 'test', channel: 'topic' } }),
    aSweepRecord({ startedAt: ago(2), part }),
    aSweepRecord({ startedAt: ago(4), trigger: { by: 'change', gathering: 'g' }, due: 7 }),
  ];
  expect(judged({ sweeps }).message).toMatch(/\(4 min ago\) by a change of the network: 7 paths$/);
});
