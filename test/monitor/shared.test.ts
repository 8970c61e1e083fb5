import { sharedNetwork, sharedRegistrations } from '../../lambda/monitor/shared.ts';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';

/** A network whose snapshots end when the test says so. */
const opened = () => {
  let clock = 0;
  const asked: { resolve: (snapshot: Snapshot) => void; reject: (error: Error) => void }[] = [];
  const time = (second: number): string => new Date(Date.UTC(2026, 10, 22, 10, 0, second)).toISOString();
  const network = sharedNetwork(
    { snapshot: () => new Promise((resolve, reject) => asked.push({ resolve, reject })) },
    () => new Date(time(clock)),
  );
  return {
    network,
    asked,
    time,
    at: (second: number) => {
      clock = second;
    },
    end: (place: number): Snapshot => {
      const snapshot = { takenAt: time(clock), documents: {}, unreadable: {} };
      asked[place]?.resolve(snapshot);
      return snapshot;
    },
  };
};

describe('a snapshot', () => {
  test('without a time is taken anew for each', async () => {
    const { network, asked, end } = opened();
    const both = [network.snapshot(), network.snapshot()];
    expect(asked).toHaveLength(2);
    const [one, other] = [end(0), end(1)];
    expect(await Promise.all(both)).toEqual([one, other]);
  });

  test('that is under way is shared by who needs none that was begun later', async () => {
    const { network, asked, time, at, end } = opened();
    at(10);
    const first = network.snapshot();
    at(12);
    const sharing = [time(5), time(10)].map((after) => network.snapshot(after));
    const later = network.snapshot(time(11));
    expect(asked).toHaveLength(2);
    const [one, other] = [end(0), end(1)];
    expect(await Promise.all([first, ...sharing, later])).toEqual([one, one, one, other]);
  });

  test('that was taken is shared as long as somebody holds it, by who needs none that was begun later', async () => {
    const { network, asked, time, at, end } = opened();
    at(10);
    const first = network.snapshot();
    at(15);
    const held = end(0);
    await first;
    expect(await network.snapshot(time(9))).toBe(held);
    // Its end counts for nothing: what it saw first was seen at its beginning.
    void network.snapshot(time(12));
    expect(asked).toHaveLength(2);
  });

  test('that fails fails for those who share it, and the next is taken anew', async () => {
    const { network, asked, time, at, end } = opened();
    at(10);
    const both = Promise.allSettled([network.snapshot(), network.snapshot(time(10))]);
    expect(asked).toHaveLength(1);
    asked[0]?.reject(new Error('no answer'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const next = network.snapshot(time(10));
    const taken = end(1);
    expect(await next).toBe(taken);
  });

  test('that a slower one outlasts is not forgotten for it', async () => {
    const { network, asked, time, at, end } = opened();
    at(1);
    const slow = network.snapshot();
    at(2);
    const quick = network.snapshot();
    end(1);
    await quick;
    at(3);
    end(0);
    await slow;
    void network.snapshot(time(2));
    expect(asked).toHaveLength(3);
  });
});

test('registrations are shared in the same way, starts and readings never', async () => {
  const calls: string[] = [];
  const counting =
    <Value>(name: string, value: Value) =>
    async (): Promise<Value> => {
      calls.push(name);
      return value;
    };
  const now = () => new Date('2026-11-22T10:00:00.000Z');
  const routes = sharedRegistrations(
    {
      registrations: counting('registrations', []),
      start: counting('start', { routeAnalysisId: 'a' }),
      read: counting('read', { kind: 'running' as const }),
    },
    now,
  );
  const before = '2026-11-22T09:00:00.000Z';
  await Promise.all([routes.registrations(before), routes.registrations(before), routes.registrations()]);
  await Promise.all([routes.read('g', 'a'), routes.read('g', 'a')]);
  expect(calls.toSorted()).toEqual(['read', 'read', 'registrations', 'registrations']);
});
