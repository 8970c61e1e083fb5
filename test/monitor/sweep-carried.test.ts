import { AuthorizeSecurityGroupIngressCommand, CreateRouteCommand, CreateTagsCommand } from '@aws-sdk/client-ec2';
import type { Path } from '../../lambda/domain/path.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { list, type Raw } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { AccountOptions } from '../../local/account.ts';
import type { Outcome } from '../../local/ec2/insights.ts';
import { type FaultName, faultNames } from '../../local/faults.ts';
import { cidrB, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { isEach } from '../faults/each.ts';
import { bySchedule, type Monitor, openMonitor, tableOf } from '../support/monitor.ts';
import { alertsOf, newestCheck, twoPaths } from '../support/two-paths.ts';

/*
 * A verdict whose facts are the same is carried at no cost; whatever else there may be, none is carried that a fresh look
 * would contradict.
 */

const [hit, spared] = twoPaths;
const MINUTE = 60;
const HOUR = 3600;

describe('a look by schedule', () => {
  const opened: Monitor[] = [];

  const open = async (paths: readonly Path[] = twoPaths, options: AccountOptions = {}): Promise<Monitor> => {
    const monitor = await openMonitor(paths, options);
    opened.push(monitor);
    await look(monitor);
    return monitor;
  };

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((monitor) => monitor.close()));
  });

  /** A sweep by schedule, `seconds` after the one before. */
  const look = async (monitor: Monitor, seconds = 0, compose?: () => Services): Promise<SweepRecord> => {
    monitor.pass(seconds);
    const { status, result } = await monitor.run(bySchedule, {}, compose);
    expect(status).toBe('SUCCEEDED');
    if (result === undefined) throw new Error('the sweep left no record');
    return result;
  };

  const lastOf = async ({ services }: Monitor, pathId = 'hit') => (await services.store.state(pathId))?.last;

  const reasonsOf = async ({ services }: Monitor, pathId = 'hit') =>
    (await services.store.checks(pathId, { limit: 100 })).items.map(({ reason }) => reason);

  /** A sweep by schedule, so many seconds after the newest analyses of `hit` began. */
  const lookAfterLast = async (monitor: Monitor, seconds: number): Promise<SweepRecord> => {
    const last = await lastOf(monitor);
    const due = Date.parse(last?.at ?? '') + seconds * 1000;
    return look(monitor, Math.max(0, (due - monitor.now().getTime()) / 1000));
  };

  const boughtIn = ({ outcomes }: SweepRecord): readonly (readonly [string, number])[] =>
    outcomes.map(({ pathId, analyses }) => [pathId, analyses] as const);

  describe('on a network that is the same', () => {
    test('carries every verdict, buys nothing, and tells nothing', async () => {
      const monitor = await open();
      const paid = monitor.account.insights.started();
      const told = alertsOf(monitor).length;
      const record = await look(monitor, 5 * MINUTE);
      expect(record).toMatchObject({
        due: 2,
        outcomes: [],
        left: { resting: [], busy: [] },
        tally: { expected: 1, unexpected: 1, undetermined: 0, carried: 2, analyses: 0, alerts: 0, troubled: 0 },
        cost: 0,
      });
      expect(monitor.account.insights.started()).toBe(paid);
      expect(alertsOf(monitor)).toHaveLength(told);
      const looks = await monitor.services.store.looks();
      expect(looks).toEqual([{ kind: hit.every, at: record.lookedAt, sweepId: record.id, except: [] }]);
    });

    /** What an unchanged look asks of AWS and of the table, and what it leaves there. */
    const workOf = async (count: number) => {
      const monitor = await open(Array.from({ length: count }, (_, index) => ({ ...hit, id: `path-${index}` })));
      // The first look of a day asks whether changes are heard of at all.
      await look(monitor, 5 * MINUTE);
      const callsOf = () =>
        Object.values(monitor.account.endpoints).map(({ calls }) => calls.map(({ operation }) => operation));
      const before = { calls: callsOf(), table: monitor.table.calls.length, items: await tableOf(monitor) };
      const { tally } = await look(monitor, 5 * MINUTE);
      expect(tally).toMatchObject({ carried: count, expected: count, analyses: 0 });
      const keys = new Set(before.items.map(({ pk, sk }) => `${pk} ${sk}`));
      const after = await tableOf(monitor);
      return {
        calls: callsOf().map((calls, service) => calls.slice(before.calls[service]?.length).sort()),
        table: monitor.table.calls.slice(before.table),
        items: after.filter(({ pk, sk }) => !keys.has(`${pk} ${sk}`)).map(({ pk }) => pk),
      };
    };

    test('asks and writes as much for many paths as for 2', async () => {
      const few = await workOf(2);
      expect(few.items).toEqual(['SWEEP']);
      expect(few.table).toEqual(['Query', 'Query', 'Query', 'GetItem', 'PutItem', 'Query', 'PutItem', 'UpdateItem']);
      for (const count of [20, isEach ? 200 : 80]) {
        expect({ count, ...(await workOf(count)) }).toEqual({ count, ...few });
      }
    }, 240_000);
  });

  test('looks for no author any more where the path is no longer declared', async () => {
    const monitor = await open(twoPaths, { historyLagSeconds: 90 * 24 * HOUR });
    await monitor.account.breakNetwork('security-group-closed');
    await look(monitor, 5 * MINUTE);
    const { store } = monitor.services;
    const state = await store.state('hit');
    const { broken } = state ?? {};
    const { cause } = broken ?? {};
    if (state === undefined || broken === undefined || cause === undefined) throw new Error('nothing broke');
    // As a sweep leaves it that dies while it looks for the author.
    const search = { kind: 'pending', tries: 0, next: monitor.now().toISOString() } as const;
    const left = { ...state, version: state.version + 1, broken: { ...broken, cause: { ...cause, search } } };
    expect(await store.putState(left, state.version)).toBe(true);
    monitor.declare([spared]);
    monitor.pass(5 * MINUTE);
    const { operations } = await monitor.run(bySchedule);
    expect(operations.map(({ Name }) => Name)).not.toContain('explain');
  });

  describe('when an audit is due', () => {
    test('buys anyway, notes that AWS agrees, and counts anew from there', async () => {
      const monitor = await open([{ ...hit, audit: HOUR }]);
      expect((await lookAfterLast(monitor, HOUR - MINUTE)).tally).toMatchObject({ carried: 1, analyses: 0 });
      const audit = await lookAfterLast(monitor, HOUR);
      expect(audit.tally).toMatchObject({ carried: 0, expected: 1, analyses: 1, alerts: 0 });
      const newest = (await monitor.services.store.checks('hit', { limit: 1 })).items[0];
      expect(newest).toMatchObject({ reason: 'audit', model: 'agrees', verdict: 'reachable' });
      expect((await lookAfterLast(monitor, HOUR - MINUTE)).tally).toMatchObject({ carried: 1, analyses: 0 });
      expect((await lookAfterLast(monitor, HOUR)).tally).toMatchObject({ carried: 0, analyses: 1 });
      expect(await reasonsOf(monitor)).toEqual(['audit', 'audit', 'baseline']);
    });

    test('a purchase for a change restarts its clock too', async () => {
      const monitor = await open([{ ...hit, audit: HOUR }]);
      await monitor.account.breakNetwork('security-group-closed');
      await lookAfterLast(monitor, HOUR / 2);
      expect((await lookAfterLast(monitor, HOUR - MINUTE)).tally).toMatchObject({ carried: 1, unexpected: 1 });
      expect((await lookAfterLast(monitor, HOUR)).tally).toMatchObject({ carried: 0, analyses: 1 });
      expect(await reasonsOf(monitor)).toEqual(['audit', 'transition', 'baseline']);
    });
  });

  describe('after a change', () => {
    test('that touches no path buys nothing', async () => {
      const monitor = await open();
      const { ec2 } = monitor.clients;
      const rule = { IpProtocol: 'tcp', FromPort: 9999, ToPort: 9999, IpRanges: [{ CidrIp: '192.0.2.0/24' }] };
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: ids.groupA, IpPermissions: [rule] }));
      await ec2.send(new CreateTagsCommand({ Resources: [ids.instanceA], Tags: [{ Key: 'owner', Value: 'alice' }] }));
      await ec2.send(
        new CreateRouteCommand({
          RouteTableId: ids.routesA,
          DestinationCidrBlock: '198.51.100.0/24',
          TransitGatewayId: ids.transitGateway,
        }),
      );
      expect((await look(monitor, 5 * MINUTE)).tally).toMatchObject({ carried: 2, analyses: 0 });
    });

    test('that touches one path buys for that one alone', async () => {
      const monitor = await open();
      await monitor.account.breakNetwork('security-group-closed');
      const record = await look(monitor, 5 * MINUTE);
      expect(boughtIn(record)).toEqual([['hit', 1]]);
      expect(record.tally).toMatchObject({ carried: 1, unexpected: 2, analyses: 1, alerts: 1 });
      expect(await reasonsOf(monitor)).toEqual(['transition', 'baseline']);
      expect(await reasonsOf(monitor, 'spared')).toEqual(['baseline']);
      // What is broken is carried too, and told once.
      expect((await look(monitor, 5 * MINUTE)).tally).toMatchObject({ carried: 2, unexpected: 2, alerts: 0 });
    });

    test('to another declaration sets a new baseline', async () => {
      const monitor = await open();
      monitor.declare([{ ...hit, ports: [{ from: 443, to: 443 }] }, spared]);
      expect(boughtIn(await look(monitor, 5 * MINUTE))).toEqual([['hit', 1]]);
      expect(await reasonsOf(monitor)).toEqual(['baseline', 'baseline']);
    });
  });

  describe('of a path that is not known for sure', () => {
    const unsupported: AccountOptions = {
      answer: (): Outcome => ({ status: 'failed', StatusMessage: 'The network configuration is not supported' }),
    };

    test('tries again at growing gaps, and no more than once a day in the end', async () => {
      const monitor = await open([hit], unsupported);
      for (const minutes of [5, 5, 15, 60, 240, 720, 1440, 1440]) {
        const early = await lookAfterLast(monitor, (minutes - 1) * MINUTE);
        expect({ minutes, ...early.left }).toEqual({ minutes, resting: ['hit'], busy: [] });
        expect(early.tally).toMatchObject({ carried: 0, undetermined: 1, analyses: 0 });
        const due = await lookAfterLast(monitor, minutes * MINUTE);
        expect({ minutes, bought: boughtIn(due) }).toEqual({ minutes, bought: [['hit', 1]] });
      }
      expect(new Set(await reasonsOf(monitor))).toEqual(new Set(['retry', 'baseline']));
    });

    test('a change is looked at without waiting for the gap, and begins with the shortest again', async () => {
      const monitor = await open([hit], unsupported);
      await lookAfterLast(monitor, 5 * MINUTE);
      await lookAfterLast(monitor, 5 * MINUTE);
      expect(await lastOf(monitor)).toMatchObject({ tries: 3 });
      await monitor.account.breakNetwork('security-group-closed');
      expect(boughtIn(await lookAfterLast(monitor, 2 * MINUTE))).toEqual([['hit', 1]]);
      expect(await lastOf(monitor)).toMatchObject({ tries: 1 });
    });

    test('an end that does not exist is looked for at the same gaps, for nothing, and is bought once it is there', async () => {
      const monitor = await open([
        { ...hit, to: { kind: 'selector', type: 'instance', tags: { Name: 'db' }, match: 'any' } },
      ]);
      const bought: number[] = [];
      for (let count = 0; count < 6; count += 1) bought.push((await look(monitor, 5 * MINUTE)).outcomes.length);
      expect(bought.reduce((sum, one) => sum + one, 0)).toBeLessThan(6);
      expect(monitor.account.insights.started()).toBe(0);
      const Tags = [{ Key: 'Name', Value: 'db' }];
      await monitor.clients.ec2.send(new CreateTagsCommand({ Resources: [ids.instanceB], Tags }));
      expect(boughtIn(await look(monitor, MINUTE))).toEqual([['hit', 1]]);
      expect((await newestCheck(monitor, 'hit')).verdict).toBe('reachable');
    });
  });

  /** A's way to B goes by a local gateway, which the model does not follow; AWS finds it. */
  const unmodelled = (): Documents => ({
    ...scenario,
    RouteTables: (scenario.RouteTables ?? []).map((table: Raw) =>
      table.RouteTableId === ids.routesA
        ? {
            ...table,
            Routes: list(table, 'Routes').map((route) =>
              route.DestinationCidrBlock === cidrB
                ? {
                    DestinationCidrBlock: cidrB,
                    LocalGatewayId: 'lgw-0aaaaaaaaaaaaaaaa',
                    Origin: 'CreateRoute',
                    State: 'active',
                  }
                : route,
            ),
          }
        : table,
    ),
  });

  test('what meets something that the model does not follow is not carried, but bought again at the gaps', async () => {
    const answer = (): Outcome => ({ status: 'succeeded', NetworkPathFound: true, ForwardPathComponents: [] });
    const monitor = await open([hit], { network: unmodelled(), answer });
    expect(await lastOf(monitor)).toMatchObject({ tries: 1, uncarried: expect.stringContaining('does not follow') });
    expect((await lookAfterLast(monitor, 4 * MINUTE)).left.resting).toEqual(['hit']);
    expect(boughtIn(await lookAfterLast(monitor, 5 * MINUTE))).toEqual([['hit', 1]]);
    expect(await lastOf(monitor)).toMatchObject({ tries: 2 });
  });

  /** The sweep's services, with something done before and after each start of a paid analysis, by its number from 1. */
  const meddling = (
    monitor: Monitor,
    before: (number: number) => Promise<void>,
    after: (number: number) => Promise<void>,
  ): (() => Services) => {
    const { services } = monitor;
    let number = 0;
    const start: Services['reachability']['start'] = async (...given) => {
      number += 1;
      const mine = number;
      await before(mine);
      const started = await services.reachability.start(...given);
      await after(mine);
      return started;
    };
    return () => ({ ...services, reachability: { ...services.reachability, start } });
  };

  const nothing = async (): Promise<void> => undefined;

  describe('under whose analyses the network changes', () => {
    test('buys again, and the verdict is of the network as it is now', async () => {
      const monitor = await open([hit]);
      await monitor.account.breakNetwork('security-group-closed');
      await look(monitor, 5 * MINUTE);
      await monitor.account.repair('security-group-closed');
      await monitor.account.breakNetwork('transit-route-missing');
      const breaking = meddling(monitor, nothing, async (number) => {
        if (number === 1) await monitor.account.breakNetwork('security-group-closed');
      });
      const record = await look(monitor, 5 * MINUTE, breaking);
      // The way there and its reply, both in vain; then the way there, which is closed.
      expect(record).toMatchObject({ outcomes: [{ verdict: 'unreachable', analyses: 3 }], cost: 0.3 });
      const { findings } = await newestCheck(monitor, 'hit');
      expect(findings.filter((finding) => finding.includes(ids.groupB))).not.toEqual([]);
      expect(await lastOf(monitor)).not.toHaveProperty('uncarried');
      expect((await look(monitor, 5 * MINUTE)).tally).toMatchObject({ carried: 1, unexpected: 1, analyses: 0 });
      expect((await monitor.services.store.spent('2026-11')).analyses).toBe(monitor.account.insights.started());
    });

    test('back to what is known already: it stands as it stood, and nobody is left to be waited for', async () => {
      const monitor = await open([hit]);
      await monitor.account.breakNetwork('vpc-route-missing');
      const repairing = meddling(monitor, nothing, async (number) => {
        if (number === 1) await monitor.account.repair('vpc-route-missing');
      });
      const record = await look(monitor, 5 * MINUTE, repairing);
      expect(record.tally).toMatchObject({ expected: 1, unexpected: 0, undetermined: 0, alerts: 0 });
      expect(alertsOf(monitor)).toEqual([]);
      expect(await monitor.services.store.state('hit')).not.toHaveProperty('pending');
      // The same break a minute later is no longer anybody's.
      await monitor.account.breakNetwork('vpc-route-missing');
      expect((await look(monitor, MINUTE)).outcomes).toMatchObject([{ verdict: 'unreachable', how: 'analysed' }]);
      expect(alertsOf(monitor)[0]).toBe('hit broke');
      expect((await monitor.services.store.spent('2026-11')).analyses).toBe(monitor.account.insights.started());
    });

    test('a second time: unknown, bound to nothing, and bought at the next look', async () => {
      const monitor = await open([hit]);
      await monitor.account.breakNetwork('security-group-closed');
      const restless = meddling(monitor, nothing, async (number) => {
        if (number === 1) await monitor.account.breakNetwork('vpc-route-missing');
        if (number === 2) await monitor.account.repair('vpc-route-missing');
      });
      const record = await look(monitor, 5 * MINUTE, restless);
      expect(record.outcomes).toMatchObject([{ verdict: 'unknown', analyses: 2 }]);
      expect((await newestCheck(monitor, 'hit')).findings[0]).toMatch(/^NETWORK_CHANGED: /);
      expect(await lastOf(monitor)).toMatchObject({ tries: 1, uncarried: expect.any(String) });
      expect(await lastOf(monitor)).not.toHaveProperty('footprint');
      expect(alertsOf(monitor)).toEqual([]);
      expect(boughtIn(await look(monitor, MINUTE))).toEqual([['hit', 1]]);
      expect(alertsOf(monitor)[0]).toBe('hit broke');
    });

    test('again and again: each further try waits longer', async () => {
      const monitor = await open([hit]);
      await monitor.account.breakNetwork('security-group-closed');
      let isWorse = false;
      const restless = meddling(monitor, nothing, async () => {
        isWorse = !isWorse;
        await (isWorse ? monitor.account.breakNetwork : monitor.account.repair)('vpc-route-missing');
      });
      const found: string[] = [];
      for (let count = 0; count < 8; count += 1) {
        const { outcomes, left } = await look(monitor, MINUTE, restless);
        found.push(left.resting[0] === undefined ? `${outcomes[0]?.analyses}` : 'rests');
      }
      expect(found.slice(0, 3)).toEqual(['2', '2', 'rests']);
      expect(found.filter((one) => one !== 'rests').length).toBeLessThanOrEqual(3);
      // Once the network keeps still, its verdict is bought and carried.
      expect((await look(monitor, HOUR)).outcomes).toMatchObject([{ verdict: 'unreachable', analyses: 1 }]);
      expect((await look(monitor, 5 * MINUTE)).tally).toMatchObject({ carried: 1, unexpected: 1 });
    });
  });

  describe('under whose analyses the network changes and is as before', () => {
    type Case = readonly [fault: FaultName, first: 'healthy' | 'broken'];
    const cases: readonly Case[] = faultNames.flatMap((fault): readonly Case[] => [
      [fault, 'healthy'],
      [fault, 'broken'],
    ]);

    test.each(cases)(
      '%s, %s at first: no verdict is carried that a fresh look would contradict',
      async (fault, first) => {
        const monitor = await open([hit]);
        const { breakNetwork, repair } = monitor.account;
        if (first === 'broken') await breakNetwork(fault);
        const [there, back] = first === 'healthy' ? [breakNetwork, repair] : [repair, breakNetwork];
        const reverting = meddling(
          monitor,
          () => there(fault),
          () => back(fault),
        );
        monitor.pass(8 * 24 * HOUR);
        const bought = await look(monitor, 0, reverting);
        expect(bought.tally.analyses).toBeGreaterThan(0);
        for (let count = 0; count < 4; count += 1) {
          const { store } = monitor.services;
          const { tally } = await look(monitor, 5 * MINUTE);
          const verdict = (await store.state('hit'))?.settled?.verdict;
          if (tally.carried > 0) expect(verdict).toBe(first === 'healthy' ? 'reachable' : 'unreachable');
        }
        // After the first retry it is known for sure.
        expect((await look(monitor, 5 * MINUTE)).tally).toMatchObject({ carried: 1, analyses: 0 });
      },
    );
  });

  describe('when the analyzer does not say what the model says', () => {
    const blocked: Outcome = {
      status: 'succeeded',
      NetworkPathFound: false,
      Explanations: [{ ExplanationCode: 'ENI_SG_RULES_MISMATCH', SecurityGroups: [{ Id: ids.groupB }] }],
    };

    test('the audit finds it; it is kept, counted, and reported once', async () => {
      let isWrong = false;
      const monitor = await open([{ ...hit, audit: HOUR }], { answer: () => (isWrong ? blocked : undefined) });
      isWrong = true;
      expect((await lookAfterLast(monitor, HOUR - MINUTE)).tally).toMatchObject({ carried: 1, expected: 1 });
      const audit = await lookAfterLast(monitor, HOUR);
      expect(boughtIn(audit)).toEqual([['hit', 1]]);
      const { store } = monitor.services;
      const check = (await store.checks('hit', { limit: 1 })).items[0];
      expect(check).toMatchObject({ verdict: 'unreachable', reason: 'audit', model: 'disagrees' });
      expect((await store.state('hit'))?.disagreements).toMatchObject({ count: 1, latest: { checkId: check?.id } });
      const reported = () => monitor.account.troubles.filter(({ attributes }) => attributes.kind === 'disagreement');
      expect(reported()).toHaveLength(1);
      // It is not carried, so that it is asked again; the same is counted, and not reported again.
      await lookAfterLast(monitor, 5 * MINUTE);
      await lookAfterLast(monitor, 5 * MINUTE);
      expect((await store.state('hit'))?.disagreements).toMatchObject({ count: 3 });
      expect(reported()).toHaveLength(1);
      isWrong = false;
      await lookAfterLast(monitor, 15 * MINUTE);
      expect((await lookAfterLast(monitor, 30 * MINUTE)).tally).toMatchObject({ carried: 1, expected: 1 });
      expect((await store.state('hit'))?.disagreements).toMatchObject({ count: 3 });
    });
  });
});
