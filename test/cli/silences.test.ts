import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import { twoPaths } from '../support/command-line.ts';
import { type Deployed, openDeployed } from '../support/deployed.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { aMember, anEndedIncident, anIncident, aState, aSweepRecord } from '../support/records.ts';

/* What keeps alerts back, said at the command line of a deployed monitor. */

let engine: Engine;
let deployed: Deployed;
/** How the function's record of a test message differs from one that was taken. */
let outcome: Partial<SweepRecord>;
const tally = { expected: 0, unexpected: 0, undetermined: 0, carried: 0, analyses: 0, alerts: 0, troubled: 0 };

beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());

beforeEach(async () => {
  outcome = { tally, notes: ['topic has taken the test message'] };
  deployed = await openDeployed(engine, async ({ executionName, payload }, store) => {
    const at = new Date().toISOString();
    const made = { id: 'tested', execution: executionName ?? '', trigger: payload.trigger, startedAt: at, endedAt: at };
    await store.putSweep(aSweepRecord({ ...made, due: 0, outcomes: [], ...outcome }));
  });
  await deployed.shell.write(
    'pathwatch.yaml',
    `defaults: { tags: { team: payments } }
channels: { email: [netops@example.com], slack: [{ name: ops, secret: pathwatch/slack }] }
maintenance:
  - { name: patch night, paths: [a-to-b], cron: "0 22 * * SAT", duration: 2 hours }
  - { name: over, from: 2020-12-05T22:00Z, until: 2020-12-06T02:00Z }
${twoPaths}`,
  );
});
afterEach(() => deployed.close());

const now = new Date(Date.now() - (Date.now() % 60_000));
const later = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();
const run = (...args: readonly string[]) => deployed.shell.run(args, { now: () => now });
const document = async (...args: readonly string[]) => JSON.parse((await run(...args, '--json')).stdout);

const shellRun = (args: readonly string[], at: () => Date) =>
  deployed.shell.run([...args, '--stack', 'pathwatch'], { now: at });

const by = 'arn:aws:iam::111111111111:user/netops';

