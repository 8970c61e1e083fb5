import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

/*
 * Faults that a deployment must not survive, put into the synthesized app: the run is to fail with each.
 */

/** What the command line asks to be spoilt. */
export interface Faults {
  /** This action is taken out of every role. */
  readonly without?: string | undefined;
  /** This variable gets another name in the functions' environment. */
  readonly misname?: string | undefined;
  /** The sweep is bundled as esbuild does by default, and without the banner that gives it `require`. */
  readonly bannerless?: boolean | undefined;
}

const handler = fileURLToPath(new URL('../../lambda/handlers/sweep.ts', import.meta.url));

export const faultsOf = (words: readonly string[]): Faults =>
  parseArgs({
    args: [...words],
    options: { without: { type: 'string' }, misname: { type: 'string' }, bannerless: { type: 'boolean' } },
  }).values;

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
}

/** The template without an action: every statement of a role's policies that lists it loses it. */
const withoutAction = (template: Template, action: string): Template =>
  JSON.parse(JSON.stringify(template), (_, value) => {
    if (value?.Type !== 'AWS::IAM::Policy') return value;
    return JSON.parse(JSON.stringify(value), (__, part) =>
      Array.isArray(part) ? part.filter((item) => item !== action && item?.Action !== action) : part,
    );
  });

const misnamed = (template: Template, variable: string): Template =>
  JSON.parse(JSON.stringify(template), (key, value) => {
    if (key !== 'Variables' || !(variable in value)) return value;
    const { [variable]: content, ...others } = value;
    return { ...others, [`${variable}_`]: content };
  });

const withoutBanner = async (assembly: string): Promise<void> => {
  for (const entry of await readdir(assembly)) {
    const files = entry.startsWith('asset.') ? await readdir(join(assembly, entry)) : [];
    if (!files.includes('pathwatch.json')) continue;
    await build({
      entryPoints: [handler],
      outfile: join(assembly, entry, 'index.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
    });
  }
};

/** Puts the faults into an app's folder; nothing where there are none. A fault that changes nothing is an error. */
export const spoilerOf = ({
  without,
  misname,
  bannerless,
}: Faults): ((assembly: string) => Promise<void>) | undefined => {
  if (without === undefined && misname === undefined && bannerless !== true) return undefined;
  return async (assembly) => {
    if (bannerless === true) await withoutBanner(assembly);
    const file = join(assembly, 'Pathwatch.template.json');
    const before: Template = JSON.parse(await readFile(file, 'utf8'));
    let template = before;
    if (without !== undefined) template = withoutAction(template, without);
    if (misname !== undefined) template = misnamed(template, misname);
    if (bannerless !== true && JSON.stringify(template) === JSON.stringify(before))
      throw new Error('the template has nothing of that name');
    await writeFile(file, JSON.stringify(template));
  };
};
