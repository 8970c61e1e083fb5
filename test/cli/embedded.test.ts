import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Io } from '../../cli/io.ts';
import { toldSignal } from '../../cli/told-signal.ts';
import { anAlert } from '../support/alerts.ts';
import { openShell, type Ran, type Shell, twoPaths } from '../support/command-line.ts';
import { aMember, anIncident, anOwed, aState } from '../support/records.ts';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
const before = { ...process.env };
afterEach(async () => {
  for (const name of ['USER', 'USERNAME']) if (before[name] !== undefined) process.env[name] = before[name];
  await shell.remove();
});

/** Looks at the healthy network, then at a broken one. */
const breakPath = async (): Promise<void> => {
  await shell.run('check --local');
  await shell.run('check a-to-b --local --scene transit-route-missing');
};

test('before the first check every declared path is undetermined, and nothing is written', async () => {
  expect(await shell.json('status --local')).toMatchObject({
    exit: 3,
    document: [
      { pathId: 'a-to-b', verdict: 'unknown', standing: 'undetermined', since: null, observedAt: null, declared: true },
      { pathId: 'b-not-to-a' },
    ],
  });
  expect((await shell.run('status --local')).stdout).toMatch(/^a-to-b .*never checked$/m);
  expect((await shell.run('history a-to-b --local')).stdout).toMatch(
    /^Nothing of a-to-b is kept from .* Times: UTC\.\n$/,
  );
  expect(await shell.json('history a-to-b --local')).toMatchObject({
    exit: 0,
    document: { availability: null, spans: [], cause: null, fixes: [] },
  });
  expect((await shell.run('history a-to-b --checks --local')).stdout).toBe(
    'No checks of a-to-b are kept for that time.\n',
  );
  expect(await shell.json('history a-to-b --checks --local')).toEqual({ exit: 0, document: [] });
  expect(existsSync(join(shell.folder, '.pathwatch'))).toBe(false);
});

test('a check tells verdict, findings, cost and alerts, and leaves them for later commands', async () => {
  const healthy = await shell.run('check --local');
  expect(healthy).toMatchObject({ exit: 0, stderr: '' });
  expect(healthy.stdout).toMatch(/^a-to-b: reachable, as expected, since .+ \(just now\)$/m);
  expect(healthy.stdout).not.toContain('Add an inbound rule');
  expect(await shell.run('status --local')).toMatchObject({ exit: 0 });

  const broken = await shell.json('check a-to-b --local --scene transit-route-missing');
  expect(broken).toMatchObject({
    exit: 1,
    document: {
      due: 1,
      // The way there, and its reply, which the model sees blocked.
      tally: { unexpected: 1, analyses: 2, alerts: 1 },
      cost: 0.2,
      paths: [
        {
          pathId: 'a-to-b',
          verdict: 'unreachable',
          standing: 'unexpected',
          findings: expect.arrayContaining([expect.objectContaining({ component: 'tgw-rtb-05c9fa8db5415ce07' })]),
          alerts: [
            {
              id: 'a-to-b/1/broke',
              incidentId: expect.stringMatching(/^tgw-rtb-05c9fa8db5415ce07-/),
              published: true,
              held: null,
            },
          ],
          cause: { facts: [{ component: 'tgw-rtb-05c9fa8db5415ce07' }] },
          fixes: [{ kind: 'undo' }],
        },
      ],
    },
  });

  // The next look is at the same network.
  const again = await shell.run('check a-to-b --local');
  expect(again.exit).toBe(1);
  expect(again.stdout).toContain('tgw-rtb-05c9fa8db5415ce07');
  expect(again.stdout).not.toContain('alert ');
  // Of a path that is not as expected it is told, carried too, what changed, who did it, and what mends it.
  const behind =
    /^ {2}changed: tgw-rtb-05c9fa8db5415ce07 lost .*\n( {2}changed: .*\n)* {2}changed: DeleteTransitGatewayRoute by arn:.*\n {2}to undo the change, add the transit gateway route again:\n {4}aws ec2 create-transit-gateway-route --\S+ .*$/m;
  expect(again.stdout).toMatch(behind);
  expect((await shell.run('history a-to-b --local')).stdout).toMatch(behind);

  const status = await shell.run('status --local');
  expect(status.exit).toBe(1);
  expect(status.stdout).toMatch(/^a-to-b .*NOT AS EXPECTED.*tgw-rtb-05c9fa8db5415ce07/m);
  expect(await shell.json('status --local')).toMatchObject({
    exit: 1,
    document: [
      {
        pathId: 'a-to-b',
        incidentId: expect.stringMatching(/^tgw-rtb-05c9fa8db5415ce07-\d{8}T\d{6}Z$/),
        pendingAlerts: [],
      },
      { pathId: 'b-not-to-a' },
    ],
  });
});

