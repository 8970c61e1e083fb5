import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleCommandLine, type CommandLine } from '../../lib/bundle-command-line.ts';
import { bytesOf, loadedWith } from '../../lib/loaded.ts';
import { packageOf } from '../../lib/notices.ts';

const root = resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the bundle of the command line', () => {
  let folder: string;
  let bundle: CommandLine;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pathwatch-'));
    bundle = await bundleCommandLine(join(folder, 'cli'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const inputsOf = (files: Iterable<string>): readonly string[] =>
    [...files].flatMap((file) => Object.keys(bundle.outputs[file]?.inputs ?? {}));
  const packagesOf = (inputs: readonly string[]): ReadonlySet<string> =>
    new Set(inputs.flatMap((input) => packageOf(input)?.replace(/^node_modules\//, '') ?? []));

  test('wants of the packages those that are installed with it, and no other', () => {
    const wanted = Object.values(bundle.outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external, path }) => external === true && !isBuiltin(path))
      .map(({ path }) => path);
    expect(new Set(wanted)).toEqual(new Set(Object.keys(manifest.dependencies)));
  });

  test('has less than 5 MB, of which every command loads less than 1.2 MB, and nothing of AWS', () => {
    const loaded = loadedWith(bundle.entry, bundle.outputs);
    expect(bytesOf(Object.keys(bundle.outputs), bundle.outputs)).toBeLessThan(5_000_000);
    expect(bytesOf(loaded, bundle.outputs)).toBeLessThan(1_200_000);
    const names = [...packagesOf(inputsOf(loaded))];
    expect(names).toContain('commander');
    expect(names.filter((name) => /^(@aws|@smithy|@hono|hono|dynalite)/.test(name))).toEqual([]);
  });

  test('has the thread of the durable runner where that looks for it', () => {
    const runner = Object.entries(bundle.outputs).find(([, { inputs }]) =>
      Object.keys(inputs).some((input) =>
        input.endsWith('durable-execution-sdk-js-testing/dist/history-event-types.mjs'),
      ),
    );
    expect(runner?.[0].replace(/[^/]+$/, '')).toBe(bundle.entry.replace(/[^/]+$/, ''));
    expect(existsSync(join(folder, 'cli/checkpoint-server/index.mjs'))).toBe(true);
  });

  test('brings the license of each package that is in it, and the page of dependencies says that it is', () => {
    const licenses = readFileSync(join(folder, 'cli/licenses.txt'), 'utf8');
    const names = [...packagesOf(inputsOf(Object.keys(bundle.outputs)))];
    expect(names.length).toBeGreaterThan(30);
    const own = names.map((name) => name.replace(/^.*node_modules\//, ''));
    expect(own.filter((name) => !licenses.includes(`${name} `))).toEqual([]);
    const [, , bundled = ''] = readFileSync(join(root, 'docs/dependencies.md'), 'utf8').split(/^## /m);
    const rows = new Set([...bundled.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name));
    expect(names.filter((name) => name in manifest.devDependencies && !rows.has(name))).toEqual([]);
  });
});
