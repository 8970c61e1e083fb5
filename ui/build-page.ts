import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface BuiltPage {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  /** What went into it: https://esbuild.github.io/api/#metafile. */
  readonly metafile: Metafile;
}

/** Builds the page for browsers of the last three years: its program and its style, each one file. */
export const buildPage = async (): Promise<BuiltPage> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { page: 'ui/page/main.tsx' },
    outdir: 'dist/page',
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome115', 'firefox115', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const named = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return {
    html: await readFile(new URL('./page/index.html', import.meta.url), 'utf8'),
    script: named('.js'),
    style: named('.css'),
    metafile,
  };
};