describe('mute', () => {
  test('keeps who said it, what it is about, until when and why', async () => {
    const { exit, stdout } = await run('mute', 'a-to-b', '--for', '2h', '--reason', ' switch replaced ');
    const { mutes } = await deployed.store.silences();
    expect(mutes).toEqual([
      {
        id: expect.stringMatching(/^a-to-b-\d{8}T\d{4}Z-[0-9a-f]{4}$/),
        scope: { kind: 'some', paths: ['a-to-b'], tags: [] },
        from: later(0),
        until: later(7200),
        reason: 'switch replaced',
        by,
      },
    ]);
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringMatching(
        new RegExp(`^Muted until .* \\(in 2 h\\): a-to-b\\.\n.*\n {2}pathwatch unmute ${mutes[0]?.id}\n$`),
      ),
    });
  });

  test.each([
    [['--all', '--for', '30 days'], { kind: 'all' }, 30 * 86_400],
    [['--tag', 'team=payments', '--for', '30m'], { kind: 'some', paths: [], tags: ['team=payments'] }, 1800],
    [
      ['a-to-b', 'b-not-to-a', 'a-to-b', '--tag', 'team=payments', '--until', later(3600)],
      { kind: 'some', paths: ['a-to-b', 'b-not-to-a'], tags: ['team=payments'] },
      3600,
    ],
  ])('of %j is about what was named', async (args, scope, seconds) => {
    expect(await document('mute', ...args, '--reason', 'x')).toMatchObject({ scope, until: later(seconds), by });
    expect((await deployed.store.silences()).mutes).toMatchObject([{ scope, until: later(seconds) }]);
  });

  test.each([
    [['--for', '1h'], 'usage', 'it is not said which paths'],
    [['--all', 'a-to-b', '--for', '1h'], 'usage', '`--all` is said beside paths or tags'],
    [['--all'], 'usage', 'it is not said for how long'],
    [['--all', '--for', '1h', '--until', later(60)], 'usage', 'it takes one of `--for` and `--until`'],
    [['--all', '--until', '2020-01-01'], 'usage', '`--until` is over already'],
    [['--all', '--until', later(31 * 86_400)], 'usage', 'a mute lasts 30 days at most'],
    [['a-to-c', '--for', '1h'], 'unknown-path', 'there is no path `a-to-c`'],
    [['--tag', 'team=payment', '--for', '1h'], 'unknown-tag', 'no path has the tag `team=payment`'],
  ])('of %j is refused, and nothing is muted', async (args, code, message) => {
    const { exit, stdout } = await run('mute', ...args, '--reason', 'x', '--json');
    expect({ exit, ...JSON.parse(stdout) }).toMatchObject({ exit: 2, error: { code, message } });
    expect((await deployed.store.silences()).mutes).toEqual([]);
  });

  test.each([
    [['--all', '--for', '1h'], 'it is not said why'],
    [['--all', '--for', '1 year', '--reason', 'x'], 'see `pathwatch mute --help`'],
    [['--all', '--for', '1h', '--reason', ' '], 'write 1 to 200 characters'],
    [
      [],
      'it is not said which paths, for how long and why\nname paths, a tag (`--tag key=value`), or `--all`; say `--for',
    ],
  ])('of %j is misuse', async (args, message) => {
    expect(await run('mute', ...args)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('with a reason that is too long does not say it all back', async () => {
    const { stderr } = await run('mute', '--all', '--for', '1h', '--reason', 'why '.repeat(60));
    expect(stderr).toContain('why …');
    expect(stderr.length).toBeLessThan(220);
  });

  test('until a date takes in that day; its hint means the same account', async () => {
    const at = () => new Date('2026-11-22T20:19:53.000Z');
    const { stdout } = await shellRun(['mute', '--all', '--until', '2026-11-24', '--reason', 'x'], at);
    expect(stdout).toContain('Muted until 2026-11-24 23:59:59 (in 2 d): all paths.');
    expect(stdout).toMatch(/^ {2}pathwatch unmute all-\S+ --stack pathwatch$/m);
  });

  test('of a path that is known though no longer declared is taken', async () => {
    await deployed.store.putState(aState({ pathId: 'old' }), 0);
    expect(await run('mute', 'old', '--for', '1h', '--reason', 'x')).toMatchObject({ exit: 0 });
  });
});

describe('unmute', () => {
  test('ends a mute now; it is listed no more', async () => {
    const { id } = await document('mute', '--all', '--for', '1h', '--reason', 'x');
    expect((await run('mutes')).stdout).toContain(id);
    expect(await document('unmute', id)).toEqual({ id, endedAt: later(0) });
    expect(await document('mutes')).toMatchObject({ mutes: [] });
  });

  test('of what is not on is refused with the nearest id', async () => {
    const { id } = await document('mute', 'a-to-b', '--for', '1h', '--reason', 'x');
    expect(await run('unmute', id.replace('a-to-b', 'a-to-c'))).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining(`did you mean \`${id}\`?`),
    });
    expect(await document('unmute', 'nix')).toMatchObject({ error: { code: 'unknown-mute' } });
  });
});

describe('mutes', () => {
  test('lists mutes, windows of maintenance and acknowledgements', async () => {
    await deployed.store.putIncident(anIncident({ id: 'inc-1' }), 0);
    await run('mute', 'a-to-b', '--for', '1h', '--reason', 'new\u001b[2J switch');
    await run('ack', 'inc-1', '--reason', 'on it');
    const { exit, stdout } = await run('mutes');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^a-to-b-\S+ +a-to-b +.* \(in 1 h\) +arn:\S+netops +new\[2J switch$/m);
    expect(stdout).toMatch(/^patch night +a-to-b +(from .* 22:00:00 .* until .* 00:00:00 UTC|on until .* 00:00:00)/m);
    expect(stdout).toMatch(/^over +all paths +over$/m);
    expect(stdout).toMatch(/^inc-1 +.* +arn:\S+netops +on it$/m);
    expect(await document('mutes')).toMatchObject({
      mutes: [{ by }],
      maintenance: [
        { name: 'patch night', scope: { kind: 'some', paths: ['a-to-b'], tags: [] } },
        { name: 'over', active: null, next: null },
      ],
      acknowledgements: [{ incidentId: 'inc-1', by }],
    });
  });

  test('without a configuration says that windows are not known', async () => {
    await deployed.shell.write('pathwatch.yaml', twoPaths);
    expect((await run('mutes')).stdout).toBe('Nothing is muted.\n');
    const { stdout } = await deployed.shell.run('mutes', { folder: '/' });
    expect(stdout).toContain('Windows of maintenance: not known');
  });
});

