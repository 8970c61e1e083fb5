import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

/** For so long the network must be quiet before a change is looked into; waited for in truth. */
const QUIET = '2 seconds';

/** The example, which waits shorter after a change, and the same with one more path; written into `folder`. */
export const writeConfigurations = async (
  folder: string,
): Promise<{ readonly first: string; readonly second: string }> => {
  const example = fileURLToPath(new URL('../../pathwatch.yaml', import.meta.url));
  const content = parse(await readFile(example, 'utf8'));
  const [, segmentation] = content.paths;
  const hasty = { ...content, changes: { quiet: QUIET } };
  const paths = [...content.paths, { ...segmentation, id: 'b-not-to-a-telnet', port: 23 }];
  const [first, second] = [join(folder, 'first.yaml'), join(folder, 'second.yaml')];
  await writeFile(first, stringify(hasty));
  await writeFile(second, stringify({ ...hasty, paths }));
  return { first, second };
};
