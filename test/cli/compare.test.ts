import { existsSync, readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Documents, Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import type { FaultName } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';
import { aFault } from '../support/network.ts';
import { broken } from '../support/scenario-network.ts';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(() => shell.remove());

const folder = (
  name: string,
  documents: Documents,
  unreadable: Snapshot['unreadable'] = {},
  takenAt = '2026-11-22T10:00:00.000Z',
): Promise<void> => writeFolder(join(shell.folder, name), { takenAt, documents, unreadable });
const network = (name: string, fault: FaultName | 'healthy', takenAt?: string): Promise<void> =>
  folder(name, broken(fault), {}, takenAt);

const read = (file: string): string => readFileSync(join(shell.folder, file), 'utf8');

const withoutGroups = (): Documents => {
  const { SecurityGroups: _groups, ...rest } = broken('healthy');
  return rest;
};

beforeEach(async () => {
  await network('good', 'healthy');
  await network('bad', 'security-group-closed', '2026-11-22T11:00:00.000Z');
});

test('a path that breaks makes it 1, and is told with verdicts, reasons, what changed and what mends it', async () => {
  expect(await shell.json('compare good bad')).toMatchObject({
    exit: 1,
    document: {
      before: { network: 'good', takenAt: '2026-11-22T10:00:00.000Z', unreadable: {} },
      after: { network: 'bad' },
      gate: { failOn: null, passes: false },
      tally: { broke: 1, same: 1, lost: 0 },
      paths: [
        {
          pathId: 'a-to-b',
          turn: 'broke',
          before: { verdict: 'reachable', standing: 'expected', findings: [] },
          after: { verdict: 'unreachable', standing: 'unexpected', findings: [{ component: ids.groupB }] },
          moved: [],
          facts: [{ message: `${ids.groupB} lost its inbound rule tcp/3389 from 10.0.0.0/16` }],
          left: 0,
          otherCause: false,
          fixes: [{ kind: 'undo', command: expect.stringContaining('authorize-security-group-ingress') }],
        },
        { pathId: 'b-not-to-a', turn: 'same' },
      ],
    },
  });
  const { stdout } = await shell.run('compare good bad');
  expect(stdout).toMatch(/^a-to-b +reachable → unreachable +NEWLY NOT AS EXPECTED +sg-/m);
  expect(stdout).toContain(`  changed: ${ids.groupB} lost its inbound rule tcp/3389 from 10.0.0.0/16\n`);
  expect(stdout).toMatch(/^ {4}aws ec2 authorize-security-group-ingress --group-id sg-/m);
  // What did not change is counted alone.
  expect(stdout).not.toContain('b-not-to-a');
  expect(stdout).toMatch(/^2 paths: 1 newly not as expected, 1 unchanged\. By the network model alone\./m);
  expect(stdout).toMatch(/^The gate fails: 1 path is newly not as expected\.$/m);
});

test('a path that recovers makes it 0, and is told with what had stopped it', async () => {
  const { exit, stdout } = await shell.run('compare bad good');
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^a-to-b +unreachable → reachable +recovered +before: sg-/m);
  expect(stdout).toMatch(/^a-to-b: unreachable → reachable, recovered\n {2}before:\n {2}forward: sg-/m);
  expect(stdout).toContain('note: bad was described after good: see whether they are named in the right order');
  expect(stdout).not.toContain('aws ec2');
});

test('what is still not as expected fails by name alone', async () => {
  const exits = ['', '--fail-on regression', '--fail-on unexpected', '--fail-on unknown'];
  expect(await Promise.all(exits.map(async (failOn) => (await shell.run(`compare bad bad ${failOn}`)).exit))).toEqual([
    0, 0, 1, 1,
  ]);
  expect((await shell.run('compare bad bad')).stdout).toMatch(/^a-to-b +unreachable +STILL NOT AS EXPECTED/m);
});

test('what nobody can tell makes it 3, or passes loudly where the gate lets it', async () => {
  await folder('blind', withoutGroups(), { SecurityGroups: aFault('DescribeSecurityGroups') });
  const { exit, stdout } = await shell.run('compare good blind');
  expect(exit).toBe(3);
  expect(stdout).toMatch(/^a-to-b +reachable → unknown +no longer known +the network model cannot tell: Sec/m);
  expect(stdout).toContain('note: of blind could not be read, or not to the end: SecurityGroups');
  expect(stdout).toContain('The gate could not be decided: 2 paths are undetermined.');
  const passed = await shell.run('compare good blind --fail-on regression');
  expect(passed.exit).toBe(0);
  expect(passed.stdout).toContain('The gate passes, but 2 paths are undetermined');
  expect(await shell.json('compare blind blind')).toMatchObject({
    exit: 3,
    document: { tally: { unseen: 2, same: 0 }, paths: [{ turn: 'unseen', facts: [] }, { turn: 'unseen' }] },
  });
});

test('`now`, which may be left out, is the network as it is described', async () => {
  await shell.run('check --local --scene security-group-closed');
  for (const args of ['compare good --local', 'compare good now --local', 'compare good now a-to-b --local'])
    expect(await shell.json(args)).toMatchObject({
      exit: 1,
      document: {
        after: { network: 'now' },
        paths: expect.arrayContaining([expect.objectContaining({ turn: 'broke' })]),
      },
    });
  expect(await shell.json('compare now good a-to-b --local')).toMatchObject({
    exit: 0,
    document: { before: { network: 'now' }, paths: [{ pathId: 'a-to-b', turn: 'recovered' }] },
  });
  expect((await shell.run('compare good --local')).stdout).toContain('after: the network as it is now, described ');
});

