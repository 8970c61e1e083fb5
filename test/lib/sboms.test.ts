import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { writeSboms } from '../../lib/sboms.ts';
import { aFolder } from '../support/folders.ts';

const root = join(import.meta.dirname, '../..');
const lock: {
  readonly packages: Readonly<Record<string, { readonly version: string; readonly integrity?: string }>>;
} = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** What https://cyclonedx.org/schema/bom-1.5.schema.json wants, and what a reader of ours needs besides. */
const license = z.union([
  z.object({ license: z.union([z.object({ id: z.string().min(1) }), z.object({ name: z.string().min(1) })]) }),
  z.object({ expression: z.string().min(1) }),
]);
const shape = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.5'),
  version: z.literal(1),
  metadata: z.object({
    component: z.object({ type: z.literal('application'), name: z.string(), version: z.string() }),
  }),
  components: z.array(
    z.object({
      'bom-ref': z.string(),
      type: z.literal('library'),
      name: z.string(),
      version: z.string(),
      scope: z.literal('required'),
      purl: z.string().startsWith('pkg:npm/'),
      hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })).length(1),
      licenses: z.array(license).nonempty(),
      properties: z.array(z.object({ name: z.string(), value: z.enum(['bundled', 'installed']) })).length(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Shape = z.infer<typeof shape>;

const folder = aFolder();
const boms = new Map<string, Shape>();
let texts: readonly string[];

beforeAll(async () => {
  const files = await writeSboms(join(folder.path, 'sbom'));
  texts = files.map((file) => readFileSync(file, 'utf8'));
  for (const [index, file] of files.entries())
    boms.set(basename(file, '.cdx.json'), shape.parse(JSON.parse(texts[index] ?? '')));
}, 120_000);
afterAll(() => folder.remove());

const hexOf = (integrity = ''): string => Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');

test('there is a bill of each function and of the command line', () => {
  expect([...boms.keys()]).toEqual([
    'pathwatch',
    'pathwatch-sweep',
    'pathwatch-start',
    'pathwatch-gather',
    'pathwatch-farewell',
    'pathwatch-widget',
  ]);
});

test('each component is a package of the lockfile, with its version and its hash', () => {
  const known = new Map(
    Object.entries(lock.packages).map(([path, { version, integrity }]) => [
      `${path.replace(/^.*node_modules\//, '')}@${version}`,
      hexOf(integrity),
    ]),
  );
  for (const { components } of boms.values()) {
    expect(components.length).toBeGreaterThan(5);
    for (const one of components) {
      const { hashes, purl } = one;
      expect([one['bom-ref'], hashes[0]?.content]).toEqual([
        `${one.name}@${one.version}`,
        known.get(`${one.name}@${one.version}`),
      ]);
      expect(decodeURIComponent(purl)).toBe(`pkg:npm/${one.name}@${one.version}`);
    }
  }
});

test('a function has what its bundle has, and nothing that is only installed or tested with', () => {
  const namesOf = (bom: string): readonly string[] => (boms.get(bom)?.components ?? []).map(({ name }) => name);
  expect(namesOf('pathwatch-sweep')).toEqual(expect.arrayContaining(['zod', '@aws-sdk/client-ec2', 'ipaddr.js']));
  expect(namesOf('pathwatch-start')).toContain('@aws-sdk/client-lambda');
  expect(namesOf('pathwatch-start')).not.toContain('@aws-sdk/client-ec2');
  for (const bom of boms.keys())
    expect(namesOf(bom).filter((name) => /^(jest|fast-check|aws-cdk-lib|@cloud-copilot)/.test(name))).toEqual([]);
  expect(namesOf('pathwatch')).toEqual(expect.arrayContaining(['commander', 'dynalite', 'classic-level']));
  for (const bom of [...boms.keys()].slice(1)) expect(namesOf(bom)).not.toContain('dynalite');
});

test('what depends on what is told of components that are there', () => {
  for (const { components, dependencies } of boms.values()) {
    const refs = new Set(components.map((one) => one['bom-ref']));
    for (const { ref, dependsOn } of dependencies)
      expect([ref, ...dependsOn].filter((one) => !refs.has(one))).toEqual([]);
    expect(dependencies).toHaveLength(components.length);
  }
});

test('nothing that is shipped has a license that asks for the source of who uses it', () => {
  const spoken = [...boms.values()].flatMap(({ components }) =>
    components.map(({ licenses }) => JSON.stringify(licenses)),
  );
  expect(spoken.filter((text) => /GPL/.test(text) && !/MIT/.test(text))).toEqual([]);
});

test('a bill has neither time nor number, which differ from build to build, and names nothing of this machine', () => {
  for (const text of texts) {
    expect(JSON.parse(text)).not.toHaveProperty('serialNumber');
    expect(text).not.toContain('timestamp');
    expect(text).not.toContain(root);
    expect(text).not.toContain(basename(root) === 'pathwatch' ? root : `"${basename(root)}"`);
  }
});
