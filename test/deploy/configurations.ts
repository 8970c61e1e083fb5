import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

/** The example, and the same with one more path; the second is written into `folder`. */
export const writeConfigurations = async (
  folder: string,
): Promise<{ readonly first: string; readonly second: string }> => {
  const example = fileURLToPath(new URL('../../pathwatch.yaml', import.meta.url));
  const content = parse(await readFile(example, 'utf8'));
  const [, segmentation] = content.paths;
  const paths = [...content.paths, { ...segmentation, id: 'b-not-to-a-telnet', port: 23 }];
  const second = join(folder, 'second.yaml');
  await writeFile(second, stringify({ ...content, paths }));
  return { first: example, second };
};
