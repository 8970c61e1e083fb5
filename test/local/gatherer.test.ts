import { type EmbeddedAccount, openAccount } from '../../local/account.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import type { QueueEvent } from '../../local/events/queue.ts';
import { openGatherer } from '../../local/gatherer.ts';

let account: EmbeddedAccount;

beforeEach(async () => {
  useEmbeddedCredentials();
  account = await openAccount({ windowSeconds: 0.01 });
});

afterEach(() => account.close());

test('batches go to the function given until it is closed', async () => {
  const batches: QueueEvent[] = [];
  const gatherer = openGatherer({
    events: account.events,
    gather: async (event) => batches.push(event),
    failed: (error) => {
      throw error;
    },
  });
  await account.breakNetwork('vpc-route-missing');
  await account.events.settled();
  await gatherer.close();
  await account.repair('vpc-route-missing');
  await account.events.settled();
  expect(batches.flatMap(({ Records }) => Records.map(({ body }) => JSON.parse(body).detail.eventName))).toEqual([
    'DeleteRoute',
  ]);
});

test('a batch that fails is told of, and comes again', async () => {
  const failures: unknown[] = [];
  const ids: (string | undefined)[] = [];
  const gatherer = openGatherer({
    events: account.events,
    gather: async ({ Records: [record] }) => {
      ids.push(record?.messageId);
      if (ids.length === 1) throw new Error('the table is down');
    },
    failed: (error) => failures.push(error),
  });
  await account.breakNetwork('vpc-route-missing');
  await account.events.settled();
  await gatherer.close();
  expect(failures).toEqual([new Error('the table is down')]);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
  expect(account.events.dead).toEqual([]);
});
