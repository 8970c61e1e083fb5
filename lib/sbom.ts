import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { packageOf } from './notices.ts';

/** https://cyclonedx.org/docs/1.5/json/, as far as npm writes it and as it is shipped; what else npm says goes along. */
const component = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  scope: z.string(),
  properties: z.array(z.object({ name: z.string(), value: z.string() })),
});
const bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ tools: z.unknown(), component: z.looseObject({ licenses: z.unknown() }) }),
  components: z.array(component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
export type Bom = z.infer<typeof bom>;
type Component = z.infer<typeof component>;

const run = promisify(execFile);

/** Every package of the lockfile as npm itself puts it into a bill: with its hash, its license and what it depends on. */
export const lockedBom = async (root: string): Promise<Bom> => {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { stdout } = await run('npm', words, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return bom.parse(JSON.parse(stdout));
};

/** As npm marks what `npm i` of the package does not bring. */
const isDevelopment = ({ properties }: Component): boolean =>
  properties.some(({ name }) => name === 'cdx:npm:package:development');

/** Name and version of the packages whose code went into a bundle; `inputs` are below `root`. */
const refsOf = async (inputs: readonly string[], root: string): Promise<ReadonlySet<string>> => {
  const folders = new Set(inputs.flatMap((input) => packageOf(input) ?? []));
  const refs = [...folders].map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    return `${name}@${version}`;
  });
  return new Set(await Promise.all(refs));
};

export interface Artefact {
  /** `pathwatch` is the package itself, with which its `dependencies` are installed. */
  readonly name: string;
  readonly version: string;
  /** What went into its bundle. */
  readonly inputs: readonly string[];
}

/**
 * The bill of materials of one thing that is shipped: each package whose code is in its bundle, and those that are installed
 * with it, out of the bill of the whole lockfile. The same sources give the same bill: it has neither time nor number.
 * Throws where the bundle has a package that the lockfile does not know.
 */
export const sbomOf = async ({ name, version, inputs }: Artefact, locked: Bom, root: string): Promise<Bom> => {
  const bundled = await refsOf(inputs, root);
  const isInstalled = (one: Component): boolean => name === 'pathwatch' && !isDevelopment(one);
  const components = locked.components
    .filter((one) => bundled.has(one['bom-ref']) || isInstalled(one))
    .map((one) => {
      const how = bundled.has(one['bom-ref']) ? 'bundled' : 'installed';
      return { ...one, scope: 'required', properties: [{ name: 'pathwatch:how', value: how }] };
    });
  const refs = new Set(components.map((one) => one['bom-ref']));
  const strangers = [...bundled].filter((ref) => !refs.has(ref));
  if (strangers.length > 0) throw new Error(`${name} has in it what the lockfile does not: ${strangers.join(', ')}`);
  const own = { 'bom-ref': `${name}@${version}`, type: 'application', name, version };
  const { licenses } = locked.metadata.component;
  return {
    bomFormat: locked.bomFormat,
    specVersion: locked.specVersion,
    version: 1,
    metadata: { tools: locked.metadata.tools, component: { ...own, licenses } },
    components,
    dependencies: locked.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
};
