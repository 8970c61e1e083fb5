import { SNSClient } from '@aws-sdk/client-sns';
import { Template } from 'aws-cdk-lib/assertions';
import { behaviour } from '../../lambda/aws/behaviour.ts';
import { CANARY } from '../../lambda/domain/canary.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { metricLine } from '../../lambda/meter.ts';
import { type Alarms, openAlarms } from '../../local/cloudwatch/alarms.ts';
import { openMetrics } from '../../local/cloudwatch/metrics.ts';
import { byHand, bySchedule, type Monitor, openMonitor, scenarioPaths } from '../support/monitor.ts';
import { aConfiguration, anApp, aStack } from '../support/synthesized.ts';

/*
 * A monitor whose sweeps no longer come, or die, is told of by the alarm of the very template that is deployed, over what the
 * sweeps of the embedded account have measured.
 */

const INTERVAL = 300;
const byCanary: SweepRequest = { trigger: { by: 'schedule', every: CANARY } };

const template = Template.fromStack(aStack(aConfiguration({ paths: scenarioPaths }), anApp(), 'embedded'));

/** An alarm of the stack by a part of its name: its properties under its name. */
const deployed = (id: RegExp): Readonly<Record<string, unknown>> => {
  const [name, resource] =
    Object.entries(template.findResources('AWS::CloudWatch::Alarm')).find(([key]) => id.test(key)) ?? [];
  if (name === undefined) throw new Error(`no alarm is ${id}`);
  return { [name]: resource?.Properties };
};

interface Watched {
  readonly monitor: Monitor;
  readonly alarms: Alarms;
  /** Lets so many minutes pass, each judged by CloudWatch; `each` acts at every fifth. */
  pass(minutes: number, each?: () => Promise<unknown>): Promise<void>;
  /** Subjects of what rang. */
  rang(): readonly string[];
  close(): Promise<void>;
}

const watched = async (id: RegExp): Promise<Watched> => {
  const monitor = await openMonitor();
  const { account } = monitor;
  const metrics = openMetrics(monitor.now);
  const sns = new SNSClient(behaviour(account.environment.AWS_REGION, account.environment.ENDPOINT_SNS));
  const topicArn = account.environment.TROUBLES_TOPIC_ARN;
  const alarms = openAlarms(deployed(id), { metrics, now: monitor.now, sns, topicArn });
  let heard = 0;
  const listen = (): void => {
    for (const { at, ...values } of monitor.measured.slice(heard))
      metrics.take(metricLine(account.environment.DEPLOYMENT, values, new Date(at)));
    heard = monitor.measured.length;
  };
  return {
    monitor,
    alarms,
    pass: async (minutes, each) => {
      const began = monitor.now().getTime();
      for (let minute = 0; minute < minutes; minute += 1) {
        if (minute % (INTERVAL / 60) === 0) await each?.();
        listen();
        // A sweep that waits for analyses has moved the clock itself.
        const passed = (monitor.now().getTime() - began) / 1000;
        if (passed < (minute + 1) * 60) monitor.pass((minute + 1) * 60 - passed);
        await alarms.judge();
      }
    },
    rang: () => account.troubles.flatMap(({ subject = '' }) => (subject.startsWith('ALARM') ? [subject] : [])),
    close: async () => {
      sns.destroy();
      await monitor.close();
    },
  };
};

