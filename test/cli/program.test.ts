import { openShell, type Shell, twoPaths } from '../support/command-line.ts';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.remove());

test('an unknown command or option is refused with what was probably meant', async () => {
  expect(await shell.run('stauts')).toEqual({
    exit: 2,
    stdout: '',
    stderr: "error: unknown command 'stauts'\nDid you mean status?\n",
  });
  expect(await shell.run('status --jsn')).toMatchObject({
    exit: 2,
    stderr: "error: unknown option '--jsn'\nDid you mean --json?\n",
  });
});

test('an error with --json is one document', async () => {
  expect(await shell.json('stauts')).toEqual({
    exit: 2,
    document: { error: { code: 'usage', message: "unknown command 'stauts'", advice: 'Did you mean status?' } },
  });
});

test('no command, too many arguments, a missing one, and values that are none are misuse', async () => {
  for (const args of [
    '',
    'validate x',
    'history',
    'history a --limit 0',
    'history a --limit 2.5',
    'history a --since soon',
    'history a --until 2026-13-01',
    'check --timeout soon',
    'check --local --scene nix',
    'check --scene healthy',
    'status --config',
  ]) {
    const ran = await shell.run(args);
    expect({ args, ...ran }).toMatchObject({ args, exit: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^error: .+\n.+\n$/);
  }
});

test('help is an answer', async () => {
  const { exit, stdout, stderr } = await shell.run('status --help');
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  expect(stdout).toContain('--stack <name>');
  expect((await shell.run('check --help')).stdout).toContain('--scene');
  expect(await shell.json('--help')).toMatchObject({ exit: 0, document: { help: expect.stringContaining('Usage') } });
});

describe('validate', () => {
  test('counts what a right file declares', async () => {
    await shell.write('pathwatch.yaml', `${twoPaths}channels: { email: [netops@example.com] }\n`);
    expect(await shell.run('validate')).toEqual({
      exit: 0,
      stdout: 'pathwatch.yaml is right: 2 paths, 2 schedules, 1 e-mail address.\n',
      stderr: '',
    });
    expect(await shell.json('validate')).toEqual({
      exit: 0,
      document: { ok: true, file: 'pathwatch.yaml', paths: ['a-to-b', 'b-not-to-a'], problems: [] },
    });
  });

  test('tells all problems, each with its place and advice', async () => {
    await shell.write('other.yaml', twoPaths.replace('445', '70000').replace('id: a-to-b', 'idd: a-to-b'));
    const { exit, stdout } = await shell.run('validate --config other.yaml');
    expect(exit).toBe(2);
    expect(stdout).toMatch(/^other\.yaml:3:\d+: unknown key `idd` \(.*\)\n {4}did you mean `id`\?$/m);
    expect(stdout).toMatch(/^other\.yaml:8:11: .*70000.*\n {4}\S/m);
    expect(await shell.json('validate --config other.yaml')).toMatchObject({
      exit: 2,
      document: {
        ok: false,
        file: 'other.yaml',
        problems: expect.arrayContaining([expect.objectContaining({ line: 8 })]),
      },
    });
  });

  test('wants a file, and takes JSON too', async () => {
    expect(await shell.run('validate')).toMatchObject({ exit: 2, stderr: expect.stringContaining('pathwatch.json') });
    expect(await shell.run('validate --config nix.yaml')).toMatchObject({
      exit: 2,
      stdout: expect.stringContaining('nix.yaml:1:1: there is no such file'),
    });
    await shell.write(
      'pathwatch.json',
      '{"paths":[{"id":"a","from":"i-0123456789abcdef0","to":"10.0.0.1","protocol":"tcp","port":1,"every":"1 hour"}]}',
    );
    expect(await shell.run('validate')).toMatchObject({ exit: 0 });
  });
});

test('a wrong configuration stops every command that reads it, with its problems', async () => {
  await shell.write('pathwatch.yaml', twoPaths.replace('445', '70000'));
  for (const command of ['status', 'report', 'check --local'])
    expect(await shell.json(command)).toMatchObject({
      exit: 2,
      document: { error: { code: 'configuration', problems: [{ file: 'pathwatch.yaml', line: 8 }] } },
    });
});

test('where an error comes from is printed with --debug only', async () => {
  const quiet = await shell.run('check --local');
  expect(quiet).toMatchObject({ exit: 2, stderr: expect.not.stringContaining('    at ') });
  const { stdout, stderr } = await shell.run('check --local --debug --json');
  expect(stderr).toContain('    at ');
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'no-configuration' } });
});
