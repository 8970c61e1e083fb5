import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { type AStack, aStack, stacksService } from '../support/cloudformation.ts';
import { openShell, type Ran, type Shell, twoPaths } from '../support/command-line.ts';
import { type Engine, startDynalite, type TestTable } from '../support/dynamodb.ts';
import { type Invocation, lambdaService } from '../support/lambda.ts';
import { aBreak, aCheck, aFinding, anOwed, aSettled, aState, aSweepRecord } from '../support/records.ts';

/*
 * The deployed monitor as the command line meets it: the real clients, sent to loopback endpoints in the way in which the
 * SDK lets every user do it.
 */
let engine: Engine;
let table: TestTable;
let store: Store;
let shell: Shell;
let stacks: AStack[];
let cloudformation: Endpoint;
let lambda: Endpoint;
/** What the function does with an invocation. */
let onInvoke: (invocation: Invocation) => Promise<void>;
const before = { ...process.env };

beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());

beforeEach(async () => {
  shell = await openShell();
  table = await engine.openTable();
  store = dynamodbStore(table.client, table.name, 90, () => new Date());
  stacks = [aStack({ outputs: { ...aStack().outputs, TableName: table.name } })];
  onInvoke = async () => undefined;
  cloudformation = await openEndpoint(stacksService(stacks));
  lambda = await openEndpoint(lambdaService((invocation) => onInvoke(invocation)));
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudformation.url,
    AWS_ENDPOINT_URL_LAMBDA: lambda.url,
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
  });
});

afterEach(async () => {
  process.env = { ...before };
  table.close();
  await Promise.all([cloudformation.close(), lambda.close(), shell.remove()]);
});

const broken = aState({
  pathId: 'app',
  settled: aSettled({ verdict: 'unreachable', standing: 'unexpected', findings: [aFinding()] }),
  broken: aBreak(),
  incidentId: 'rtb-1-20261122T100500Z',
  outbox: [anOwed({ pathId: 'app' })],
});
const blind = aState({
  pathId: 'dns',
  blind: {
    checks: 2,
    since: '2026-11-22T10:05:00.000Z',
    reported: false,
    findings: [aFinding({ says: 'unknown', message: 'the analysis failed' })],
  },
});

describe('status', () => {
  test('is 0 where all is as expected, 3 where a look brought no verdict, and 1 before that', async () => {
    await store.putState(aState(), 0);
    expect(await shell.run('status')).toMatchObject({ exit: 0 });
    await store.putState(blind, 0);
    expect(await shell.run('status')).toMatchObject({ exit: 3 });
    await store.putState(broken, 0);
    const { exit, stdout } = await shell.run('status');
    expect(exit).toBe(1);
    const rows = stdout.split('\n').map((row) => row.split(' ')[0]);
    expect(rows.slice(1, 4)).toEqual(['app', 'dns', 'web-db']);
    expect(stdout).toContain('no verdict in 2 checks: the analysis failed');
    expect(stdout).toContain('3 paths: 1 not as expected, 1 undetermined, 1 as expected. 1 alert not published yet.');
  });

  test('as JSON has every state', async () => {
    await store.putState(broken, 0);
    await store.putState(blind, 0);
    expect(await shell.json('status')).toEqual({
      exit: 1,
      document: [
        {
          pathId: 'app',
          declared: true,
          verdict: 'unreachable',
          standing: 'unexpected',
          since: '2026-11-22T10:00:00.000Z',
          until: '2026-11-22T10:00:00.000Z',
          observedAt: '2026-11-22T10:00:00.000Z',
          modelOnly: false,
          findings: [aFinding()],
          incidentId: 'rtb-1-20261122T100500Z',
          acknowledged: null,
          silenced: null,
          unreadable: null,
          blind: null,
          pending: null,
          disagreements: 0,
          pendingAlerts: ['app/1/broke'],
        },
        expect.objectContaining({ pathId: 'dns', verdict: 'reachable', standing: 'expected', blind: blind.blind }),
      ],
    });
  });

  test('with a time zone tells local times, and for how long', async () => {
    await store.putState(broken, 0);
    const { stdout } = await shell.run('status', {
      timeZone: 'Asia/Tokyo',
      now: () => new Date('2026-11-22T13:30:00.000Z'),
    });
    expect(stdout).toContain('2026-11-22 19:00:00 (3 h ago)');
    expect(stdout).toContain('Times: Asia/Tokyo.');
  });

  test('shows nothing from outside that could mislead a terminal', async () => {
    const message = 'sg-1 (\u001b[2Jgone\u202e\u009b1m)\nnext';
    const settled = aSettled({ verdict: 'unreachable', standing: 'unexpected', findings: [aFinding({ message })] });
    await store.putState(aState({ settled }), 0);
    const { stdout } = await shell.run('status');
    expect(stdout).toContain('sg-1 ([2Jgone1m) next');
    const json = (await shell.run('status --json')).stdout;
    for (const unseen of ['\u001b', '\u202e', '\u009b']) expect(json).not.toContain(unseen);
    expect(JSON.parse(json)[0].findings[0].message).toBe(message);
  });

  test('without any state nothing is known, and it is said how to begin', async () => {
    expect(await shell.run('status')).toEqual({
      exit: 3,
      stdout: 'No path was checked yet: run `pathwatch check`.\n',
      stderr: '',
    });
  });
});

