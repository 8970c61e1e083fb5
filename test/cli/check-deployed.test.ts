import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { aLast, aPending } from '../support/briefs.ts';
import { type Deployed, openDeployed } from '../support/deployed.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { type AnExecution, anExecution, executionsService } from '../support/executions.ts';
import type { Invocation } from '../support/lambda.ts';
import { aState, aSweepRecord } from '../support/records.ts';

/* Waiting for a deployed sweep: what is shown meanwhile, and what becomes of it where somebody gives it up. */

let engine: Engine;
beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());

const opened: Deployed[] = [];
afterEach(async () => {
  for (const deployed of opened.splice(0)) await deployed.close();
});

type OnInvoke = (invocation: Invocation, store: Store) => Promise<void>;

const open = async (onInvoke?: OnInvoke, executions: AnExecution[] = []): Promise<Deployed> => {
  const deployed = await openDeployed(engine, onInvoke, (lambda) => executionsService(executions, lambda));
  opened.push(deployed);
  return deployed;
};

const ended = (invocation: Invocation, over: Partial<SweepRecord> = {}): SweepRecord => {
  const at = new Date().toISOString();
  const execution = invocation.executionName ?? '';
  return aSweepRecord({ execution, trigger: invocation.payload.trigger, startedAt: at, endedAt: at, ...over });
};

const reservation = {
  month: new Date().toISOString().slice(0, 7),
  day: 1,
  reason: 'changed',
  cap: 1000,
  tagCaps: {},
} as const;

/** A clock that only waiting moves, and what each wait was. */
const aClock = (onWait: (count: number) => Promise<void> = async () => undefined) => {
  const waits: number[] = [];
  let clock = Date.now();
  return {
    waits,
    now: () => new Date(clock),
    wait: async (seconds: number) => {
      waits.push(seconds);
      clock += seconds * 1000;
      await onWait(waits.length);
    },
  };
};

const aTerminal = () => {
  const written: string[] = [];
  return {
    written: () => written.join(''),
    stderr: { write: (text: string) => void written.push(text), isTerminal: true },
  };
};

describe('while it waits', () => {
  test('a terminal shows how far each path is and what was bought, by what the table holds', async () => {
    let finish: () => Promise<void> = async () => undefined;
    const deployed = await open(async (invocation, store) => {
      await store.reserve({ ...reservation, pathId: 'a', tokens: ['1'.repeat(48), '2'.repeat(48)] });
      await store.putState(aState({ pathId: 'a', pending: aPending({ sweepId: 'x', model: 'unreachable' }) }), 0);
      await store.putState(aState({ pathId: 'b', last: aLast({ verdict: 'unreachable' }) }), 0);
      finish = () => store.putSweep(ended(invocation, { due: 3 }));
    });
    const { stderr, written } = aTerminal();
    const environment = { ...process.env, NO_COLOR: '1' };
    await deployed.shell.run('check a b c', { ...aClock(() => finish()), stderr, environment });
    expect(written()).toContain(
      [
        '3 paths: 1 done, 1 being analysed; $0.20 so far',
        '  a  analyses running since 10:00:00; the network model says unreachable',
        '  b  ✗ unreachable',
        '  c  the network model was asked: carried, or its turn is to come',
        '  waited 0 s',
      ].join('\n'),
    );
  });

  test('a pipe gets a plain line now and then, and the gap between two looks grows up to 15 seconds', async () => {
    let finish: () => Promise<void> = async () => undefined;
    const deployed = await open(async (invocation, store) => {
      await store.putState(aState({ pathId: 'a', pending: aPending({ sweepId: 'x' }) }), 0);
      finish = () => store.putSweep(ended(invocation));
    });
    const clock = aClock(async (count) => {
      if (count === 40) await finish();
    });
    const { stdout, stderr, exit } = await deployed.shell.run('check a --json', clock);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sweepId: 'sweep-1' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^1 path: 0 done, 1 being analysed; \$0\.00 so far, 3\d s$/);
    const times = lines.map((each) => Number(/ (\d+) s$/.exec(each)?.[1]));
    for (const [place, time] of times.entries()) expect(time - (times[place - 1] ?? 0)).toBeGreaterThanOrEqual(30);
    expect(clock.waits[0]).toBe(3);
    expect(clock.waits.at(-1)).toBe(15);
    expect(clock.waits).toEqual(clock.waits.toSorted((one, other) => one - other));
  });
});

