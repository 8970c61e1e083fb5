import type { Io } from '../../../cli/io.ts';
import type { Store } from '../../../lambda/monitor/ports.ts';
import { aLast } from '../../support/briefs.ts';
import { type Deployed, openDeployed } from '../../support/deployed.ts';
import { type Engine, startDynalite } from '../../support/dynamodb.ts';
import { type DynamodbProxy, openProxy } from '../../support/dynamodb-proxy.ts';
import { aBreak, aFinding, aSettled, aState } from '../../support/records.ts';

/* `watch` over a deployed table, on a clock that only its own waits move. */

let engine: Engine;
let proxy: DynamodbProxy;
let deployed: Deployed;
let store: Store;

beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());
beforeEach(async () => {
  deployed = await openDeployed(engine);
  store = deployed.store;
  proxy = await openProxy(engine.url);
  process.env.AWS_ENDPOINT_URL_DYNAMODB = proxy.url;
  for (const pathId of ['app', 'web-db']) await store.putState(aState({ pathId, last: aLast() }), 0);
});
afterEach(async () => {
  await deployed.close();
  await proxy.close();
});

const breaks = async (pathId: string): Promise<void> => {
  const before = await store.state(pathId);
  const settled = aSettled({
    verdict: 'unreachable',
    standing: 'unexpected',
    since: '2026-11-22T10:05:00.000Z',
    findings: [aFinding({ message: 'no route back' })],
  });
  const last = aLast({ at: '2026-11-22T10:05:00.000Z', verdict: 'unreachable' });
  const version = before?.version ?? 0;
  await store.putState(aState({ pathId, settled, last, broken: aBreak(), version: version + 1 }), version);
};

/** Time passes by waiting; `meanwhile` happens during each wait. */
const passing = (
  meanwhile: Readonly<Record<number, () => unknown>>,
): Pick<Io, 'now' | 'wait'> & { waits: number[] } => {
  let clock = Date.UTC(2026, 10, 22, 10, 6);
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(clock),
    wait: async (seconds) => {
      waits.push(seconds);
      clock += seconds * 1000;
      await meanwhile[waits.length]?.();
    },
  };
};

