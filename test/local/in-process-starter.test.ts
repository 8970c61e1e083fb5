import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { inProcessStarter } from '../../local/in-process-starter.ts';

const request = (gathering: string): SweepRequest => ({ trigger: { by: 'change', gathering } });
const unexpected = (error: unknown): never => {
  throw error;
};

test('each name starts once, and runs go one after another', async () => {
  const log: string[] = [];
  const starter = inProcessStarter(async ({ trigger }) => {
    const name = trigger.by === 'change' ? trigger.gathering : '';
    log.push(`${name} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${name} ends`);
  }, unexpected);
  await starter.start(request('a'), 'change-a');
  await starter.start(request('b'), 'change-b');
  await starter.start(request('a'), 'change-a');
  await starter.settled();
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  await starter.start(request('a'), 'change-a');
  await starter.settled();
  expect(log).toHaveLength(4);
});

test('a start does not wait for the run', async () => {
  let finish = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const starter = inProcessStarter(() => held, unexpected);
  await starter.start(request('a'), 'a');
  finish();
  await starter.settled();
});

test('settled waits for what runs have started', async () => {
  const runs: string[] = [];
  const starter = inProcessStarter(async ({ trigger }) => {
    runs.push(JSON.stringify(trigger));
    if (runs.length < 3) await starter.start(request(`${runs.length}`), `change-${runs.length}`);
  }, unexpected);
  await starter.start(request('0'), 'change-0');
  await starter.settled();
  expect(runs).toHaveLength(3);
});

test('a run that fails is told of, and the next one runs', async () => {
  const failures: unknown[] = [];
  const starter = inProcessStarter(
    async ({ trigger }) => {
      if (trigger.by === 'change' && trigger.gathering === 'a') throw new Error('broken');
    },
    (error, name) => failures.push([error, name]),
  );
  await starter.start(request('a'), 'change-a');
  await starter.start(request('b'), 'change-b');
  await starter.settled();
  expect(failures).toEqual([[new Error('broken'), 'change-a']]);
});

test('a name that Lambda would not take is refused', async () => {
  const starter = inProcessStarter(async () => undefined, unexpected);
  await expect(starter.start(request('a'), 'a:b')).rejects.toMatchObject({ info: { kind: 'invalid' } });
  await expect(starter.start(request('a'), 'a'.repeat(65))).rejects.toMatchObject({ info: { kind: 'invalid' } });
});