test('without a stack, with several, and with one that is not whole it is said what to do', async () => {
  stacks.push(aStack({ name: 'other' }));
  expect(await shell.json('status')).toMatchObject({
    exit: 2,
    document: { error: { code: 'several-deployments', message: expect.stringContaining('other, pathwatch') } },
  });
  expect(await shell.json('status --stack pathwatch')).toEqual({ exit: 3, document: [] });
  expect(await shell.json('status --stack nix')).toMatchObject({
    exit: 2,
    document: { error: { code: 'no-deployment' } },
  });
  stacks.splice(0);
  const { stderr } = await shell.run('status');
  expect(stderr).toContain('no stack of Pathwatch is deployed in eu-west-1');
  expect(stderr).toContain('--local');
  stacks.push(aStack({ outputs: {}, status: 'ROLLBACK_COMPLETE' }));
  expect((await shell.run('status')).stderr).toContain('ROLLBACK_COMPLETE');
});

test('what AWS refuses is said in a sentence, with the permission that is missing', async () => {
  cloudformation.disturb(() => ({ kind: 'error', status: 403, code: 'AccessDenied' }));
  const { exit, stdout, stderr } = await shell.run('status');
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' });
  expect(stderr).toContain('`cloudformation:DescribeStacks`');
  cloudformation.disturb(() => ({ kind: 'error', status: 403, code: 'ExpiredToken' }));
  expect(await shell.json('status')).toMatchObject({
    exit: 3,
    document: { error: { code: 'aws-expired-credentials', advice: expect.stringContaining('aws sso login') } },
  });
});

test('a table that is not there is said, too', async () => {
  stacks[0] = aStack({ outputs: { ...aStack().outputs, TableName: 'not-there' } });
  expect(await shell.json('status')).toMatchObject({ exit: 3, document: { error: { code: 'aws-not-found' } } });
});

