import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/* What the documents name must be there: commands, files, links, decisions, packages. */

const root = resolve(import.meta.dirname, '../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root })];

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest: Manifest = JSON.parse(textOf('package.json'));

const matchesIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => match[1] ?? '');

test.each(pages)('the npm scripts that %s names exist', (page) => {
  const named = matchesIn(textOf(page), /npm run (?:-s |--silent )?([\w:-]+)/g);
  expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([]);
});

test.each(pages)('the links of %s lead to something', (page) => {
  const links = matchesIn(textOf(page), /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?:|#)/.test(link));
  const missing = links.filter((link) => !existsSync(join(root, dirname(page), link.replace(/#.*$/, ''))));
  expect(missing).toEqual([]);
});

test.each(pages)('the files that %s names exist', (page) => {
  const named = matchesIn(textOf(page), /`((?:bench|bin|cli|docs|lambda|lib|local|test|\.ci)\/[\w./-]*)`/g);
  expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test.each(pages)('the commands that %s names are commands of pathwatch', (page) => {
  const named = matchesIn(textOf(page), /npm run -s pathwatch -- ([a-z]+(?:-[a-z]+)*)/g);
  expect(named.filter((name) => !existsSync(join(root, `cli/commands/${name}.ts`)))).toEqual([]);
});

test('CI runs all that `npm test` runs', () => {
  const parts = matchesIn(manifest.scripts.test ?? '', /npm run -s (\w+)/g);
  expect(parts).toEqual(expect.arrayContaining(['types', 'lint', 'unit']));
  const script = textOf('.ci/run');
  expect(parts.filter((name) => !script.includes(`npm run -s ${name}`))).toEqual([]);
});

describe('the decisions in docs/adr', () => {
  const files = globSync('docs/adr/*.md', { cwd: root }).sort();

  test('are numbered without a gap', () => {
    expect(files.length).toBeGreaterThan(5);
    const numbers = files.map((file) => /\/(\d{3})-[a-z0-9-]+\.md$/.exec(file)?.[1]);
    expect(numbers).toEqual(files.map((_, index) => `${index + 1}`.padStart(3, '0')));
  });

  test.each(files)('%s has its number, a status and the four parts', (file) => {
    const text = textOf(file);
    expect(text.startsWith(`# ${/(\d{3})-/.exec(file)?.[1]}: `)).toBe(true);
    expect(text).toMatch(/^Status: (accepted|superseded by \[\d{3}\].*)$/m);
    expect(matchesIn(text, /^## (.*)$/gm)).toEqual(['Context', 'Positions', 'Decision', 'Consequences']);
    expect(text.split('\n').length).toBeLessThanOrEqual(60);
  });
});

describe('docs/dependencies.md', () => {
  const [, installed = '', bundled = '', checkout = ''] = textOf('docs/dependencies.md').split(/^## /m);
  const rowsOf = (section: string) => matchesIn(section, /^\| `([^`]+)` +\|.*\|.*\|.*\|$/gm);

  test('has what is installed with the command line, and no other', () => {
    expect(rowsOf(installed)).toEqual(Object.keys(manifest.dependencies).sort());
  });

  test('has every other package, where it belongs by its name', () => {
    expect([...rowsOf(bundled), ...rowsOf(checkout)].sort()).toEqual(Object.keys(manifest.devDependencies).sort());
    for (const section of [bundled, checkout]) expect(rowsOf(section)).toEqual([...rowsOf(section)].sort());
  });
});
