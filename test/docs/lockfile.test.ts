import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifest: {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
} = read('package.json');
const lock: { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Locked>> } =
  read('package-lock.json');

const { '': own = {}, ...others } = lock.packages;
const packages = Object.entries(others).map(([path, locked]) => ({ path, ...locked }));
const nameOf = (path: string): string => path.replace(/^.*node_modules\//, '');

/** Licenses by which a package may be here. Those of GNU are for what is run in tests alone, and shipped with nothing. */
const free: readonly string[] = ['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0'];
const inTests: Readonly<Record<string, string>> = {
  '@cloud-copilot/iam-policy': 'AGPL-3.0-or-later',
  '@cloud-copilot/iam-simulate': 'AGPL-3.0-or-later',
  '@cloud-copilot/iam-utils': 'AGPL-3.0-or-later',
  'axe-core': 'MPL-2.0',
  'caniuse-lite': 'CC-BY-4.0',
};

const isFree = (license: string): boolean => {
  const choice = license.replace(/^\((.*)\)$/, '$1');
  if (choice.includes(' OR ')) return choice.split(' OR ').some(isFree);
  return choice.split(' AND ').every((one) => free.includes(one));
};

/** Of another system than most: npm has written neither hash nor license of it, for it was never fetched. */
const isForeign = ({ optional, os, cpu }: Locked): boolean =>
  optional === true && (os !== undefined || cpu !== undefined);

test('the lockfile is of package.json, whose versions are exact', () => {
  expect(lock.lockfileVersion).toBe(3);
  expect(own.version).toBe(manifest.version);
  expect(own.dependencies).toEqual(manifest.dependencies);
  expect(own.devDependencies).toEqual(manifest.devDependencies);
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    expect({ name, version: others[`node_modules/${name}`]?.version }).toEqual({ name, version });
  }
});

test('every package has the hash of its content, but those within another and those of other systems', () => {
  const unhashed = packages.filter(({ integrity }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
  expect(unhashed.filter((one) => one.inBundle !== true && !isForeign(one)).map(({ path }) => path)).toEqual([]);
});

test('none is from elsewhere than the registry that npm is set to: no address, no link, no repository', () => {
  for (const { path, resolved, link, version } of packages) {
    expect({ path, resolved, link }).toEqual({ path, resolved: undefined, link: undefined });
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?(\+[\w.]+)?$/);
  }
  const ranges = packages.flatMap(({ path, dependencies = {}, optionalDependencies = {}, peerDependencies = {} }) =>
    Object.entries({ ...dependencies, ...optionalDependencies, ...peerDependencies }).map((range) => [path, ...range]),
  );
  // `npm:` names another package of the same registry.
  expect(ranges.filter(([, , range = '']) => /[:/]/.test(range.replace(/^npm:@?[\w.-]+(\/[\w.-]+)?@/, '')))).toEqual(
    [],
  );
});

test('only those that package.json names may run scripts when they are installed', () => {
  const scripted = new Set(packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ path }) => nameOf(path)));
  expect([...scripted].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
});

test('each license is one of the list, and what is not free is in tests only', () => {
  const wrong = packages
    .filter((one) => !isForeign(one) || one.license !== undefined)
    .filter(({ path, license = '' }) => !isFree(license) && inTests[nameOf(path)] !== license)
    .map(({ path, license }) => `${path}: ${license}`);
  expect(wrong).toEqual([]);
  const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
  for (const license of [...free, 'AGPL-3.0', 'MPL-2.0', 'CC-BY-4.0']) expect(text).toContain(license);
});