describe('check', () => {
  const ended = (invocation: Invocation, over: Partial<SweepRecord> = {}): SweepRecord => {
    const at = new Date().toISOString();
    const execution = invocation.executionName ?? '';
    return aSweepRecord({ execution, trigger: invocation.payload.trigger, startedAt: at, endedAt: at, ...over });
  };
  const fails = { verdict: 'unreachable', standing: 'unexpected', how: 'analysed', analyses: 1, alerts: 0 } as const;
  const tally = { expected: 0, unexpected: 1, undetermined: 0, carried: 0, analyses: 1, alerts: 0, troubled: 0 };

  test('starts the deployed sweep, waits for its record, and tells what it found', async () => {
    onInvoke = async (invocation) => {
      const record = ended(invocation, { outcomes: [{ pathId: 'app', ...fails }], tally });
      const check = { sweepId: record.id, observedAt: record.startedAt, verdict: 'unreachable' } as const;
      await store.putCheck(aCheck({ ...check, pathId: 'app', standing: 'unexpected', findings: [aFinding()] }));
      await store.putState(broken, 0);
      await store.putSweep(record);
    };
    const { exit, document } = await shell.json('check app');
    expect(exit).toBe(1);
    expect(document).toMatchObject({
      sweepId: 'sweep-1',
      paths: [{ pathId: 'app', findings: [aFinding()], cost: 0.1 }],
    });
    expect(lambda.calls).toMatchObject([{ input: { type: 'Event', payload: { trigger: { paths: ['app'] } } } }]);
  });

  test('takes neither an older sweep for its own, nor another one, nor a part', async () => {
    await store.putSweep(aSweepRecord({ id: 'old', trigger: { by: 'hand' }, startedAt: '2026-11-22T10:00:00.000Z' }));
    let polls = 0;
    let ours: SweepRecord | undefined;
    onInvoke = async (invocation) => {
      ours = ended(invocation, { id: 'ours' });
      const part = { of: 'x', index: 0, count: 2, rank: 9 };
      await store.putSweep(ended(invocation, { id: 'same-request', execution: 'hand-by-somebody-else' }));
      await store.putSweep(ended(invocation, { id: 'part', execution: 'invoked-by-a-sweep', part }));
    };
    const wait = async () => {
      polls += 1;
      if (polls === 2 && ours !== undefined) await store.putSweep(ours);
    };
    const { exit, stdout }: Ran = await shell.run('check --json', { wait });
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ sweepId: 'ours' });
  });

  test('gathers the parts of a large sweep; a path that no part has checked is undetermined', async () => {
    onInvoke = async (invocation) => {
      const of = (index: number) => ({ of: 'whole', index, count: 2, rank: 9 });
      const good = { verdict: 'reachable', standing: 'expected', how: 'analysed', analyses: 1, alerts: 0 } as const;
      await store.putSweep(
        ended(invocation, { id: 'p0', execution: 'portion-0', part: of(0), outcomes: [{ pathId: 'a', ...good }] }),
      );
      await store.putSweep(
        ended(invocation, { id: 'p1', execution: 'portion-1', part: of(1), outcomes: [{ pathId: 'b', ...good }] }),
      );
      const whole = { ...tally, unexpected: 0, expected: 2 };
      const startedAt = new Date(Date.now() - 500).toISOString();
      await store.putSweep(ended(invocation, { id: 'whole', startedAt, due: 3, outcomes: [], tally: whole }));
    };
    const { exit, document } = await shell.json('check');
    expect(exit).toBe(3);
    expect(document).toMatchObject({ paths: [{ pathId: 'a' }, { pathId: 'b' }] });
  });

  test('gives up waiting in time and says that the sweep goes on', async () => {
    expect(await shell.json('check --timeout 0')).toMatchObject({
      exit: 3,
      document: { error: { code: 'timeout', message: expect.stringContaining('it goes on') } },
    });
  });

  test('shows what it waits for on a terminal only, and wipes it before it says that it gives up', async () => {
    const written: string[] = [];
    const stderr = { write: (text: string) => void written.push(text), isTerminal: true };
    await shell.run('check --timeout 0.0005', { stderr });
    expect(written.join('')).toMatch(/the sweep is under way, waited \d s/);
    expect(written.join('')).toContain('\u001b[K\u001b[31merror:');
  });

  test('refuses an unknown path before it starts anything where a configuration is at hand', async () => {
    await shell.write('pathwatch.yaml', twoPaths);
    expect(await shell.run('check a-to-c')).toMatchObject({ exit: 2 });
    expect(lambda.calls).toEqual([]);
  });

  test('leaves no analyzer out where what is deployed is older than that, and would buy all the same', async () => {
    expect(await shell.json('check --analyzers model')).toMatchObject({
      exit: 2,
      document: { error: { code: 'outdated-deployment', advice: expect.stringContaining('deploy') } },
    });
    expect(lambda.calls).toEqual([]);
  });

  test('refuses a path that the deployed sweep does not know', async () => {
    await store.putState(broken, 0);
    onInvoke = (invocation) =>
      store.putSweep(ended(invocation, { due: 0, outcomes: [], tally: { ...tally, unexpected: 0, analyses: 0 } }));
    expect(await shell.json('check ap')).toMatchObject({
      exit: 2,
      document: { error: { code: 'unknown-path', advice: 'did you mean `app`?' } },
    });
  });

  test('without the permission to start it names the permission', async () => {
    lambda.disturb(() => ({ kind: 'error', status: 403, code: 'AccessDeniedException' }));
    expect(await shell.run('check')).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('lambda:InvokeFunction'),
    });
  });
});