test('an alert that a mute keeps back is not told, and check and status say why', async () => {
  // Where the environment does not say who it is, the system does.
  delete process.env.USER;
  delete process.env.USERNAME;
  const run = (...args: readonly string[]) => shell.run([...args, '--local'], { user: () => 'carol' });
  await run('mute', 'a-to-b', '--for', '2h', '--reason', 'switch replaced');
  const broken = await run('check', 'a-to-b', '--scene', 'transit-route-missing');
  expect(broken.stdout).toMatch(
    /^ {2}alert a-to-b\/1\/baseline kept back: a mute until .* UTC, by carol: switch replaced$/m,
  );
  await run('ack', 'a-to-b', '--reason', 'on it');
  expect((await run('status')).stdout).toMatch(
    /^a-to-b .*; incident tgw-rtb-\S+; acknowledged by carol: on it; silenced by a mute until .*: switch replaced$/m,
  );
  expect(await shell.json('status --local')).toMatchObject({
    document: [
      { acknowledged: { by: 'carol', reason: 'on it' }, silenced: { reason: expect.stringContaining('carol') } },
      { pathId: 'b-not-to-a', acknowledged: null, silenced: null },
    ],
  });
});

describe('a signal', () => {
  const state = aState();
  const told = (id: string, over: Parameters<typeof anIncident>[0]) => toldSignal(id, state, [anIncident(over)]);

  test('is told once its incident tells it and all channels have taken that', () => {
    const paths = [aMember({ told: 'down' })];
    const incidentId = anIncident().id;
    expect(told('web-db/1/broke', { paths })).toEqual({
      id: 'web-db/1/broke',
      incidentId,
      published: true,
      held: null,
    });
    const waiting = { alert: anAlert(), waiting: [{ channel: 'topic', attempts: 1 }] };
    expect(told('web-db/1/broke', { paths, outbox: [waiting] })).toMatchObject({ incidentId, published: false });
    // Of what came and went while it was kept back nobody is told.
    const gone = { paths: [aMember({ down: false, number: 2 })], held: 'a mute', endedAt: '2026-11-22T11:00:00.000Z' };
    expect(told('web-db/2/recovered', gone)).toEqual({
      id: 'web-db/2/recovered',
      incidentId,
      published: false,
      held: 'a mute',
    });
    // Who made the change is told by a message of its own.
    expect(told('web-db/1/attributed', { paths })).toMatchObject({ published: false, held: null });
    expect(told('web-db/1/attributed', { paths, causeTold: true })).toMatchObject({ published: true });
  });

  test('is not told before an incident takes it, nor by one of something else or of something before', () => {
    const untaken = { incidentId: null, published: false };
    expect(toldSignal('web-db/1/broke', aState({ outbox: [anOwed()] }), [anIncident()])).toMatchObject(untaken);
    expect(told('web-db/1/blind', {})).toMatchObject({ incidentId: null });
    expect(told('web-db/2/recovered', {})).toMatchObject({ incidentId: null });
    expect(told('web-db/1/broke', {})).toMatchObject({ incidentId: anIncident().id, published: false });
  });
});

test('what has not changed is carried for nothing, and said so; `--audit` buys it all the same', async () => {
  await shell.run('check --local');
  const again = await shell.json('check --local');
  expect(again).toMatchObject({
    exit: 0,
    document: {
      tally: { expected: 2, carried: 2, analyses: 0 },
      cost: 0,
      paths: [
        { pathId: 'a-to-b', verdict: 'reachable', standing: 'expected', how: 'carried', analyses: 0, cost: 0 },
        { pathId: 'b-not-to-a', verdict: 'unreachable', standing: 'expected', how: 'carried' },
      ],
    },
  });
  const told = await shell.run('check --local');
  expect(told.stdout).toContain('carried: nothing that it depends on has changed since the analysis of');
  expect(told.stdout).toMatch(/2 as expected; 2 carried\. 0 analyses, \$0\.00/);
  expect(await shell.json('check --local --audit')).toMatchObject({
    exit: 0,
    document: {
      tally: { expected: 2, carried: 0, analyses: 2 },
      paths: [{ how: 'analysed' }, { how: 'analysed' }],
    },
  });
  expect(((await shell.json('history a-to-b --checks --local')).document as readonly unknown[]).length).toBe(2);
});

test('a look that carries a verdict moves when the path was last looked at, and until when it held', async () => {
  const at = async () => {
    const { document } = await shell.json('status --local');
    return JSON.parse(JSON.stringify(document))[0];
  };
  await shell.run('check --local');
  const first = await at();
  await shell.run('check --local');
  const second = await at();
  expect(second.since).toBe(first.since);
  expect(second.observedAt > first.observedAt).toBe(true);
  expect(second.until).toBe(second.observedAt);
  expect(second).toMatchObject({ pending: null, disagreements: 0 });
  // A look at one path by its name says nothing of the others.
  await shell.run('check b-not-to-a --local --audit');
  expect(await at()).toEqual(second);
});

