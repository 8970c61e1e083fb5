import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { type Delivery, type Gatherer, gather } from '../../lambda/monitor/gather.ts';
import type { Starter } from '../../lambda/monitor/ports.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { ec2As } from '../../local/ec2-as.ts';
import { faultNamed } from '../../local/faults.ts';
import { tried } from '../faults/tally.ts';
import { recordedAs } from '../permissions/recorder.ts';
import { ALERT, moments, moneyOf } from '../support/crash.ts';
import type { Kill } from '../support/durable.ts';
import { bySchedule, heard, type Monitor, openMonitor, scenarioPaths } from '../support/monitor.ts';
import { mortal, mortalIn } from '../support/mortal.ts';
import { alertsOf } from '../support/two-paths.ts';

describe('the function that gathers, and whose process dies', () => {
  const ALICE = 'arn:aws:iam::111111111111:user/alice';
  const opened: Monitor[] = [];

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  /** A first sweep finds all well; then Alice closes the security group, and the queue has the event of it. */
  const changed = async () => {
    const monitor = await openMonitor(scenarioPaths, { principals: { AKIAALICE: { arn: ALICE } } });
    opened.push(monitor);
    await monitor.run(bySchedule);
    monitor.pass(60);
    const batch = await heard(monitor, async () => {
      const alice = ec2As(monitor.account.environment, 'AKIAALICE');
      await changeNetwork(alice, faultNamed('security-group-closed').breaks);
      alice.destroy();
    });
    return { monitor, batch };
  };

  /** Delivers a batch until a process has lived to take it; answers the sweeps that were started, each name once. */
  const taken = async (
    { account, now }: Monitor,
    batch: readonly Delivery[],
    at: number | undefined,
    moment: Kill['moment'],
  ) => {
    const started = new Map<string, SweepRequest>();
    const starter: Starter = {
      start: async (request, name) => {
        if (!started.has(name)) started.set(name, request);
      },
    };
    // Clients of its own: it has another role than the sweep.
    const clients = recordedAs('gather', clientsOf(account.environment));
    const { changes, store } = servicesOf(account.environment, clients, { now });
    const real: Gatherer = { changes, store, starter, now };
    const world = mortalIn(real, ['changes', 'store', 'starter'], at, moment);
    for (;;) {
      const died = world.death().then(() => true);
      if (!(await Promise.race([gather(world.services(), batch).then(() => false), died]))) break;
    }
    closeClients(clients);
    return { started: [...started.values()], acts: world.acts };
  };

  const found = async (monitor: Monitor) => ({
    alerts: alertsOf(monitor),
    author: monitor.account.published[0]?.message.includes(ALICE),
    changes: (await monitor.services.changes.between('2026', '2027', 100)).map(({ name }) => name),
    money: await moneyOf(monitor),
    sweeps: (await monitor.services.store.sweeps({ limit: 10 })).items.length,
  });

  const whole = {
    alerts: [ALERT],
    author: true,
    changes: ['RevokeSecurityGroupIngress'],
    money: { tokens: 3, spent: 3, started: 3 },
    sweeps: 2,
  };

  test('undisturbed, it starts one sweep, which tells who it was', async () => {
    const { monitor, batch } = await changed();
    const { started, acts } = await taken(monitor, batch, undefined, 'before');
    expect(acts.map(({ name }) => name)).toEqual(['changes.keep', 'changes.join', 'starter.start']);
    for (const request of started) expect((await monitor.run(request)).status).toBe('SUCCEEDED');
    expect(await found(monitor)).toEqual(whole);
  });

  test.each(moments.flatMap((moment) => [1, 2, 3].map((at) => [moment, at] as const)))(
    'dying %s call %i: the batch comes again, one sweep is started, and nothing is lost',
    (moment, at) =>
      tried(`gather, call ${at}: death ${moment} it`, async () => {
        const { monitor, batch } = await changed();
        const { started } = await taken(monitor, batch, at, moment);
        expect(started).toHaveLength(1);
        for (const request of started) expect((await monitor.run(request)).status).toBe('SUCCEEDED');
        expect(await found(monitor)).toEqual(whole);
      }),
  );

  test('a batch that comes again when its sweep is over costs one free look', async () => {
    const { monitor, batch } = await changed();
    for (const { trigger } of (await taken(monitor, batch, undefined, 'before')).started)
      await monitor.run({ trigger });
    monitor.pass(60);
    const again = await taken(monitor, batch, undefined, 'before');
    expect(again.started).toHaveLength(1);
    for (const request of again.started)
      expect((await monitor.run(request)).result?.tally).toMatchObject({ carried: 2, analyses: 0, alerts: 0 });
    expect(await found(monitor)).toEqual({ ...whole, sweeps: 3 });
  });

  test('the sweep that waits for the quiet, killed at any checkpoint, looks once and closes the gathering', async () => {
    for (const moment of moments)
      for (let at = 1; at <= 4; at += 1)
        await tried(`sweep that waits for the quiet, checkpoint ${at}: death ${moment} it`, async () => {
          const { monitor, batch } = await changed();
          const [request] = (await taken(monitor, batch, undefined, 'before')).started;
          const world = mortal(monitor.services, undefined, moment);
          const execution = await monitor.run(request, { kill: { at, moment, died: world.end } }, world.services);
          expect({ at, moment, status: execution.status }).toEqual({ at, moment, status: 'SUCCEEDED' });
          expect({ at, moment, ...(await found(monitor)) }).toEqual({ at, moment, ...whole });
          const next = await taken(monitor, batch, undefined, 'before');
          expect(next.started[0]).not.toEqual(request);
        });
  });
});
