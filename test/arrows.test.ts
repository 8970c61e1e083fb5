import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/* The import arrows of docs/architecture.md are rules of the linter; here each is shown to bite. */

const root = resolve(import.meta.dirname, '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrows-'));
  const { $schema: _schema, vcs: _vcs, ...rules } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes one file for each case, lints them all at once, and answers which were refused for what they import. */
const refused = (cases: readonly (readonly [string, string])[]): readonly boolean[] => {
  const files = cases.map(([place, code], index) => {
    const file = join(folder, place, `probe-${index}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    return file;
  });
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: unknown } }[] };
  return files.map((file) =>
    diagnostics.some(
      ({ category, location }) =>
        category.startsWith('lint/style/noRestricted') &&
        JSON.stringify(location.path).includes(file.split('/').at(-1) ?? ''),
    ),
  );
};

const forbidden: readonly (readonly [string, string])[] = [
  ['lambda/asking', "import a from '../aws/dynamodb-store.ts'; a();"],
  ['lambda/asking', "import a from '../../ui/view/bars.ts'; a();"],
  ['ui/view', "import { h } from 'preact'; h('p', {});"],
  ['ui/view', "import a from '../../lambda/aws/table.ts'; a();"],
  ['ui/read', "import a from '../../cli/page.ts'; a();"],
  ['ui/components', "import a from '../read/overview.ts'; a();"],
  ['ui/components', "import a from 'node:fs'; a();"],
  ['ui/page', "import a from '../../lambda/monitor/world.ts'; a();"],
  ['ui/page', 'export const a = fetch;'],
  ['lambda/domain', "import a from '../aws/table.ts'; a();"],
  ['lambda/domain', "import a from 'node:crypto'; a();"],
  ['lambda/domain/codes', "import a from '../../monitor/judged.ts'; a();"],
  ['lambda/domain/configuration', "import a from '../../aws/table.ts'; a();"],
  ['lambda/domain/configuration', "import a from 'node:crypto'; a();"],
  ['lambda/domain/configuration', 'export const a = process.env.X;'],
  ['lambda/snapshot', "import type { A } from '@aws-sdk/client-ec2'; export type B = A;"],
  ['lambda/snapshot', "import a from '../monitor/plan.ts'; a();"],
  ['lambda/snapshot', "import a from '../network/network.ts'; a();"],
  ['lambda/network', "import a from '../reachability/analyze.ts'; a();"],
  ['lambda/network', "import a from '../monitor/plan.ts'; a();"],
  ['lambda/network', "import type { A } from '@aws-sdk/client-ec2'; export type B = A;"],
  ['lambda/network', "import a from 'node:crypto'; a();"],
  ['lambda/network', 'export const a = process.env.X;'],
  ['lambda/reachability', "import a from '../monitor/consult.ts'; a();"],
  ['lambda/reachability', "import a from '../aws/network.ts'; a();"],
  ['lambda/reachability', "import a from '../../local/account.ts'; a();"],
  ['lambda/reachability', 'export const a = fetch;'],
  ['lambda/reachability/steps', "import a from '../../monitor/plan.ts'; a();"],
  ['lambda/reachability/steps', "import a from '../../alerts/clean.ts'; a();"],
  ['lambda/alerts', "import a from '../aws/sns-announcer.ts'; a();"],
  ['lambda/flows', "import a from '../network/address.ts'; a();"],
  ['lambda/flows', "import type { A } from '@aws-sdk/client-cloudwatch-logs'; export type B = A;"],
  ['lambda/flows', 'export const a = fetch;'],
  ['lambda/fixes', "import a from '../network/address.ts'; a();"],
  ['lambda/fixes', "import a from '../changes/ids.ts'; a();"],
  ['lambda/incidents', "import a from '../alerts/silence.ts'; a();"],
  ['lambda/incidents', "import a from '../monitor/ports.ts'; a();"],
  ['lambda/incidents', 'export const a = process.env.X;'],
  ['lambda/history', "import a from '../monitor/ports.ts'; a();"],
  ['lambda/history', "import a from '../alerts/clean.ts'; a();"],
  ['lambda/history', 'export const a = process.env.X;'],
  ['lambda/monitor', "import a from '../aws/network.ts'; a();"],
  ['lambda/monitor', "import type { A } from '@aws/durable-execution-sdk-js'; export type B = A;"],
  ['lambda/monitor', 'export const a = process.env.X;'],
  ['lambda/aws', "import a from '../monitor/decide.ts'; a();"],
  ['lambda/aws', "import a from '../compose.ts'; a();"],
  ['lambda/handlers', "import a from '../../local/account.ts'; a();"],
  ['cli/commands', "import a from '@aws-sdk/client-ec2'; a();"],
  ['cli/discover', "import a from '../io.ts'; a();"],
  ['cli/discover', "import a from '../../lambda/aws/network.ts'; a();"],
  ['cli/discover', "import a from '../../lambda/monitor/sweep.ts'; a();"],
  ['cli/discover', "import a from 'node:fs'; a();"],
  ['cli/discover', 'export const a = process.env.X;'],
  ['lib', "import a from '../lambda/monitor/sweep.ts'; a();"],
];

const allowed: readonly (readonly [string, string])[] = [
  ['lambda/domain', "import a from './path.ts'; a();"],
  ['lambda/domain', "import { z } from 'zod'; z();"],
  ['lambda/domain', "import { Cron } from 'croner'; Cron();"],
  ['lambda/domain/configuration', "import a from '../path.ts'; a();"],
  ['lambda/flows', "import a from '../domain/parsed.ts'; a();"],
  ['lambda/fixes', "import a from '../domain/path.ts'; a();"],
  ['lambda/incidents', "import a from '../domain/alert.ts'; a();"],
  ['lambda/monitor', "import a from '../incidents/review.ts'; a();"],
  ['lambda/history', "import a from '../domain/day.ts'; a();"],
  ['lambda/monitor', "import a from '../history/advance.ts'; a();"],
  ['lambda/network', "import a from '../snapshot/raw.ts'; a();"],
  ['lambda/reachability', "import a from '../network/network.ts'; a();"],
  ['lambda/reachability', "import a from '../domain/verdict.ts'; a();"],
  ['lambda/reachability/steps', "import a from '../branch.ts'; a();"],
  ['lambda/reachability/steps', "import a from '../../network/packets.ts'; a();"],
  ['lambda/monitor', "import a from '../reachability/analyze.ts'; a();"],
  ['lambda/aws', "import a from '../monitor/ports.ts'; a();"],
  ['lambda/monitor', "import a from '../alerts/clean.ts'; a();"],
  ['cli/discover', "import a from '../../lambda/network/network.ts'; a();"],
  ['cli/discover', "import a from '../../lambda/monitor/world.ts'; a();"],
  ['cli', "import a from './discover/discover.ts'; a();"],
  ['lib', "import a from '../lambda/environment.ts'; a();"],
];

test('imports against the arrows are refused, those along them are not', () => {
  const answers = refused([...forbidden, ...allowed]);
  expect(forbidden.filter((_, index) => !answers[index])).toEqual([]);
  expect(allowed.filter((_, index) => answers[forbidden.length + index])).toEqual([]);
});

test('nothing pure reads the clock, chance or the environment', () => {
  const pure = globSync(
    [
      'lambda/{domain,snapshot,network,reachability,monitor,alerts,incidents,history,spend,changes,fixes,flows}/**/*.ts',
      'cli/discover/*.ts',
    ],
    {
      cwd: root,
    },
  );
  expect(pure.length).toBeGreaterThan(100);
  const reaching = pure.filter((file) =>
    /Date\.now|new Date\(\)|Math\.random|process\.env/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(reaching).toEqual([]);
});
