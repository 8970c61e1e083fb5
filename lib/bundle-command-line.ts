import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { buildPage } from '../ui/build-page.ts';
import { drawing, requireBanner } from './bundle.ts';
import { noticesOf } from './notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packages that stay outside, for they bring binaries: `dependencies` of package.json, and nothing else is. */
const external = ['dynalite'];

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  // The oldest Node that `engines` admits. What the language lacks there is rewritten; what the library lacks is not, and is
  // refused by cli/tsconfig.json.
  target: 'node20',
  // ES modules first: of CommonJS nothing can be left out.
  mainFields: ['module', 'main'],
  banner: { js: requireBanner },
  ...drawing,
  minify: true,
  // Errors, schemas and the durable SDK's operations are known by the names of their classes.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'silent',
};

/** The durable SDK's runner starts it as a thread, by its place beside its own code: `./checkpoint-server/index.mjs`. */
const worker = fileURLToPath(
  new URL('checkpoint-server/index.mjs', import.meta.resolve('@aws/durable-execution-sdk-js-testing')),
);

export interface CommandLine {
  /** The file that Node runs. */
  readonly file: string;
  /** The same, as `outputs` names it. */
  readonly entry: string;
  /** What was written, and what went into each file: https://esbuild.github.io/api/#metafile. */
  readonly outputs: Metafile['outputs'];
}

/** Writes what `pathwatch ui` gives the browser, where cli/see/assets.ts looks for it. */
const writePage = async (outdir: string): Promise<Metafile['outputs']> => {
  const { html, script, style, metafile } = await buildPage();
  await mkdir(outdir);
  await writeFile(join(outdir, 'index.html'), html);
  await writeFile(join(outdir, 'page.js'), script);
  await writeFile(join(outdir, 'page.css'), style);
  return metafile.outputs;
};

/**
 * Bundles the command line for Node 20 and later: `pathwatch.js`, executable, what it loads when it is asked for, each once,
 * the page of `ui`, and the licenses of all that. `outdir` is emptied first; of the packages only `dependencies` of package.json must be
 * installed where it runs.
 */
export const bundleCommandLine = async (outdir: string): Promise<CommandLine> => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await rm(outdir, { recursive: true, force: true });
  const { metafile } = await build({
    ...common,
    entryPoints: { pathwatch: 'bin/pathwatch.ts' },
    outdir,
    splitting: true,
    external,
    define: { PATHWATCH_VERSION: JSON.stringify(version) },
    metafile: true,
  });
  const thread = await build({
    ...common,
    entryPoints: [worker],
    outfile: join(outdir, 'checkpoint-server/index.mjs'),
    metafile: true,
  });
  const page = await writePage(join(outdir, 'page'));
  const outputs = { ...metafile.outputs, ...thread.metafile.outputs, ...page };
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  await writeFile(join(outdir, 'licenses.txt'), await noticesOf(inputs, root));
  const file = join(outdir, 'pathwatch.js');
  await chmod(file, 0o755);
  return { file, entry: relative(root, file), outputs };
};