test('what is misused is told before anything is described', async () => {
  const refusals = [
    ['compare now now', 'both networks are the one that is described now'],
    ['compare good a-to-b', 'pathwatch compare good now a-to-b'],
    ['compare good bad a-to-c', 'did you mean `a-to-b`?'],
    ['compare nix now --local', 'nix'],
    ['compare', "missing required argument 'before'"],
    ['compare good bad --fail-on everything', 'regression, unexpected, unknown'],
    ['compare good bad --json --markdown -', 'both print to standard output'],
    ['compare good bad --junit -', 'names no file'],
    ['compare good bad --junit x --markdown x', 'the same file'],
  ] as const;
  for (const [args, told] of refusals) {
    const { exit, stdout, stderr } = await shell.run(args);
    expect({ args, exit, said: `${stdout}${stderr}` }).toMatchObject({
      args,
      exit: 2,
      said: expect.stringContaining(told),
    });
  }
  expect(existsSync(join(shell.folder, '.pathwatch'))).toBe(false);
});

test('a thousand paths are told within bounds, worst first', async () => {
  const paths = Array.from(
    { length: 1000 },
    (_, index) =>
      `  - { id: p${index}, from: ${ids.instanceA}, to: ${ids.instanceB}, protocol: tcp, port: ${index < 600 ? 3389 : 22}, every: 1 hour${index === 599 ? '' : ', severity: info'}${index < 600 ? '' : ', expect: unreachable'} }`,
  );
  await shell.write('pathwatch.yaml', `paths:\n${paths.join('\n')}\n`);
  const { exit, stdout } = await shell.run('compare good bad --markdown r.md --junit r.xml');
  expect(exit).toBe(1);
  expect(stdout.split('\n').length).toBeLessThan(300);
  // The gravest of those that broke is first.
  expect(stdout.split('\n').find((row) => row.includes('NEWLY'))).toMatch(/^p599 /);
  expect(stdout).toContain('and 500 more paths; `--json` has them');
  expect(stdout).toContain('The reasons of 580 more paths: `--json`, or name them.');
  expect(stdout).toContain('1000 paths: 600 newly not as expected, 400 unchanged.');
  const markdown = read('r.md');
  expect(markdown.length).toBeLessThan(65_536);
  expect(markdown).toContain('And 500 more paths.');
  expect(read('r.xml').match(/<testcase /g)).toHaveLength(1000);
});

describe('the reports', () => {
  test('are written beside the text, a test case a path', async () => {
    const { exit, stdout, stderr } = await shell.run(
      'compare good bad --junit out/junit.xml --markdown out/summary.md',
    );
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: '' });
    expect(stdout).toContain('The gate fails');
    expect(read('out/junit.xml')).toMatch(
      /<testsuites name="pathwatch compare" tests="2" failures="1" errors="0" skipped="0">/,
    );
    expect(read('out/summary.md')).toMatch(
      /^\| ❌ NEWLY NOT AS EXPECTED \| `a-to-b` \| reachable → unreachable \| `sg-/m,
    );
    expect(read('out/summary.md')).not.toContain('b-not-to-a');
  });

  test('take the place of the text with `--markdown -`', async () => {
    const { exit, stdout } = await shell.run('compare good bad --markdown -');
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^## pathwatch compare\n\n\*\*The gate fails/);
  });

  test('that cannot be written make it 2, and what was found is told all the same', async () => {
    await mkdir(join(shell.folder, 'folder'));
    const { exit, stdout, stderr } = await shell.run('compare good bad --junit folder');
    expect(exit).toBe(2);
    expect(stdout).toContain('The gate fails: 1 path is newly not as expected.');
    expect(stderr).toMatch(
      /^error: the report folder cannot be written: it is a folder\nname a file that can be written/,
    );
    expect(await shell.json('compare good bad --junit folder')).toMatchObject({
      exit: 2,
      document: { tally: { broke: 1 } },
    });
  });

  test('replace an earlier one whole, through a link, and leave nothing beside it', async () => {
    await shell.write('real.xml', 'of yesterday');
    await symlink(join(shell.folder, 'real.xml'), join(shell.folder, 'link.xml'));
    await shell.run('compare good bad --junit link.xml');
    expect(read('real.xml')).toContain('</testsuites>');
    expect(existsSync(join(shell.folder, `real.xml.${process.pid}.tmp`))).toBe(false);
  });

  test('say that nothing is known where there is no answer: an older one must not be taken for it', async () => {
    await shell.write('junit.xml', 'of yesterday');
    const { exit } = await shell.run('compare good nix --junit junit.xml');
    expect(exit).toBe(2);
    expect(read('junit.xml')).toMatch(/tests="1" failures="0" errors="1"[\s\S]*nix[\s\S]*\[no-snapshot\]/);
  });

  test('count what the gate lets pass as skipped, and what nobody could tell as an error', async () => {
    await folder('blind', withoutGroups(), { SecurityGroups: aFault('DescribeSecurityGroups') });
    const counts = async (args: string): Promise<string | undefined> => {
      await shell.run(`compare ${args} --junit junit.xml`);
      return /<testsuites [^>]*(failures="\d" errors="\d" skipped="\d")/.exec(read('junit.xml'))?.[1];
    };
    expect(await counts('bad bad')).toBe('failures="0" errors="0" skipped="1"');
    expect(await counts('bad bad --fail-on unexpected')).toBe('failures="1" errors="0" skipped="0"');
    expect(await counts('good blind')).toBe('failures="0" errors="2" skipped="0"');
    expect(await counts('good blind --fail-on unexpected')).toBe('failures="0" errors="0" skipped="2"');
    expect(read('junit.xml')).toContain('SecurityGroups could not be read');
  });
});
