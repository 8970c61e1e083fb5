import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';

/* `check` as a pipeline runs it. */

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(() => shell.remove());

const read = (file: string): string => readFileSync(join(shell.folder, file), 'utf8');

/** A path whose end nobody finds, beside those that are as expected. */
const withUnknown = `${twoPaths}
  - { id: gone, from: i-0aaaaaaaaaaaaaaaa, to: i-0bbbbbbbbbbbbbbbb, protocol: tcp, port: 1, every: 1 hour }
`;

test('what nobody can tell makes it 3, unless the gate fails on what is unexpected alone, and then it is told', async () => {
  await shell.write('pathwatch.yaml', withUnknown);
  expect((await shell.run('check --local')).exit).toBe(3);
  expect((await shell.run('check --local --fail-on unknown')).exit).toBe(3);
  const passed = await shell.run('check --local --fail-on unexpected --junit junit.xml');
  expect(passed.exit).toBe(0);
  expect(passed.stdout).toMatch(
    /\nThe gate passes, but 1 path is undetermined: nobody could tell, and `--fail-on unexpected` lets that pass\.\n$/,
  );
  expect(read('junit.xml')).toContain('tests="3" failures="0" errors="0" skipped="1"');
  expect(await shell.json('check --local --fail-on unexpected')).toMatchObject({
    exit: 0,
    document: { gate: { failOn: 'unexpected', passes: true }, tally: { undetermined: 1 } },
  });
});

test('what is not as expected makes it 1 by every gate, and without one nothing of a gate is said', async () => {
  await shell.run('check --local --scene security-group-closed');
  for (const gate of ['', '--fail-on unexpected', '--fail-on unknown'])
    expect((await shell.run(`check --local ${gate}`)).exit).toBe(1);
  const { stdout } = await shell.run('check --local');
  expect(stdout).not.toContain('gate');
  expect(await shell.json('check --local')).toMatchObject({
    exit: 1,
    document: { gate: { failOn: null, passes: false } },
  });
  expect((await shell.run('check --local --fail-on regression')).exit).toBe(2);
});

test('the reports have the sentence, the change, its author and the command that undoes it', async () => {
  await shell.run('check --local');
  const { exit } = await shell.run(
    'check --local --scene security-group-closed --junit junit.xml --markdown summary.md',
  );
  expect(exit).toBe(1);
  const junit = read('junit.xml');
  expect(junit).toContain('tests="2" failures="1" errors="0" skipped="0"');
  expect(junit).toMatch(/<testcase classname="pathwatch\.check" name="a-to-b" time="[\d.]+">/);
  expect(junit).toMatch(/<failure message="unreachable, NOT AS EXPECTED: sg-\S+ has no inbound rule/);
  const told = [
    /changed: sg-\S+ lost its inbound rule tcp\/3389 from 10\.0\.0\.0\/16/,
    /changed: RevokeSecurityGroupIngress by arn:aws:iam::111111111111:user\/operator/,
    /aws ec2 authorize-security-group-ingress --group-id sg-/,
  ];
  for (const pattern of told) expect(junit).toMatch(pattern);
  const summary = read('summary.md');
  expect(summary).toMatch(/^\| ❌ NOT AS EXPECTED \| `a-to-b` \| unreachable \| `sg-/m);
  expect(summary).toMatch(/^- changed: `RevokeSecurityGroupIngress by arn:/m);
  expect(summary).toMatch(/^```sh\naws ec2 authorize-security-group-ingress .*\n```$/m);
  expect(summary.indexOf('`a-to-b`')).toBeLessThan(summary.indexOf('`b-not-to-a`'));
});

test('Markdown can take the place of the text', async () => {
  const { exit, stdout } = await shell.run('check --local --markdown -');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^## pathwatch check\n\n\*\*The gate passes\.\*\* 2 paths: 0 not as expected/);
});

test('a report that cannot be written makes it 2, and what was found is told and kept all the same', async () => {
  await mkdir(join(shell.folder, 'folder'));
  const { exit, stdout, stderr } = await shell.run('check --local --markdown folder');
  expect(exit).toBe(2);
  expect(stdout).toContain('2 paths: 0 not as expected');
  expect(stderr).toContain('error: the report folder cannot be written: it is a f');
  expect((await shell.run('status --local')).exit).toBe(0);
});
