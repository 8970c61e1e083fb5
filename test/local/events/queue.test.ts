import { openQueue, type Queue, type QueueEvent } from '../../../local/events/queue.ts';

let queue: Queue;
let count: number;

beforeEach(() => {
  count = 0;
  queue = openQueue({
    now: () => new Date(1_700_000_000_000),
    newId: () => `m${++count}`,
    windowSeconds: 0.005,
    visibilitySeconds: 0.005,
    tries: 3,
  });
});

afterEach(() => queue.close());

const bodies = ({ Records }: QueueEvent) => Records.map(({ body }) => body);

test('messages of a window come as one batch, as Lambda gets them', async () => {
  const batches: QueueEvent[] = [];
  queue.subscribe(async (event) => batches.push(event));
  queue.send('a');
  queue.send('b');
  await queue.settled();
  const attributes = { SentTimestamp: '1700000000000', ApproximateReceiveCount: '1' };
  expect(batches).toEqual([
    {
      Records: [
        { messageId: 'm1', body: 'a', attributes },
        { messageId: 'm2', body: 'b', attributes },
      ],
    },
  ]);
});

test('what came before anybody took it waits', async () => {
  queue.send('a');
  await queue.settled();
  const taken: string[] = [];
  queue.subscribe(async (event) => taken.push(...bodies(event)));
  await queue.settled();
  expect(taken).toEqual(['a']);
});

test('a batch that failed comes again, with the same ids', async () => {
  const seen: (readonly [string | undefined, string | undefined])[] = [];
  queue.subscribe(async ({ Records: [record] }) => {
    seen.push([record?.messageId, record?.attributes.ApproximateReceiveCount]);
    if (seen.length === 1) throw new Error('not now');
  });
  queue.send('a');
  await queue.settled();
  expect(seen).toEqual([
    ['m1', '1'],
    ['m1', '2'],
  ]);
  expect(queue.dead).toEqual([]);
});

test('after three failures a message is dead, and others go on', async () => {
  const taken: string[] = [];
  queue.subscribe(async (event) => {
    taken.push(...bodies(event));
    if (bodies(event).includes('poison')) throw new Error('never');
  });
  queue.send('poison');
  await queue.settled();
  queue.send('fine');
  await queue.settled();
  expect(taken).toEqual(['poison', 'poison', 'poison', 'fine']);
  expect(queue.dead).toMatchObject([{ messageId: 'm1', body: 'poison' }]);
});

test('a batch has 10,000 messages at most, and 6 MB', async () => {
  const sizes: number[] = [];
  queue.subscribe(async ({ Records }) => sizes.push(Records.length));
  for (let index = 0; index < 12_000; index += 1) queue.send('x');
  await queue.settled();
  for (let index = 0; index < 3; index += 1) queue.send('x'.repeat(3_500_000));
  await queue.settled();
  expect(sizes).toEqual([10_000, 2_000, 1, 1, 1]);
});

test('what comes while a batch is under way waits for the next', async () => {
  const batches: (readonly string[])[] = [];
  let running = false;
  queue.subscribe(async (event) => {
    expect(running).toBe(false);
    running = true;
    batches.push(bodies(event));
    if (batches.length === 1) queue.send('b');
    await new Promise((resolve) => setImmediate(resolve));
    running = false;
  });
  queue.send('a');
  await queue.settled();
  expect(batches).toEqual([['a'], ['b']]);
});

test('a queue has one consumer at a time; what one leaves is for the next', async () => {
  const subscription = queue.subscribe(async () => undefined);
  expect(() => queue.subscribe(async () => undefined)).toThrow('has a consumer');
  await subscription.close();
  queue.send('a');
  const taken: string[] = [];
  queue.subscribe(async (event) => taken.push(...bodies(event)));
  await queue.settled();
  await subscription.close();
  queue.send('b');
  await queue.settled();
  expect(taken).toEqual(['a', 'b']);
});
