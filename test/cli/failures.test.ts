import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';

/* What goes wrong for people, and what they are told: one sentence, and what to do next. */

let shell: Shell;
const before = { ...process.env };
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(async () => {
  process.env = { ...before };
  await shell.remove();
});

test.each([
  ['alert', '`alert` wants a command: test', /^write for example `pathwatch alert test email`; see /],
  ['alert tset', "unknown command 'tset'", /^Did you mean test\?$/],
  ['alert test', "missing required argument 'channel'", /^write for example `pathwatch alert test email`; see /],
  ['history', "missing required argument 'path'", /^write for example `pathwatch history a-to-b-rdp`; see /],
  ['snapshot', "required option '--out <folder>' not specified", /^write for example `pathwatch snapshot --out /],
  ['status check', "`status` takes no argument, and there is 'check' too", /^give one command at a time$/],
  [
    'unmute a b',
    "`unmute` takes one argument, and there is 'b' too",
    /^leave it out, or put .* in quotes; see `pathwatch u/,
  ],
  ['status --config', "option '--config <file>' has no value", /^see `pathwatch --help`$/],
  [
    'history a --limit x',
    "'x' is no value of option '--limit <count>'",
    /^write a whole number from 1 to 1000000; see /,
  ],
  ['check --scene helthy', "'helthy' is no value of option '--scene <name>'", /^did you mean `healthy`\?$/],
  ['check --scene nix', "'nix' is no value of option '--scene <name>'", /^write one of healthy, transit-.*; see /],
  ['history a-to-c --local', 'there is no path `a-to-c`', /^did you mean `a-to-b`\?$/],
  ['history web --local', 'there is no path `web`', /^known are a-to-b, b-not-to-a$/],
  ['status --config nix.yaml', 'nix.yaml is wrong', /there is no such file\n {4}name a configuration file with/],
  ['status --config .', '. is wrong', /it is a folder\n {4}name a configuration file with/],
  ['status --config pathwatch.yaml/x', 'pathwatch.yaml/x is wrong', /a part of its name is a file, not a folder/],
  ['analyze --queries .', 'the queries . cannot be read: it is a folder', /^name a JSON file: /],
  ['flows nix.txt', 'the records nix.txt cannot be read: there is no such file', /^name a text file /],
  [
    'status --local --data pathwatch.yaml',
    /^the folder \S+pathwatch\.yaml cannot be used: it is a file$/,
    /^name a folder /,
  ],
] as const)('`%s` is told so, and what to do', async (args, message, advice) => {
  const { exit, stdout, stderr } = await shell.run(args);
  const [first = '', ...rest] = stderr.trimEnd().split('\n');
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
  if (typeof message === 'string') expect(first).toBe(`error: ${message}`);
  else expect(first.replace(/^error: /, '')).toMatch(message);
  expect(rest.join('\n')).toMatch(advice);
  expect(stderr).not.toMatch(/^ +at /m);
});

test('without a configuration, and before anything was checked, it is said where to go', async () => {
  const empty = join(shell.folder, 'empty');
  await mkdir(empty);
  const { exit, stderr } = await shell.run('history a-to-b --local', { folder: empty });
  expect(exit).toBe(2);
  expect(stderr).toContain(
    'nothing is declared here, and nothing was checked yet: go to the folder of the configuration',
  );
});

test('a file whose links lead in a circle is told in words', async () => {
  await symlink('round.yaml', join(shell.folder, 'round.yaml'));
  const { exit, stdout } = await shell.run('validate --config round.yaml');
  expect(exit).toBe(2);
  expect(stdout).toContain('round.yaml:1:1: its links lead in a circle');
});

describe('what an embedded account keeps', () => {
  const keep = async (name: string, content: string): Promise<void> => {
    const file = join(shell.folder, '.pathwatch', name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, content);
  };

  test('is told where it is broken, and how to go on', async () => {
    await keep('table/CURRENT', 'garbage');
    const { exit, stderr } = await shell.run('status --local');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^error: the table in \S+table cannot be opened: .*\n.*remove that table/);
  });

  test('is not taken for none, nor for a part of itself', async () => {
    await keep('network', '{');
    expect((await shell.json('check --local')).document).toMatchObject({
      error: { code: 'data-unusable', message: expect.stringContaining('names neither network-1 nor network-2') },
    });
    await keep('network', 'network-1');
    await keep('network-1/Vpcs.json', '{"Vpcs": []}');
    await keep('network-1/RouteTables.json', '{');
    expect((await shell.json('check --local')).document).toMatchObject({
      error: { code: 'data-unusable', message: expect.stringMatching(/RouteTables\.json is no JSON/) },
    });
  });

  test('of a process that is gone is put away', async () => {
    await keep('address.json', 'garbage');
    await keep('lock', 'garbage');
    expect(await shell.run('mutes --local')).toEqual({ exit: 0, stdout: 'Nothing is muted.\n', stderr: '' });
  });
});

describe('AWS', () => {
  beforeEach(() => {
    Object.assign(process.env, { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  });

  test('that cannot be reached did not answer', async () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    const { exit, stderr } = await shell.run('status');
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /^error: AWS did not answer DescribeStacks: .*ECONNREFUSED.*\ncheck the network, the proxy /,
    );
  });

  test('is not asked without credentials, and with a Region that is none', async () => {
    const region = await shell.run(['status', '--region', 'EU west']);
    expect(region.exit).toBe(2);
    expect(region.stderr).toMatch(
      /^error: the Region cannot be used: .*EU west.*\nname it: `--region REGION`, such as /,
    );
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: join(shell.folder, 'none'),
      AWS_CONFIG_FILE: join(shell.folder, 'none'),
    });
    const { exit, stderr } = await shell.run('status');
    expect(exit).toBe(3);
    expect(stderr).toMatch(/^error: no credentials of AWS were found: .*\nsign in .*`--local`\n$/);
  });
});

test('a defect is one sentence, with where to report it; where it comes from is told with --debug', async () => {
  const broken = {
    stdin: () => {
      throw new TypeError('stdin is not a stream');
    },
  };
  const quiet = await shell.run('flows', broken);
  expect(quiet).toEqual({
    exit: 3,
    stdout: '',
    stderr:
      'error: something went wrong that should not: stdin is not a stream\n' +
      'run the command again with `--debug`, and report what that prints: README.md says where, under “Defects”\n',
  });
  expect((await shell.run('flows --debug', broken)).stderr).toMatch(/^TypeError: stdin is not a stream\n +at /);
});
