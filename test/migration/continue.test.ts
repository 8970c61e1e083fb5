import { faultNamed } from '../../local/faults.ts';
import { bySchedule, type Monitor } from '../support/monitor.ts';
import { alertsOf } from '../support/two-paths.ts';
import { keptTable, putKept } from './kept-table.ts';
import { change, END, openEnd, opened } from './story.ts';

/* The sweep of this release goes on where the release before has stopped. */

let monitor: Monitor;

beforeEach(async () => {
  monitor = await openEnd();
  const { ENDPOINT_DYNAMODB, TABLE_NAME } = monitor.account.environment;
  await putKept(keptTable('table-of-0.1.0-incidents.json'), `${ENDPOINT_DYNAMODB}`, TABLE_NAME);
});
afterEach(() => monitor.close());

const look = async () => {
  const { status, result } = await monitor.run(bySchedule);
  expect(status).toBe('SUCCEEDED');
  return result;
};

const stateOf = async (pathId: string) => monitor.services.store.state(pathId);
const incidents = async () =>
  (await monitor.services.store.incidents({ limit: 20 })).items.map(({ id, endedAt, messages }) => ({
    id,
    endedAt,
    messages,
  }));

const mend = async () => {
  await change(monitor, 'AKIABOB', faultNamed('security-group-closed').mends);
  await change(monitor, 'AKIABOB', opened(9090));
};

test('what it owed is told once, and nothing that it had told', async () => {
  const before = await incidents();
  const first = await look();
  expect(alertsOf(monitor)).toEqual(['backup broke']);
  expect(first?.tally).toMatchObject({ carried: 4, analyses: 0, troubled: 0 });
  expect((await monitor.services.store.checks('backup', { limit: 1 })).items).toMatchObject([
    { observedAt: '2026-11-22T10:20:00.000Z', verdict: 'unreachable' },
  ]);
  const after = await incidents();
  expect(after.slice(1)).toEqual(before);
  monitor.pass(300);
  await look();
  expect(alertsOf(monitor)).toEqual(['backup broke']);
  expect(await incidents()).toEqual(after);
  expect((await stateOf('backup'))?.outbox).toEqual([]);
});

test('the incident that was open ends with the repair, and is told so once', async () => {
  await look();
  await mend();
  monitor.pass(60);
  await look();
  await look();
  expect(alertsOf(monitor).toSorted()).toEqual(['backup broke', 'backup recovered', 'rdp recovered']);
  const lasting = (await incidents()).filter(({ endedAt }) => endedAt === undefined);
  expect(lasting.map(({ id }) => id)).toEqual([expect.stringMatching(/^blindness-/)]);
  expect(await stateOf('rdp')).toMatchObject({ transitions: 4, settled: { standing: 'expected' } });
});

test('a break that was not looked at in time is found by the first look, as one more transition', async () => {
  await change(monitor, 'AKIAALICE', faultNamed('vpc-route-missing').breaks);
  monitor.pass(3600);
  await look();
  expect(await stateOf('web')).toMatchObject({ transitions: 9, settled: { standing: 'unexpected' } });
  // It is muted, and the others were down before.
  expect(alertsOf(monitor)).not.toContain('web broke');
});

test('days begin with the first check, from when the state knows how the path stood', async () => {
  await look();
  await mend();
  monitor.pass(60);
  const at = monitor.now().toISOString();
  await look();
  expect((await stateOf('rdp'))?.day).toMatchObject({
    date: '2026-11-22',
    since: '2026-11-22T08:01:00.000Z',
    stretches: [
      { from: '2026-11-22T08:01:00.000Z', standing: 'unexpected' },
      { from: at, standing: 'expected' },
    ],
    seconds: { unexpected: (END + 60_000 - Date.parse('2026-11-22T08:01:00.000Z')) / 1000 },
    turns: 1,
    checks: 1,
  });
  // A verdict that is carried writes nothing: its day begins with its next check.
  expect((await stateOf('no-smb'))?.day).toBeUndefined();
  monitor.pass(24 * 3600);
  await change(monitor, 'AKIAALICE', faultNamed('security-group-closed').breaks);
  monitor.pass(60);
  await look();
  const { items } = await monitor.services.store.days('rdp', { since: '2026-11-01', until: '2026-11-30' });
  expect(items).toMatchObject([{ date: '2026-11-22', seconds: { expected: expect.any(Number) } }]);
  const [day] = items;
  // Its first day is counted from 08:01 on, the earliest that its state knew of.
  expect((day?.seconds.expected ?? 0) + (day?.seconds.unexpected ?? 0)).toBe(15 * 3600 + 59 * 60);
});
