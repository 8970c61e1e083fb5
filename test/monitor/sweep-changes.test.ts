import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTagsCommand, RevokeSecurityGroupIngressCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { type Clients, closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import { silentMeter } from '../../lambda/meter.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { type AccountOptions, type EmbeddedAccount, openAccount } from '../../local/account.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { ec2As } from '../../local/ec2-as.ts';
import type { QueueEvent, QueueRecord } from '../../local/events/queue.ts';
import { type FaultName, faultNamed, faultNames } from '../../local/faults.ts';
import { type Listening, openListening } from '../../local/listening.ts';
import { openRunner, type Runner } from '../../local/runner.ts';
import { ids } from '../../local/scenario/ids.ts';
import { bySchedule } from '../support/monitor.ts';
import { aConfiguration } from '../support/paths.ts';
import { alertsOf, twoPaths } from '../support/two-paths.ts';

/*
 * From a change to its alert, on real time: the call at the account's endpoint, its event, the quiet, one sweep, the
 * author. The network is taken as quiet after a second.
 */

const [hit] = twoPaths;
const ALICE = 'arn:aws:iam::111111111111:user/alice';
const ADDRESS = '203.0.113.24';
const BROKE = 'hit broke';
const RECOVERED = 'hit recovered';
const ATTRIBUTED = 'hit attributed';

const silent = { info: () => undefined, error: () => undefined };

/** The monitor of one path as it listens to the account. */
interface Stage {
  readonly account: EmbeddedAccount;
  readonly services: Services;
  readonly runner: Runner;
  readonly listening: Listening;
  /** What the queue has delivered so far. */
  readonly heard: readonly QueueRecord[];
  /** Sweeps that changes have started, in order. */
  readonly swept: readonly SweepRecord[];
  /** From now on the queue keeps its batches; `release` delivers them, the last one first where asked. */
  hold(): void;
  release(isReversed?: boolean): Promise<void>;
  alice(act: (ec2: ReturnType<typeof ec2As>) => Promise<unknown>): Promise<void>;
  alerts(): readonly (string | undefined)[];
  close(): Promise<void>;
}

const openStage = async (options: AccountOptions = {}): Promise<Stage> => {
  useEmbeddedCredentials();
  const account = await openAccount({
    windowSeconds: 0.05,
    principals: { AKIAALICE: { arn: ALICE, sourceAddress: ADDRESS } },
    ...options,
  });
  const clients: Clients = clientsOf(account.environment);
  const pacing = { polls: [1, 1, 2, 3], retries: [1], searches: [1, 2] };
  const services = servicesOf(account.environment, clients, { log: silent, meter: silentMeter, pacing });
  const runner = await openRunner(services, aConfiguration([hit], { quiet: 1 }));
  const heard: QueueRecord[] = [];
  const swept: SweepRecord[] = [];
  const failed: unknown[] = [];
  const held: QueueEvent[] = [];
  let isHeld = false;
  let consume: (event: QueueEvent) => Promise<unknown> = async () => undefined;
  const listening = openListening({
    events: {
      settled: account.events.settled,
      subscribe: (consumer) => {
        consume = consumer;
        return account.events.subscribe(async (event) => {
          heard.push(...event.Records);
          if (isHeld) held.push(event);
          else await consumer(event);
        });
      },
    },
    services,
    run: async (request) => {
      const record = await runner.run(request);
      swept.push(record);
      return record;
    },
    failed: (error) => failed.push(error),
  });
  await runner.run(bySchedule);
  return {
    account,
    services,
    runner,
    listening,
    heard,
    swept,
    hold: () => {
      isHeld = true;
    },
    release: async (isReversed = false) => {
      await account.events.settled();
      isHeld = false;
      for (const event of isReversed ? held.splice(0).reverse() : held.splice(0)) await consume(event);
      await listening.settled();
    },
    alice: async (act) => {
      const ec2 = ec2As(account.environment, 'AKIAALICE', 'Terraform/1.9.8');
      try {
        await act(ec2);
      } finally {
        ec2.destroy();
      }
    },
    alerts: () => alertsOf({ account }),
    close: async () => {
      await listening.close();
      await runner.close();
      closeClients(clients);
      await account.close();
      expect(failed).toEqual([]);
    },
  };
};

describe('a change of the network', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const breaking = (fault: FaultName) => (ec2: ReturnType<typeof ec2As>) =>
    changeNetwork(ec2, faultNamed(fault).breaks);
  const mending = (fault: FaultName) => (ec2: ReturnType<typeof ec2As>) => changeNetwork(ec2, faultNamed(fault).mends);

  /** The event of a call, among those of the sweeps' own. */
  const eventOf = (name: string) =>
    stage.heard.map(({ body }) => JSON.parse(body)).find(({ detail }) => detail.eventName === name);

  const firstAlert = async (): Promise<void> => {
    for (let turn = 0; turn < 1_000 && stage.alerts().length === 0; turn += 1) await sleep(10);
  };

  const keptChanges = () => stage.services.changes.between('2020', '2100', 20_000);

  test.each(faultNames)('%s: the alert names who did it, from where, with what, by which event', async (fault) => {
    stage = await openStage();
    await stage.alice(breaking(fault));
    await stage.listening.settled();
    expect(stage.alerts()).toEqual([BROKE]);
    // As one line, however it is wrapped.
    const message = (stage.account.published[0]?.message ?? '').replace(/\s+/g, ' ');
    for (const part of [ALICE, ADDRESS, 'Terraform', faultNamed(fault).breaks.operation, faultNamed(fault).cause])
      expect(message).toContain(part);
    const change = (await keptChanges())[0];
    // What is for programs names the very event.
    expect(stage.account.published[0]?.messages.https).toContain(`${change?.id}`);
    expect(stage.swept.map(({ trigger, tally }) => [trigger.by, tally.alerts])).toEqual([['change', 1]]);
    const incident = (await stage.services.store.incidents({ limit: 1 })).items[0];
    expect(incident?.cause).toMatchObject({ search: { kind: 'found' }, candidates: [{ fit: 'explains' }] });
    await stage.alice(mending(fault));
    await stage.listening.settled();
    expect(stage.alerts()).toEqual([BROKE, RECOVERED]);
  });

  test('an instance that is stopped is told with who stopped it', async () => {
    stage = await openStage();
    await stage.alice((ec2) => ec2.send(new StopInstancesCommand({ InstanceIds: [ids.instanceB] })));
    await stage.listening.settled();
    expect(stage.alerts()).toEqual([BROKE]);
    expect(stage.account.published[0]?.message).toMatch(/StopInstances by arn:aws:iam::111111111111:user\/alice/);
  });

  test('that touches nothing of a path is looked at once, for nothing', async () => {
    stage = await openStage();
    const Tags = [{ Key: 'owner', Value: 'alice' }];
    await stage.alice((ec2) => ec2.send(new CreateTagsCommand({ Resources: [ids.instanceB], Tags })));
    await stage.listening.settled();
    expect(stage.swept.map(({ tally }) => [tally.carried, tally.analyses])).toEqual([[1, 0]]);
  });

  test('several, one after another, are one look', async () => {
    stage = await openStage();
    await stage.alice(async (ec2) => {
      for (const fault of faultNames) await breaking(fault)(ec2);
    });
    await stage.listening.settled();
    expect(stage.swept).toHaveLength(1);
    expect(stage.alerts()).toEqual([BROKE]);
    expect((await keptChanges()).map(({ name }) => name).toSorted()).toEqual(
      faultNames.map((fault) => faultNamed(fault).breaks.operation).toSorted(),
    );
  });

  test('whose event comes again, at once and later, is kept once and told once', async () => {
    stage = await openStage();
    await stage.alice(breaking('security-group-closed'));
    await stage.account.events.settled();
    const event = eventOf('RevokeSecurityGroupIngress');
    for (let count = 0; count < 3; count += 1) stage.account.events.put(event);
    await stage.listening.settled();
    expect(stage.swept).toHaveLength(1);
    stage.account.events.put(event);
    await stage.listening.settled();
    expect(stage.swept.map(({ tally }) => tally.analyses)).toEqual([1, 0]);
    expect(stage.alerts()).toEqual([BROKE]);
    expect(await keptChanges()).toHaveLength(1);
  });

  test('whose event is late: the schedule finds it, and the event, once it is there, names the author', async () => {
    stage = await openStage({ historyLagSeconds: 3600 });
    stage.hold();
    await stage.alice(breaking('security-group-closed'));
    const looking = stage.runner.run(bySchedule);
    // The sweep goes on looking for the author for three seconds, and the event comes within them.
    await Promise.race([firstAlert(), looking]);
    expect(stage.alerts()).toEqual([BROKE]);
    expect(stage.account.published[0]?.message).not.toContain(ALICE);
    await stage.release();
    await looking;
    // The look that it starts finds nothing new, and is free.
    expect(stage.swept.map(({ tally }) => [tally.carried, tally.analyses])).toEqual([[1, 0]]);
    expect(stage.alerts()).toEqual([BROKE, ATTRIBUTED]);
    expect(stage.account.published[1]?.message).toContain(ALICE);
  });

  test('and its repair, whose events come in the wrong order, leave the path as the network is', async () => {
    stage = await openStage();
    stage.hold();
    await stage.alice(breaking('security-group-closed'));
    await stage.account.events.settled();
    await stage.alice(mending('security-group-closed'));
    await stage.release(true);
    expect((await stage.services.store.state('hit'))?.settled).toMatchObject({ verdict: 'reachable' });
    expect(stage.alerts()).toEqual([]);
    expect((await keptChanges()).map(({ name }) => name)).toHaveLength(2);
    stage.hold();
    for (const change of [breaking, mending, breaking]) {
      await stage.alice(change('vpc-route-missing'));
      await stage.account.events.settled();
    }
    await stage.release(true);
    expect(stage.alerts()).toEqual([BROKE]);
    expect(stage.account.published[0]?.message).toContain('DeleteRoute by');
  });

  test('after a gathering that nobody has closed has one of its own', async () => {
    stage = await openStage();
    const long = new Date(Date.now() - 6 * 60 * 1000).toISOString();
    await stage.services.changes.join(1, long, { id: 'dead', staleBefore: long });
    await stage.alice(breaking('security-group-closed'));
    await stage.listening.settled();
    expect(stage.alerts()).toEqual([BROKE]);
    expect(await stage.services.changes.gathering('dead')).toBeUndefined();
  });

  test('in a gathering whose sweep was never started starts it', async () => {
    stage = await openStage();
    const lately = new Date(Date.now() - 10 * 1000).toISOString();
    await stage.services.changes.join(1, lately, { id: 'unstarted', staleBefore: lately });
    await stage.alice(breaking('security-group-closed'));
    await stage.listening.settled();
    expect(stage.swept.map(({ trigger }) => trigger)).toEqual([{ by: 'change', gathering: 'unstarted' }]);
    expect(stage.alerts()).toEqual([BROKE]);
  });

  test('in a storm of 10,000 events is told, and the storm makes a handful of sweeps', async () => {
    stage = await openStage();
    const Tags = [{ Key: 'owner', Value: 'alice' }];
    await stage.alice((ec2) => ec2.send(new CreateTagsCommand({ Resources: [ids.instanceA], Tags })));
    await stage.listening.settled();
    const event = eventOf('CreateTags');
    const before = stage.swept.length;
    for (let count = 0; count < 10_000; count += 1) {
      if (count === 5_000) await stage.alice(breaking('security-group-closed'));
      if (count % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      const detail = { ...event.detail, eventID: `storm-${count}` };
      stage.account.events.put({ ...event, id: `storm-${count}`, detail });
    }
    await stage.listening.settled();
    expect(stage.heard.length).toBeGreaterThan(10_000);
    const swept = stage.swept.slice(before);
    expect(swept.length).toBeLessThanOrEqual(5);
    expect(swept.reduce((sum, { tally }) => sum + tally.analyses, 0)).toBe(1);
    // The look may come before the last of the events are kept; then the author follows.
    expect(stage.alerts()[0]).toBe(BROKE);
    expect(new Set(stage.alerts()).size).toBe(stage.alerts().length);
    const told = stage.account.published.map(({ message }) => message.replace(/\s+/g, ' '));
    expect(told.some((message) => message.includes(`RevokeSecurityGroupIngress by ${ALICE}`))).toBe(true);
  });

  test('where no trail brings its event is found by the schedule; its author follows, from the history', async () => {
    stage = await openStage({ trail: false, historyLagSeconds: 2 });
    await stage.alice(breaking('security-group-closed'));
    await stage.listening.settled();
    expect([stage.heard, stage.swept]).toEqual([[], []]);
    await stage.runner.run(bySchedule);
    expect(stage.alerts()).toEqual([BROKE, ATTRIBUTED]);
    const [broke, update] = stage.account.published;
    expect(broke?.message.replace(/\s+/g, ' ')).toContain('an update follows');
    expect(broke?.message).not.toContain(ALICE);
    for (const part of [ALICE, ADDRESS, 'Terraform', 'RevokeSecurityGroupIngress'])
      expect(update?.message).toContain(part);
    const incident = (await stage.services.store.incidents({ limit: 1 })).items[0];
    expect(incident?.cause?.search).toEqual({ kind: 'found' });
    await stage.runner.run(bySchedule);
    const trail = stage.account.troubles.filter(({ subject }) => subject?.includes('by its schedule only'));
    expect(trail.map(({ message }) => /CloudTrail's history/.test(message))).toContain(true);
    expect(stage.alerts()).toEqual([BROKE, ATTRIBUTED]);
  });

  test('that AWS refused causes nothing', async () => {
    stage = await openStage();
    const rule = { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '192.0.2.0/24' }] };
    const refused = new RevokeSecurityGroupIngressCommand({ GroupId: ids.groupB, IpPermissions: [rule] });
    await expect(stage.alice((ec2) => ec2.send(refused))).rejects.toThrow();
    await stage.listening.settled();
    expect(stage.swept).toEqual([]);
    expect(await keptChanges()).toEqual([]);
  });
});
