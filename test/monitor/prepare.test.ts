import { Fault } from '../../lambda/domain/fault.ts';
import { digestOf } from '../../lambda/monitor/footprint.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { prepare } from '../../lambda/monitor/prepare.ts';
import { disturbances } from '../support/faults.ts';
import { byHand, bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { twoPaths } from '../support/two-paths.ts';

describe('preparing a sweep', () => {
  let monitor: Monitor;

  beforeEach(async () => {
    monitor = await openMonitor(twoPaths);
  });

  afterEach(() => monitor.close());

  const prepared = (request = byHand, isLast = true, services: Services = monitor.services) =>
    prepare(services, monitor.configuration, request, monitor.now().toISOString(), isLast);

  const operationsOf = () => {
    const { ec2, networkManager } = monitor.account.endpoints;
    return [...ec2.calls, ...networkManager.calls].map(({ operation }) => operation);
  };

  test('reads the network once for all paths, with free calls alone', async () => {
    const { paths } = await prepared();
    expect(paths.map(({ pathId, questions, routes }) => [pathId, questions.length, routes.length])).toEqual([
      ['hit', 1, 1],
      ['spared', 1, 1],
    ]);
    const operations = operationsOf();
    expect(operations.filter((operation) => !/^(Describe|Get|Search)/.test(operation))).toEqual([]);
    const pathwise = [
      'DescribeInstances',
      'DescribeRouteTables',
      'DescribeNetworkInsightsPaths',
      'DescribeGlobalNetworks',
    ];
    for (const operation of pathwise) expect(operations.filter((other) => other === operation)).toHaveLength(1);
  });

  test('does not ask Network Manager where no path crosses a transit gateway', async () => {
    monitor.declare([{ ...twoPaths[0], to: twoPaths[0].from }]);
    await prepared();
    expect(operationsOf()).not.toContain('DescribeGlobalNetworks');
  });

  test('says what is asked for and not declared', async () => {
    const { notes, due } = await prepared({ trigger: { by: 'hand', paths: ['hit', 'typo'] } });
    expect({ notes, due }).toEqual({ notes: ['no path typo is declared'], due: 1 });
  });

  test.each(['DescribeInstances', 'DescribeNetworkInsightsPaths', 'DescribeGlobalNetworks'])(
    '%s throttled is thrown, for the step to be tried again, until the last attempt',
    async (operation) => {
      for (const endpoint of Object.values(monitor.account.endpoints))
        endpoint.disturb((call) => (call.operation === operation ? disturbances.throttled : undefined));
      await expect(prepared(byHand, false)).rejects.toThrow(Fault);
      expect((await prepared()).notes).toEqual([expect.stringContaining(`${operation} answered RequestLimitExceeded`)]);
    },
  );

  test('asks the network model every question', async () => {
    const { paths } = await prepared();
    const verdicts = paths.flatMap(({ questions }) =>
      questions.map(({ model }) => (model?.kind === 'succeeded' ? model.report.verdict : undefined)),
    );
    expect(verdicts).toEqual(['reachable', 'unreachable']);
  });

  test('a refusal that leaves several parts unread is told once', async () => {
    const fault = { kind: 'denied', operation: 'SearchTransitGatewayRoutes', code: 'Denied', message: 'no' } as const;
    const snapshot = async () => ({
      ...(await monitor.services.network.snapshot()),
      unreadable: { TransitGatewayRoutes: fault, TransitGatewayStaticRoutes: { ...fault } },
    });
    const services = { ...monitor.services, network: { snapshot } };
    const { notes } = await prepared(byHand, true, services);
    expect(notes).toEqual(['SearchTransitGatewayRoutes answered Denied: no']);
  });

  test.each([
    ['is to be bought, before it is known whether its start is refused', 1_000],
    ['is answered by the model alone', 0],
  ])('keeps the facts of every path that %s', async (_, monthly) => {
    monitor.allow({ monthly });
    const { paths } = await prepared();
    expect(paths.map(({ pathId, alone }) => [pathId, alone])).toEqual([
      ['hit', monthly === 0 ? { bound: 'budget of the month' } : undefined],
      ['spared', monthly === 0 ? { bound: 'budget of the month' } : undefined],
    ]);
    for (const { pathId, footprint } of paths) {
      const facts = await monitor.services.store.footprint(pathId, footprint);
      expect(facts).toBeDefined();
      expect(digestOf(facts ?? {})).toBe(footprint);
    }
  });

  test('loses nothing else by facts that cannot be kept: that is logged', async () => {
    const { services } = monitor;
    const errors: unknown[] = [];
    const log = { ...services.log, error: (...said: readonly unknown[]) => void errors.push(said) };
    const refusing = (kind: 'denied' | 'throttled') => ({
      ...services,
      log,
      store: {
        ...services.store,
        putFootprint: async (...given: Parameters<typeof services.store.putFootprint>) => {
          if (given[0] === 'hit') throw new Fault({ kind, operation: 'PutItem', code: 'Refused', message: 'no' });
          await services.store.putFootprint(...given);
        },
      },
    });
    await expect(prepared(byHand, false, refusing('throttled'))).rejects.toThrow(Fault);
    expect(errors).toEqual([]);
    for (const services of [refusing('throttled'), refusing('denied')]) {
      errors.length = 0;
      const { paths } = await prepared(byHand, true, services);
      expect(paths.map(({ pathId, questions }) => [pathId, questions.length])).toEqual([
        ['hit', 1],
        ['spared', 1],
      ]);
      const kept = paths.map(({ pathId, footprint }) => monitor.services.store.footprint(pathId, footprint));
      expect((await Promise.all(kept)).map((facts) => facts !== undefined)).toEqual([false, true]);
      expect(errors).toEqual([
        [expect.stringContaining('could not be kept'), expect.objectContaining({ path: 'hit' })],
      ]);
    }
    expect((await prepared(byHand, false, refusing('denied'))).paths).toHaveLength(2);
  });

  test('keeps no facts of a network that could not be described, nor of one that is carried', async () => {
    const kept: string[] = [];
    const { services } = monitor;
    const store = {
      ...services.store,
      putFootprint: async (pathId: string, footprint: string, facts: Readonly<Record<string, string>>) => {
        kept.push(pathId);
        await services.store.putFootprint(pathId, footprint, facts);
      },
    };
    monitor.account.endpoints.ec2.disturb((call) =>
      call.operation === 'DescribeRouteTables' ? disturbances.throttled : undefined,
    );
    const { paths } = await prepared(bySchedule, true, { ...services, store });
    expect([paths.map(({ isBlind }) => isBlind), kept]).toEqual([[true, true], []]);
    monitor.account.endpoints.ec2.disturb(() => undefined);
    await monitor.run();
    expect((await prepared(bySchedule, true, { ...services, store })).paths).toEqual([]);
    expect(kept).toEqual([]);
  });

  test('asks for no insights paths where nothing is to be bought', async () => {
    await monitor.run();
    const { calls } = monitor.account.endpoints.ec2;
    const before = calls.length;
    const { paths, left } = await prepared(bySchedule);
    expect(paths.map(({ pathId }) => pathId)).toEqual([]);
    expect(left).toMatchObject({ carried: { expected: 1, unexpected: 1 }, resting: [], busy: [] });
    expect(calls.slice(before).map(({ operation }) => operation)).not.toContain('DescribeNetworkInsightsPaths');
  });

  test('what is denied is not tried again', async () => {
    monitor.account.endpoints.ec2.disturb((call) =>
      call.operation === 'DescribeInstances' ? disturbances.denied : undefined,
    );
    expect((await prepared(byHand, false)).paths[0]?.unresolved).toHaveLength(2);
  });

  test('a portion removes no insights paths, which the whole sweep does', async () => {
    await monitor.run();
    monitor.declare([twoPaths[0]]);
    expect((await prepared()).obsolete).toHaveLength(1);
    expect((await prepared({ ...byHand, part: { of: 'sweep', index: 0, count: 1, rank: 9 } })).obsolete).toEqual([]);
  });
});
