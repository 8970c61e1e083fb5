import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { OutboxEntry } from '../../lambda/domain/state.ts';
import { announce, drain } from '../../lambda/monitor/announce.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aCheck, anAlert, aPublish, aState } from '../support/records.ts';
import { someServices } from '../support/services.ts';

type Owed = Extract<OutboxEntry, { kind: 'publish' }>;

const NOW = '2026-11-22T10:30:00.000Z';
const at = (minutesAgo: number): string => new Date(Date.parse(NOW) - minutesAgo * 60_000).toISOString();

const owed = (id: string): Owed => ({ kind: 'publish', alert: anAlert({ id }), attempts: 0 });
const claimed = (id: string, by: string, minutesAgo: number): OutboxEntry => ({
  ...owed(id),
  claim: { by, at: at(minutesAgo) },
});

const refusal = (kind: FaultKind): Fault =>
  new Fault({ kind, operation: 'Publish', code: 'Refused', message: `for it is ${kind}` });

/** A topic that refuses the alerts named, and what it took. */
const aTopic = (refused: Readonly<Record<string, FaultKind>> = {}) => {
  const taken: string[] = [];
  return {
    taken,
    publish: async ({ id }: { readonly id: string }) => {
      const kind = refused[id];
      if (kind !== undefined) throw refusal(kind);
      taken.push(id);
    },
    notify: () => Promise.reject(new Error('no notice is a part of announcing')),
  };
};

const servicesWith = (announcer: Services['announcer'], store = memoryStore()) =>
  someServices({ announcer, store, now: () => new Date(NOW) });

/** A store that owes these, and what one announcement makes of it. */
const announced = async (outbox: readonly OutboxEntry[], topic = aTopic()) => {
  const services = servicesWith(topic);
  await services.store.putState(aState({ outbox }), 0);
  const result = await announce(services, 'web-db', 'sweep-2');
  const left = (await services.store.state('web-db'))?.outbox ?? [];
  return {
    ...result,
    taken: topic.taken,
    left: left.map((entry) =>
      entry.kind === 'publish'
        ? [entry.alert.id, entry.attempts, entry.lastFault ?? '', entry.claim?.by ?? '']
        : [entry.kind],
    ),
  };
};

describe('announcing what a path owes', () => {
  test('publishes oldest first, and strikes what the topic has taken', async () => {
    expect(await announced([owed('1'), owed('2')])).toEqual({
      published: 2,
      failed: 0,
      isTopicDown: false,
      taken: ['1', '2'],
      left: [],
    });
  });

  test('leaves records in the outbox, which are not for telling', async () => {
    const { left } = await announced([{ kind: 'check', check: aCheck() }, owed('1')]);
    expect(left).toEqual([['check']]);
  });

  test.each(['throttled', 'denied', 'not-found', 'unavailable', 'no-answer', 'malformed', 'quota'] as const)(
    'a topic that is %s leaves that alert and what follows it, free for the next sweep',
    async (kind) => {
      expect(await announced([owed('1'), owed('2'), owed('3')], aTopic({ '2': kind }))).toEqual({
        published: 1,
        failed: 2,
        isTopicDown: true,
        taken: ['1'],
        left: [
          ['2', 1, `Refused: for it is ${kind}`, ''],
          ['3', 0, '', ''],
        ],
      });
    },
  );

  test('a message that the topic finds invalid is left, and what follows it is told', async () => {
    expect(await announced([owed('1'), owed('2')], aTopic({ '1': 'invalid' }))).toEqual({
      published: 1,
      failed: 1,
      isTopicDown: false,
      taken: ['2'],
      left: [['1', 1, 'Refused: for it is invalid', '']],
    });
  });

  test('takes its own alerts and those of the dead, none that another sweep has just claimed, and none behind it', async () => {
    const outbox = [
      claimed('mine', 'sweep-2', 1),
      claimed('of the dead', 'sweep-0', 6),
      claimed('theirs', 'sweep-1', 4),
      claimed('of the dead, but later', 'sweep-0', 6),
    ];
    const { taken, left } = await announced(outbox);
    expect(taken).toEqual(['mine', 'of the dead']);
    expect(left).toEqual([
      ['theirs', 0, '', 'sweep-1'],
      ['of the dead, but later', 0, '', 'sweep-0'],
    ]);
  });

  test('of a path without a state is nothing', async () => {
    expect(await announce(servicesWith(aTopic()), 'nobody', 'sweep-2')).toEqual({
      published: 0,
      failed: 0,
      isTopicDown: false,
    });
  });
});

describe('draining what earlier sweeps owe', () => {
  test('completes records, then tells; one path that fails leaves the others theirs', async () => {
    const store = memoryStore();
    for (const pathId of ['a', 'b', 'c'])
      await store.putState(
        aState({ pathId, outbox: [{ kind: 'check', check: aCheck({ pathId }) }, aPublish({ id: pathId, pathId })] }),
        0,
      );
    const topic = aTopic();
    const services = servicesWith(topic, {
      ...store,
      putCheck: async (check) => {
        if (check.pathId === 'b') throw refusal('unavailable');
        await store.putCheck(check);
      },
    });
    expect(await drain(services, 'sweep-2')).toEqual({ published: 2, failed: 1, isTopicDown: false });
    expect(topic.taken.toSorted()).toEqual(['a', 'c']);
    expect(await store.pending()).toEqual(['b']);
    expect((await store.checks('a', { limit: 5 })).items).toHaveLength(1);
  });

  /** A store in which each of these paths owes the alert of its name. */
  const owing = async (pathIds: readonly string[]) => {
    const store = memoryStore();
    for (const pathId of pathIds)
      await store.putState(aState({ pathId, outbox: [aPublish({ id: pathId, pathId })] }), 0);
    return store;
  };

  test('a topic that takes nothing is not asked once for each path', async () => {
    const store = await owing(['a', 'b', 'c']);
    const topic = aTopic({ a: 'unavailable', b: 'unavailable', c: 'unavailable' });
    expect(await drain(servicesWith(topic, store), 'sweep-2')).toEqual({ published: 0, failed: 1, isTopicDown: true });
    expect(await store.pending()).toEqual(['a', 'b', 'c']);
  });

  test('an alert that is never taken does not keep those of other paths waiting for good', async () => {
    const store = await owing(['a', 'b', 'c']);
    const topic = aTopic({ a: 'denied' });
    for (const sweep of ['sweep-1', 'sweep-2', 'sweep-3']) await drain(servicesWith(topic, store), sweep);
    expect(topic.taken.toSorted()).toEqual(['b', 'c']);
  });

  test('a table that lists no outboxes is no reason to end the sweep', async () => {
    const store = { ...memoryStore(), pending: () => Promise.reject(refusal('denied')) };
    expect(await drain(servicesWith(aTopic(), store), 'sweep-2')).toEqual({
      published: 0,
      failed: 0,
      isTopicDown: false,
    });
  });
});