describe('status of what is looked at for free', () => {
  const looked = { sweepId: 'later', except: [] } as const;
  const statusOf = async (args = 'status') => JSON.parse(JSON.stringify((await shell.json(args)).document));
  const soon = new Date(Date.now() - 60_000).toISOString();
  const later = new Date(Date.now() - 30_000).toISOString();

  test('counts the looks that carried the path: of its own schedule, by a change, by hand', async () => {
    await shell.write('pathwatch.yaml', twoPaths);
    await store.putState({ ...broken, pathId: 'a-to-b', observedAt: '2026-11-22T10:00:00.000Z' }, 0);
    const observedAt = async () => (await statusOf())[0].observedAt;
    expect(await observedAt()).toBe('2026-11-22T10:00:00.000Z');
    await store.putLook({ ...looked, kind: 'rate(1 hour)', at: later });
    await store.putLook({ ...looked, kind: 'forwarder', at: later });
    await store.putLook({ ...looked, kind: 'hand', at: later, except: ['a-to-b'] });
    expect(await observedAt()).toBe('2026-11-22T10:00:00.000Z');
    await store.putLook({ ...looked, kind: 'rate(5 minutes)', at: soon });
    expect(await observedAt()).toBe(soon);
    await store.putLook({ ...looked, kind: 'change', at: later });
    expect(await observedAt()).toBe(later);
  });

  test('without a configuration takes a look of any schedule, but no sign of the forwarder', async () => {
    await store.putState({ ...broken, observedAt: '2026-11-22T10:00:00.000Z' }, 0);
    await store.putLook({ ...looked, kind: 'forwarder', at: later });
    expect((await statusOf())[0].observedAt).toBe('2026-11-22T10:00:00.000Z');
    await store.putLook({ ...looked, kind: 'rate(1 hour)', at: soon });
    expect((await statusOf())[0].observedAt).toBe(soon);
  });

  test('tells what is being analysed, what the model says of it, and how often it was wrong', async () => {
    const pending = { sweepId: 'x', since: soon, reason: 'changed', footprint: 'f', model: 'reachable' } as const;
    const latest = { at: soon, checkId: 'x', message: 'AWS says otherwise' };
    await store.putState({ ...broken, pending, disagreements: { count: 2, latest, reported: [] } }, 0);
    expect((await statusOf())[0]).toMatchObject({
      pending: { since: soon, reason: 'changed', model: 'reachable' },
      disagreements: 2,
    });
    const { stdout } = await shell.run('status');
    expect(stdout).toContain('being analysed; the network model says reachable');
    expect(stdout).toContain('AWS and the network model did not say the same 2 times');
  });
});

test('a late check is marked among the checks', async () => {
  await store.putCheck(aCheck({ late: true, observedAt: new Date().toISOString() }));
  expect((await shell.run('history web-db --checks')).stdout).toMatch(/reachable .* \$0\.10 +late/);
});