describe('Ctrl-C', () => {
  const pressed = { untilStopped: async () => undefined };

  test('stops the sweep that it started, says what was bought, and exits as a shell expects', async () => {
    const executions: AnExecution[] = [];
    const deployed = await open(async ({ executionName }, store) => {
      await store.reserve({ ...reservation, pathId: 'a', tokens: ['3'.repeat(48), '4'.repeat(48)] });
      executions.push(anExecution(executionName ?? ''), anExecution('schedule-1'));
    }, executions);
    const terminal = aTerminal();
    const { exit, stdout } = await deployed.shell.run('check a --json', { ...pressed, stderr: terminal.stderr });
    expect(exit).toBe(130);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'interrupted',
        message: expect.stringMatching(
          /^the sweep hand-\S+ was stopped: 2 analyses were bought, \$0\.20, as far as was seen$/,
        ),
        advice: expect.stringContaining('`pathwatch status`'),
      },
    });
    expect(executions.map(({ status }) => status)).toEqual(['STOPPED', 'RUNNING']);
    expect(terminal.written().endsWith('\u001b[K')).toBe(true);
  });

  test('says so where the sweep cannot be stopped, or is not there any more', async () => {
    const deployed = await open();
    const { exit, stderr } = await deployed.shell.run('check a --region eu-west-1', pressed);
    expect(exit).toBe(130);
    expect(stderr).toContain('it has ended, or is about to begin and goes on then');
    expect(stderr).toContain('pathwatch status --region eu-west-1');
    expect(deployed.asked()).toContain('ListDurableExecutionsByFunction');
  });

  test('is not waited for before the sweep is started: what was answered stands', async () => {
    const deployed = await open(async (invocation, store) => store.putSweep(ended(invocation)));
    expect(await deployed.shell.run('check a', pressed)).toMatchObject({ exit: 0 });
    expect(deployed.asked()).toEqual(['Invoke']);
  });
});

describe('what is asked', () => {
  test('--no-wait starts the sweep and says how to look later', async () => {
    const deployed = await open();
    const { exit, stdout, stderr } = await deployed.shell.run('check a b a --no-wait --region eu-west-1');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Started: the sweep hand-\S+ of 2 paths: a, b\.\nSee what came of it: pathwatch status --region eu-west-1\n$/,
    );
    expect(deployed.invocations).toMatchObject([{ payload: { trigger: { by: 'hand', paths: ['a', 'b'] } } }]);
    expect(await deployed.shell.json('check --no-wait')).toEqual({
      exit: 0,
      document: { execution: expect.stringMatching(/^hand-/), startedAt: expect.any(String), paths: null },
    });
    expect(deployed.asked()).toEqual(['Invoke', 'Invoke']);
  });

  test('--no-wait is of no use to a sweep in this process', async () => {
    const deployed = await open();
    await deployed.shell.write('pathwatch.yaml', 'paths: []\n');
    expect(await deployed.shell.json('check --local --no-wait')).toMatchObject({
      exit: 2,
      document: { error: { code: 'usage', message: expect.stringContaining('in this process') } },
    });
  });

  test('--analyzers goes with the trigger, each once', async () => {
    const deployed = await open(async (invocation, store) => store.putSweep(ended(invocation)));
    await deployed.shell.run('check a --analyzers route,model,route');
    await deployed.shell.run(['check', '--analyzers', 'model, reachability', '--audit', '--no-wait']);
    expect(deployed.invocations.map(({ payload }) => payload.trigger)).toEqual([
      { by: 'hand', paths: ['a'], analyzers: ['model', 'route'] },
      { by: 'hand', audit: true, analyzers: ['model', 'reachability'] },
    ]);
  });

  test.each([
    ['check --analyzers everything', 'some of model, reachability, route'],
    ['check --analyzers model,', 'some of model, reachability, route'],
    ['check --audit --analyzers model', '`--audit` buys what Reachability Analyzer says'],
    ['check --audit --analyzers model,route --no-wait', '`--audit` buys what Reachability Analyzer says'],
    ['check --no-wait --junit out.xml', '`--no-wait` finds out nothing'],
    ['check --no-wait --fail-on unexpected', '`--no-wait` finds out nothing'],
  ])('`%s` is refused before anything is started', async (args, said) => {
    const deployed = await open();
    const { exit, stderr } = await deployed.shell.run(args);
    expect(exit).toBe(2);
    expect(stderr).toContain(said);
    expect(deployed.asked()).toEqual([]);
  });
});
