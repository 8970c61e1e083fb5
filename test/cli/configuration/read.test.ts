import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemText } from '../../../cli/configuration/problem.ts';
import { readConfiguration } from '../../../cli/configuration/read.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
});
afterAll(() => rm(folder, { recursive: true }));

const problemsOf = async (name: string, content?: string | Uint8Array): Promise<readonly string[]> => {
  const file = join(folder, name);
  if (content !== undefined) await writeFile(file, content);
  const read = await readConfiguration(file);
  return read.ok ? [] : read.problems.map((problem) => problemText(problem).replace(`${folder}/`, ''));
};

test('a file is read into a configuration, YAML or JSON alike', async () => {
  const path = { id: 'a', from: 'i-0123456789abcdef0', to: '10.0.0.1', protocol: 'tcp', port: 443, every: '1 hour' };
  await writeFile(join(folder, 'a.json'), JSON.stringify({ paths: [path] }, undefined, '\t'));
  await writeFile(
    join(folder, 'a.yaml'),
    `paths:\n  -${Object.entries(path)
      .map(([key, value]) => ` ${key}: ${value}\n`)
      .join('   ')}`,
  );
  const fromJson = await readConfiguration(join(folder, 'a.json'));
  expect(fromJson).toMatchObject({ ok: true, configuration: { paths: [{ id: 'a', every: 'rate(1 hour)' }] } });
  expect(await readConfiguration(join(folder, 'a.yaml'))).toEqual(fromJson);
});

test('a file of 5 MB is refused unread', async () => {
  expect(await problemsOf('large.yaml', 'x'.repeat(5_000_000))).toEqual([
    expect.stringMatching(/^large\.yaml:1:1: the file has 5000000 bytes; a configuration has at most 1048576: check /),
  ]);
});

test('an empty file is told how to begin', async () => {
  for (const content of ['', '\n\n', '# nothing yet\n'])
    expect(await problemsOf('empty.yaml', content)).toEqual([
      'empty.yaml:1:1: the file is empty: declare at least one path; docs/configuration.md shows how',
    ]);
});

test('a file that cannot be read is told why', async () => {
  expect(await problemsOf('none.yaml')).toEqual([expect.stringContaining('none.yaml:1:1: there is no such file')]);
  expect(await problemsOf('.')).toEqual([expect.stringContaining('1:1: it is a folder')]);
  expect(await problemsOf('latin.yaml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe4))).toEqual([
    expect.stringContaining('latin.yaml:1:1: the file is not UTF-8 text'),
  ]);
});
