import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { errorCode } from '../../lambda/domain/file-trouble.ts';

/** What the browser is given: the page, its program, and its style. */
export interface Assets {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

const names = { html: 'index.html', script: 'page.js', style: 'page.css' } as const;

/** The page as the package brings it, beside the command line. */
const packed = async (folder: string): Promise<Assets> => {
  const read = (name: string): Promise<string> => readFile(`${folder}${name}`, 'utf8');
  const [html, script, style] = await Promise.all([read(names.html), read(names.script), read(names.style)]);
  return { html, script, style };
};

/** In a checkout the page is built when it is wanted. */
const built = async (): Promise<Assets> => {
  // A name that no bundle follows: what is packed has the page, and not what builds it.
  const builder = '../../ui/build-page.ts';
  const { buildPage } = await import(builder);
  return buildPage();
};

export const readAssets = async (): Promise<Assets> => {
  try {
    return await packed(fileURLToPath(new URL('./page/', import.meta.url)));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return built();
  }
};
