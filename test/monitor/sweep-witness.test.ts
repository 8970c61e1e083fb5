import type { LogEvent } from '../../local/logs/evaluate.ts';
import { addressA, addressB, ids } from '../../local/scenario/ids.ts';
import { oneFlowLog } from '../permissions/flow-logs.ts';
import { flowEvent } from '../support/flow-logs.ts';
import { byHand, bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { alertsOf, twoPaths } from '../support/two-paths.ts';

/* What comes after the alert: the flow logs' word, reminders, and the clock that brings them. */

const [hit] = twoPaths;
const HOUR = 3600;

let monitor: Monitor;
afterEach(() => monitor.close());

test('flow logs of a break are asked minutes later, and their word is told as an update', async () => {
  const events: LogEvent[] = [];
  monitor = await openMonitor([hit], { ...oneFlowLog, logGroups: () => new Map([['flows', events]]) });
  await monitor.run(byHand);
  monitor.pass(300);
  await monitor.account.breakNetwork('vpc-route-missing');
  const second = monitor.now().getTime() / 1000 + 90;
  events.push(flowEvent(ids.interfaceB, [addressA, addressB, '49795 3389'], 'ACCEPT', second));
  await monitor.run(byHand);
  expect(alertsOf(monitor)).toEqual(['hit broke', 'hit attributed', 'hit witnessed']);
  expect(monitor.account.published.at(-1)?.message.replace(/\s+/g, ' ')).toContain(
    'eni-09234fd609f3aa6d2 accepted 3 request packets, and no reply left it',
  );
  const started = () => monitor.account.endpoints.logs.calls.filter(({ operation }) => operation === 'StartQuery');
  expect(started()).toHaveLength(1);
  const state = await monitor.services.store.state('hit');
  expect(state?.broken?.witness).toMatchObject({ kind: 'heard', testimony: 'unanswered' });
  // Nobody asks again: each query costs.
  await monitor.run(bySchedule);
  expect(started()).toHaveLength(1);
});

test('the clock reminds of what lasts, and looks at nothing', async () => {
  monitor = await openMonitor([hit]);
  await monitor.account.breakNetwork('security-group-closed');
  await monitor.run(byHand);
  monitor.pass(5 * HOUR);
  const before = monitor.account.endpoints.ec2.calls.length;
  const { status, result } = await monitor.run({ trigger: { by: 'schedule', every: 'clock' } });
  expect([status, result?.due]).toEqual(['SUCCEEDED', 0]);
  expect(alertsOf(monitor).at(-1)).toBe('hit reminder');
  expect(monitor.account.endpoints.ec2.calls).toHaveLength(before);
  expect((await monitor.services.store.sweeps({ limit: 10 })).items).toHaveLength(1);
});
