import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

/** For so long the network must be quiet before a change is looked into; waited for in truth. */
const QUIET = '2 seconds';

/** Name of the secret that holds the URL of Slack's webhook. */
export const SECRET = 'pathwatch/slack/noc';

/** All kinds but the chat, of which the emulator knows nothing; the paths are critical. */
const channels = {
  email: ['netops@example.com', { address: 'oncall@example.com', severities: ['critical'] }],
  https: [{ url: 'https://pager.example.com/sns', severities: ['critical', 'warning'] }],
  slack: [{ name: 'noc', secret: SECRET, severities: ['critical'] }],
  events: { bus: 'default' },
};

/** The example, which tells every channel and waits shorter after a change, and the same with one more path; written into `folder`. */
export const writeConfigurations = async (
  folder: string,
): Promise<{ readonly first: string; readonly second: string }> => {
  const example = fileURLToPath(new URL('../../pathwatch.yaml', import.meta.url));
  const content = parse(await readFile(example, 'utf8'));
  const [, segmentation] = content.paths;
  const hasty = { ...content, channels, changes: { quiet: QUIET } };
  const paths = [...content.paths, { ...segmentation, id: 'b-not-to-a-telnet', port: 23 }];
  const [first, second] = [join(folder, 'first.yaml'), join(folder, 'second.yaml')];
  await writeFile(first, stringify(hasty));
  await writeFile(second, stringify({ ...hasty, paths }));
  return { first, second };
};