test('the checks of a path are newest first, within their limits, with their fixes, without AWS documents unless asked', async () => {
  await breakPath();
  const all = await shell.run('history a-to-b --checks --local');
  expect(all.exit).toBe(0);
  expect(all.stdout.match(/^\d{4}-.*$/gm)?.map((row) => / (\w*reachable) /.exec(row)?.[1])).toEqual([
    'unreachable',
    'reachable',
  ]);
  expect((await shell.run('history a-to-b --checks --local --limit 1')).stdout).toContain('There are older checks');
  expect(await shell.json('history a-to-b --checks --local --until 2020-01-01')).toEqual({ exit: 0, document: [] });
  const { document } = await shell.json('history a-to-b --checks --local --limit 1');
  expect(document).toMatchObject([{ verdict: 'unreachable', evidence: expect.any(Array) }]);
  expect(JSON.stringify(document)).not.toContain('"document"');
  const full = (await shell.json('history a-to-b --checks --local --full')).document;
  expect(JSON.stringify(full)).toContain('"document"');
  // What puts the break right comes with it, first what undoes the change behind it.
  const command =
    'aws ec2 create-transit-gateway-route --transit-gateway-route-table-id tgw-rtb-05c9fa8db5415ce07 --destination-cidr-block 10.0.0.0/16 --transit-gateway-attachment-id tgw-attach-0a7b6c5d4e3f20819';
  expect(full).toMatchObject([
    { fixes: [{ kind: 'undo', title: 'add the transit gateway route again', command, blanks: {} }] },
    { fixes: [] },
  ]);
});

test('an unknown path is refused with the nearest one', async () => {
  for (const command of ['check a-to-c --local', 'history a-to-c --local'])
    expect(await shell.json(command)).toEqual({
      exit: 2,
      document: {
        error: {
          code: 'unknown-path',
          message: 'there is no path `a-to-c`',
          advice: 'did you mean `a-to-b`?',
        },
      },
    });
});

test('a state that is no longer declared is shown last and does not count', async () => {
  await breakPath();
  await shell.write('less.yaml', twoPaths.replace('id: a-to-b,', 'id: c-to-d,'));
  const { stdout, exit } = await shell.run('status --local --config less.yaml');
  expect(exit).toBe(3);
  expect(stdout).toMatch(/^a-to-b +unreachable +no longer declared/m);
  expect(stdout.indexOf('c-to-d')).toBeLessThan(stdout.indexOf('b-not-to-a'));
  expect(stdout.indexOf('b-not-to-a')).toBeLessThan(stdout.indexOf('a-to-b '));
  expect(stdout).toContain('2 paths: 0 not as expected, 1 undetermined, 1 as expected.');
});

test('colour goes to a terminal only, and not where NO_COLOR is set; a terminal is not overrun', async () => {
  await breakPath();
  const colour = '\u001b';
  const seen = async (over: Partial<Io>): Promise<string> => {
    const written: string[] = [];
    const stdout = { write: (text: string) => void written.push(text), isTerminal: true };
    await shell.run('status --local', { stdout, columns: 120, ...over });
    return written.join('');
  };
  const coloured = await seen({});
  expect(coloured).toContain(`${colour}[31mNOT AS EXPECTED`);
  const environment = { ...process.env, NO_COLOR: '1' };
  const plain = await seen({ environment });
  expect(plain).not.toContain(colour);
  expect(Math.max(...plain.split('\n').map((row) => row.length))).toBeLessThanOrEqual(120);
  expect((await shell.run('status --local')).stdout).not.toContain(colour);
});

test('a folder that another process holds is refused; what a dead one left behind is taken over', async () => {
  await mkdir(join(shell.folder, 'held'));
  await shell.write('held/lock', `${process.pid}\n`);
  expect(await shell.json('status --local --data held')).toMatchObject({
    exit: 3,
    document: { error: { code: 'data-in-use', message: expect.stringContaining(`process ${process.pid}`) } },
  });
  // Above every process id that Linux gives.
  await shell.write('held/lock', '4194305\n');
  expect(await shell.run('check --local --data held')).toMatchObject({ exit: 0 });
  expect(existsSync(join(shell.folder, 'held/lock'))).toBe(false);
  await shell.write('file', '');
  expect(await shell.json('check --local --data file')).toMatchObject({
    exit: 2,
    document: { error: { code: 'data-unusable' } },
  });
});

test('as a process it ends by itself, with the exit code and one document on its output', async () => {
  const spawn = (...args: readonly string[]): Promise<Ran> =>
    new Promise((done) => {
      execFile(
        process.execPath,
        [resolve('bin/pathwatch.ts'), ...args],
        { cwd: shell.folder, env: { ...process.env, NODE_OPTIONS: '' } },
        (error, stdout, stderr) => done({ exit: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
  const checked = await spawn('check', '--local', '--json', '--scene', 'security-group-closed');
  expect(checked).toMatchObject({ exit: 1, stderr: '' });
  expect(JSON.parse(checked.stdout)).toMatchObject({ tally: { unexpected: 1, expected: 1 } });
  const repaired = await spawn('check', '--local', '--scene', 'healthy');
  expect(repaired).toMatchObject({ exit: 0, stderr: '' });
  expect(repaired.stdout).toContain('alert a-to-b/2/recovered told, incident sg-073c4d556bf048ea0-');
  expect(await spawn('nix')).toMatchObject({ exit: 2, stdout: '' });
});