describe('the heartbeat', () => {
  let dead: Watched;
  const state = () => dead.alarms.state(Object.keys(deployed(/Heartbeat/))[0] ?? '');

  beforeEach(async () => {
    dead = await watched(/Heartbeat/);
  });

  afterEach(() => dead.close());

  test('of looks each five minutes keeps the alarm silent, also where analyses are waited for and looks are late', async () => {
    await dead.pass(1);
    expect(state()).toBe('INSUFFICIENT_DATA');
    let looks = 0;
    await dead.pass(50, async () => {
      looks += 1;
      // Each fourth is a minute late, another buys.
      if (looks % 4 === 0) dead.monitor.pass(55);
      await dead.monitor.run(looks % 5 === 0 ? { trigger: { by: 'hand', audit: true } } : bySchedule);
      if (looks % 5 === 0) await dead.monitor.run(bySchedule);
    });
    expect([state(), dead.rang()]).toEqual(['OK', []]);
  });

  test.each([
    ['come no more', async () => undefined],
    [
      'die',
      async ({ monitor }: Watched) => {
        const services = () => ({
          ...monitor.services,
          network: { snapshot: () => Promise.reject(new TypeError('a defect')) },
        });
        expect((await monitor.run(bySchedule, {}, services)).status).toBe('FAILED');
      },
    ],
    // Whoever looks by hand does not keep a dead schedule hidden.
    ['come by hand alone', async ({ monitor }: Watched) => monitor.run({ trigger: { by: 'hand' } })],
  ] as const)(
    'of schedules that %s rings within two intervals, once, and is silent again when they come',
    async (_, sweep) => {
      await dead.pass(20, () => dead.monitor.run(bySchedule));
      expect(state()).toBe('OK');
      const last = dead.monitor.measured.at(-1)?.at ?? '';
      await dead.pass(4);
      await dead.pass(30, () => sweep(dead));
      const alarm = dead.monitor.account.troubles.find(({ subject = '' }) => subject.startsWith('ALARM'));
      const after = (Date.parse(alarm?.at ?? '') - Date.parse(last)) / 1000;
      expect(after).toBeGreaterThan(INTERVAL);
      expect(after).toBeLessThanOrEqual(2 * INTERVAL);
      expect([state(), dead.rang()]).toEqual(['ALARM', [expect.stringContaining('Heartbeat')]]);
      await dead.pass(10, () => dead.monitor.run(bySchedule));
      expect(state()).toBe('OK');
    },
  );
});

test('a path without a verdict for several looks rings as blind, and no more once it is seen', async () => {
  const blind = await watched(/Blind/);
  const name = Object.keys(deployed(/Blind/))[0] ?? '';
  blind.monitor.declare(scenarioPaths.map((path) => ({ ...path, blindAfter: 2 })));
  await blind.pass(40, () => blind.monitor.run(byHand));
  expect(blind.alarms.state(name)).toBe('ALARM');
  blind.monitor.declare(scenarioPaths.filter(({ id }) => id !== 'nowhere'));
  await blind.pass(75, () => blind.monitor.run(bySchedule));
  expect([blind.alarms.state(name), blind.rang()]).toEqual(['OK', [expect.stringContaining('Blind')]]);
  await blind.close();
});

test('a budget that is nearly spent rings', async () => {
  const spent = await watched(/Budget/);
  spent.monitor.allow({ monthly: 0.2 });
  await spent.pass(10, () => spent.monitor.run(byHand));
  expect(spent.rang()).toEqual([expect.stringContaining('Budget')]);
  await spent.close();
});

test('an alert that no channel takes rings as undelivered', async () => {
  const mute = await watched(/Undelivered/);
  await mute.monitor.run(byHand);
  mute.monitor.account.endpoints.sns.disturb(({ input }) =>
    JSON.stringify(input).includes('pathwatch-alerts')
      ? { kind: 'error', status: 403, code: 'AuthorizationError' }
      : undefined,
  );
  await mute.monitor.account.breakNetwork('security-group-closed');
  await mute.pass(25, () => mute.monitor.run(bySchedule));
  expect(mute.rang()).toEqual([expect.stringContaining('Undelivered')]);
  await mute.close();
});

test('a canary that failed rings', async () => {
  const canary = await watched(/Canary/);
  await canary.monitor.services.store.putCanary({
    lookedAt: canary.monitor.now().toISOString(),
    aws: { at: canary.monitor.now().toISOString(), open: 'reachable', blocked: 'reachable' },
  });
  await canary.pass(10, () => canary.monitor.run(byCanary));
  expect(canary.rang()).toEqual([expect.stringContaining('Canary')]);
  await canary.close();
});