describe('in a pipe', () => {
  test('there is a line for each change, and nothing else; it ends in its time with the code of the last status', async () => {
    const clock = passing({ 2: () => breaks('app'), 4: () => breaks('web-db') });
    const { exit, stdout, stderr } = await deployed.shell.run('watch --for 55s', clock);
    expect(stdout.split('\n')).toEqual([
      '2026-11-22 10:05:00 app: reachable, as expected → unreachable, NOT AS EXPECTED: no route back',
      '2026-11-22 10:05:00 web-db: reachable, as expected → unreachable, NOT AS EXPECTED: no route back',
      '',
    ]);
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
    expect(clock.waits).toEqual([10, 10, 10, 10, 10, 5]);
  });

  test('with --json each is one object on a line of its own', async () => {
    const { stdout } = await deployed.shell.run(
      'watch --json --every 5 --for 12s',
      passing({ 1: () => breaks('app') }),
    );
    expect(stdout.endsWith('\n')).toBe(true);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        at: '2026-11-22T10:05:00.000Z',
        pathId: 'app',
        from: { verdict: 'reachable', standing: 'expected' },
        to: { verdict: 'unreachable', standing: 'unexpected' },
        reason: 'no route back',
        incidentId: null,
      },
    ]);
  });

  test('Ctrl-C ends it with the code of the last status', async () => {
    let stop: () => void = () => undefined;
    const untilStopped = () =>
      new Promise<void>((resolve) => {
        stop = resolve;
      });
    const run = deployed.shell.run('watch', { ...passing({ 3: () => stop() }), untilStopped });
    expect(await run).toEqual({ exit: 0, stdout: '', stderr: '' });
  });

  test('only the named paths count', async () => {
    const clock = passing({ 1: () => breaks('app') });
    expect(await deployed.shell.run('watch web-db --for 30s', clock)).toEqual({ exit: 0, stdout: '', stderr: '' });
    expect(await deployed.shell.json('watch web-bd')).toMatchObject({
      exit: 2,
      document: { error: { code: 'unknown-path', advice: 'did you mean `web-db`?' } },
    });
  });

  test('a table that does not answer is told once, tried again, and ends nothing', async () => {
    let refused = 0;
    const clock = passing({
      1: () =>
        proxy.disturb(() => {
          refused += 1;
          return { kind: 'error', status: 400, code: 'ExpiredTokenException' };
        }),
      4: () => proxy.disturb(() => undefined),
      5: () => breaks('app'),
    });
    const { exit, stdout, stderr } = await deployed.shell.run('watch --for 75s', clock);
    expect(stderr).toMatch(
      /^AWS refused \w+: ExpiredTokenException: .*; sign in again; tried again every 10 seconds\nit answers again\n$/,
    );
    expect(refused).toBeGreaterThan(2);
    expect(stdout).toMatch(/^2026-11-22 10:05:00 app: /);
    expect(exit).toBe(1);
  });

  test('where it does not answer from the first on, nothing is known: 3', async () => {
    proxy.disturb(() => ({ kind: 'error', status: 400, code: 'AccessDeniedException' }));
    const { exit, stdout, stderr } = await deployed.shell.run('watch --for 15s', passing({}));
    expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
    expect(stderr).toContain('allow `dynamodb:');
  });

  test.each([
    ['watch --every 1', 'at least 2'],
    ['watch --every 2.5', 'at least 2'],
    ['watch --for soon', 'from 1 second to 30 days'],
  ])('`%s` is refused', async (args, said) => {
    const { exit, stderr } = await deployed.shell.run(args);
    expect(exit).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe('on a terminal', () => {
  const aTerminal = () => {
    const written: string[] = [];
    let press: (key: string) => void = () => undefined;
    let released = false;
    return {
      written: () => written.join(''),
      press: (key: string) => press(key),
      released: () => released,
      io: {
        stdout: { write: (text: string) => void written.push(text), isTerminal: true },
        size: () => ({ columns: 100, rows: 20 }),
        keys: (pressed: (key: string) => void) => {
          press = pressed;
          return () => {
            released = true;
          };
        },
        environment: { ...process.env, NO_COLOR: '1' },
      },
    };
  };

  test.each(['q', '\u0003'])(
    'it draws in place until %j, then gives the terminal back and says what it knew last',
    async (key) => {
      const terminal = aTerminal();
      const clock = passing({ 3: () => breaks('app'), 5: () => terminal.press('x'), 7: () => terminal.press(key) });
      const { exit } = await deployed.shell.run('watch --every 4', {
        ...terminal.io,
        ...clock,
        environment: { ...process.env, NO_COLOR: '1' },
      });
      expect(exit).toBe(1);
      const [before = '', screen = '', after = ''] = terminal.written().split(/\[\?1049[hl]/);
      expect(before).toBe('\u001b');
      expect(screen).toContain('changed since 2026-11-22 10:06:00:');
      expect(screen).toContain('app     unreachable  NOT AS EXPECTED');
      expect(after).toContain(
        '2026-11-22 10:05:00 app: reachable, as expected → unreachable, NOT AS EXPECTED: no route back\n',
      );
      expect(after).toContain('2 paths: 1 not as expected, 0 undetermined, 1 as expected.');
      expect(terminal.released()).toBe(true);
      expect(clock.waits).toEqual([1, 1, 1, 1, 1, 1, 1]);
    },
  );

  test('what ails it stands on the screen until it passes', async () => {
    const terminal = aTerminal();
    const clock = passing({
      1: () => proxy.disturb(() => ({ kind: 'error', status: 400, code: 'ExpiredTokenException' })),
      5: () => proxy.disturb(() => undefined),
    });
    await deployed.shell.run('watch --every 2 --for 9s', {
      ...terminal.io,
      ...clock,
      environment: { ...process.env, NO_COLOR: '1' },
    });
    const drawn = terminal.written().split('\u001b[H').slice(1);
    const troubled = drawn.map((screen) => screen.includes('ExpiredTokenException'));
    expect(troubled.slice(0, 8)).toEqual([false, false, true, true, true, true, false, false]);
    expect(drawn.every((screen) => screen.includes('web-db'))).toBe(true);
  });
});
