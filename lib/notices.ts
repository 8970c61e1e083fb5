import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the package that a file of a bundle is from; undefined for our own. */
export const packageOf = (input: string): string | undefined =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];

interface Notice {
  /** Name, version and license. */
  readonly name: string;
  /** What its license wants to go with every copy. */
  readonly text: string;
}

const noticeOf = async (folder: string): Promise<Notice> => {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)(\.|-|$)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return { name: `${name} ${version} (${license})`, text: texts.map((text) => text.trim()).join('\n\n') };
};

/** The packages whose code went into a bundle, with the texts of their licenses, each text once. Paths are below `root`. */
export const noticesOf = async (inputs: readonly string[], root: string): Promise<string> => {
  const folders = new Set(inputs.flatMap((input) => packageOf(input) ?? []));
  const notices = await Promise.all([...folders].sort().map((folder) => noticeOf(join(root, folder))));
  const byText = new Map<string, Set<string>>();
  for (const { name, text } of notices) byText.set(text, (byText.get(text) ?? new Set()).add(name));
  return [...byText].map(([text, names]) => `${[...names].join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`);
};