describe('ack', () => {
  beforeEach(async () => {
    const both = [aMember({ pathId: 'a-to-b' }), aMember({ pathId: 'b-not-to-a' })];
    await deployed.store.putIncident(anIncident({ id: 'inc-1', paths: both }), 0);
    await deployed.store.putIncident(anEndedIncident({ id: 'inc-0', paths: both }), 0);
  });

  test.each(['inc-1', 'b-not-to-a'])('by %s acknowledges the open incident', async (name) => {
    const given = { incidentId: 'inc-1', at: later(0), reason: 'on it', by };
    expect(await document('ack', name, '--reason', 'on it')).toEqual([given]);
    expect((await deployed.store.silences()).acknowledgements).toEqual([given]);
  });

  test('by another says whose it takes the place of', async () => {
    const before = { incidentId: 'inc-1', at: later(-60), reason: 'my turn', by: 'arn:aws:iam::111111111111:user/bob' };
    await deployed.store.putAcknowledgement(before);
    expect((await run('ack', 'inc-1', '--reason', 'on it')).stdout).toMatch(
      /^Acknowledged: inc-1, in place of arn:aws:iam::111111111111:user\/bob: my turn\.$/m,
    );
    expect((await run('ack', 'inc-1', '--reason', 'on it still')).stdout).toMatch(/^Acknowledged: inc-1\.$/m);
    expect((await run('ack', 'inc-1')).stderr).toContain('see `pathwatch ack --help`');
  });

  test('of what is not open is refused with what was probably meant', async () => {
    expect(await document('ack', 'inc-0x', '--reason', 'x')).toMatchObject({
      error: { code: 'no-incident', advice: 'did you mean `inc-1`?' },
    });
    expect(await run('ack', 'nothing-like-it', '--reason', 'x')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('open are inc-1'),
    });
    expect((await deployed.store.silences()).acknowledgements).toEqual([]);
  });
});

describe('alert test', () => {
  test.each(['topic', 'email', 'https'])('of %s goes to the topic, and tells what came of it', async (channel) => {
    expect(await deployed.shell.run(`alert test ${channel}`)).toEqual({
      exit: 0,
      stdout: 'topic has taken the test message\n',
      stderr: '',
    });
    expect(deployed.invocations).toMatchObject([{ payload: { trigger: { by: 'test', channel: 'topic' } } }]);
  });

  test('that was not taken exits 3 and says why', async () => {
    outcome = { tally: { ...tally, troubled: 1 }, notes: ['slack:ops did not take the test message: 404: no_service'] };
    expect(await deployed.shell.json('alert test slack:ops')).toEqual({
      exit: 3,
      document: { sweepId: 'tested', channel: 'slack:ops', taken: false, notes: outcome.notes },
    });
  });

  test('of a channel that is not declared is refused before anything is started', async () => {
    expect(await deployed.shell.json('alert test slack:op')).toMatchObject({
      exit: 2,
      document: { error: { code: 'unknown-channel', advice: 'did you mean `slack:ops`?' } },
    });
    expect((await deployed.shell.run('alert test ops')).stderr).toContain('did you mean `slack:ops`?');
    expect(deployed.invocations).toEqual([]);
    expect((await deployed.shell.run('alert test')).stderr).toContain('see `pathwatch alert test --help`');
  });
});
