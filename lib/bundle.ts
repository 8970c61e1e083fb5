import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * An ES module has no `require`, which the CommonJS of a dependency calls for Node's own modules: the function would
 * deploy, and die at its first checkpoint with `Dynamic require of "node:https" is not supported`. None of today's
 * dependencies needs this where its ES modules are taken, as below; the next one may.
 */
export const requireBanner =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/**
 * In Lambda the credentials are in the environment, where the SDK looks first. What looks elsewhere (files, single sign-on,
 * web identity, containers) is imported only when it is asked, which is never: it stays out, a seventh of the code.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const unasked = ['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map(
  (name) => `@aws-sdk/credential-provider-${name}`,
);

/** How the components and their style sheets go into a bundle. */
export const drawing = { jsx: 'automatic', jsxImportSource: 'preact', loader: { '.css': 'text' } } as const;

export interface Bundle {
  readonly folder: string;
  /** The code of the handler, with everything that it imports. Bytes. */
  readonly bytes: number;
  /** What went into it, as esbuild tells: https://esbuild.github.io/api/#metafile. */
  readonly metafile: Metafile;
}

/**
 * Bundles a handler for Lambda's Node 24: `index.mjs`, its source map, and beside it the configuration as
 * `pathwatch.json`. `entry` is a file below the checkout, `configuration` the validated content of the configuration
 * file, `outdir` is emptied first. The same sources give the same bytes, wherever the checkout and `outdir` are.
 */
export const bundle = async (options: {
  readonly entry: string;
  readonly outdir: string;
  /** Absent for a handler that reads none. */
  readonly configuration?: unknown;
}): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    entryPoints: [relative(root, options.entry)],
    absWorkingDir: root,
    // Nothing is written there: the map names its sources relative to this, and so the same for every `outdir`.
    outdir: 'dist/bundle',
    write: false,
    entryNames: 'index',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // ES modules first: of CommonJS nothing can be left out, and the code is half as large again.
    mainFields: ['module', 'main'],
    external: unasked,
    banner: { js: requireBanner },
    ...drawing,
    minify: true,
    // The durable SDK and the logs name errors by their classes.
    keepNames: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
  });
  await rm(options.outdir, { recursive: true, force: true });
  await mkdir(options.outdir, { recursive: true });
  if (options.configuration !== undefined)
    await writeFile(join(options.outdir, 'pathwatch.json'), JSON.stringify(options.configuration));
  let bytes = 0;
  for (const { path, contents } of outputFiles) {
    const name = basename(path);
    await writeFile(join(options.outdir, name), contents);
    if (name === 'index.mjs') bytes = contents.length;
  }
  return { folder: options.outdir, bytes, metafile };
};

/** Bundles every handler into a folder of its own below `folder`, and says where. */
export const bundleHandlers = async (folder: string, configuration: unknown) => {
  const of = async (name: string, content?: unknown): Promise<string> => {
    const entry = join(root, `lambda/handlers/${name}.ts`);
    return (await bundle({ entry, outdir: join(folder, name), configuration: content })).folder;
  };
  return {
    sweep: await of('sweep', configuration),
    start: await of('start'),
    gather: await of('gather'),
    farewell: await of('farewell'),
    widget: await of('widget'),
  };
};
