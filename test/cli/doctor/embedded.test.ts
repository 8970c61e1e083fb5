import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Examined, NOT_APPLICABLE } from '../../../cli/doctor/examine.ts';
import { openShell, type Shell, twoPaths } from '../../support/command-line.ts';

/* The doctor of the embedded account: what it has in common with a deployment is looked at, over its real endpoints. */

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', `channels: { slack: [{ name: noc, secret: pathwatch/slack }] }\n${twoPaths}`);
});
afterEach(() => shell.remove());

const examined = async () => {
  const { exit, document } = await shell.json('doctor --local');
  const all = document as readonly Examined[];
  const outcomes = Object.fromEntries(all.map(({ check, outcome, message }) => [check, { outcome, message }]));
  return { exit, all, outcomes };
};

test('before the first look it says how to begin, and makes no folder', async () => {
  const { exit, all } = await examined();
  expect(exit).toBe(0);
  expect(all.filter(({ outcome }) => outcome !== 'ok')).toEqual([
    {
      check: 'declarations',
      outcome: 'warning',
      message: 'never looked at: 2 paths: a-to-b, b-not-to-a',
      remedy: 'look at them: `pathwatch check --local`',
    },
    {
      check: 'sweeps',
      outcome: 'warning',
      message: 'no sweep has ended yet',
      remedy: 'look now: `pathwatch check --local`',
    },
  ]);
  expect(existsSync(join(shell.folder, '.pathwatch'))).toBe(false);
});

test('after a look all is well, and what it has not is said not to apply', async () => {
  await shell.run('check --local');
  const { exit, all, outcomes } = await examined();
  expect(exit).toBe(0);
  expect(all.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  const missing = all.filter(({ message }) => message === NOT_APPLICABLE).map(({ check }) => check);
  expect(missing).toEqual([
    'credentials',
    'clock',
    'deployment',
    'version',
    'permissions',
    'table-recovery',
    'table-expiry',
    'table-protection',
    'canary',
    'alarms',
    'subscriptions',
    'troubles-subscriptions',
    'forwarder',
  ]);
  expect(outcomes).toMatchObject({
    region: { message: 'ap-northeast-1' },
    declarations: { message: 'the configuration here declares 2 paths as they were looked at' },
    table: { message: 'pathwatch is readable and knows 2 paths' },
    sweeps: { message: expect.stringMatching(/^last swept .* by hand: 2 paths$/) },
    'slack-secrets': { message: '1 secret of webhooks is there' },
    trail: { message: expect.stringContaining('management-events') },
    'global-network': { message: '1 transit gateway registered in a global network' },
    budget: { message: expect.stringMatching(/^2 of 500 analyses/) },
  });
  expect((await shell.run('doctor --local')).stdout).toMatch(
    /^- {2}credentials +not applicable to the embedded account\n +so too: clock, deployment, /m,
  );
});

test('a path that is declared otherwise since it was looked at is found', async () => {
  await shell.run('check --local');
  await shell.write('pathwatch.yaml', twoPaths.replace('port: 3389', 'port: 443'));
  expect((await examined()).outcomes.declarations).toEqual({
    outcome: 'warning',
    message: 'declared otherwise here: 1 path: a-to-b',
  });
});

test('with a configuration that is wrong it still looks at all else, and exits 1', async () => {
  await shell.write('pathwatch.yaml', 'paths: 1\n');
  const { exit, outcomes } = await examined();
  expect(exit).toBe(1);
  expect(outcomes.configuration?.outcome).toBe('failed');
  expect(outcomes.budget?.outcome).toBe('unknown');
  expect(outcomes.trail?.outcome).toBe('ok');
});
