import { globSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { output, type Place } from './machine.ts';

export interface Packed {
  readonly file: string;
  readonly bytes: number;
}

/** Packs the checkout, as `npm publish` would. */
export const pack = async (checkout: string, folder: string, environment: NodeJS.ProcessEnv): Promise<Packed> => {
  await output('npm', ['pack', '--silent', '--pack-destination', folder], { folder: checkout, environment });
  const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.tgz'));
  const file = join(folder, name);
  return { file, bytes: statSync(file).size };
};

export interface Installed {
  readonly program: string;
  /** The packages that came with it, by their names. */
  readonly packages: readonly string[];
  /** Of all files. */
  readonly bytes: number;
}

/** Installs a tarball as `npm i -g` does, below a folder in place of the machine's own. */
export const install = async (file: string, prefix: string, place: Place): Promise<Installed> => {
  const words = ['install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', '--prefer-offline', file];
  await output('npm', words, place);
  const root = join(prefix, 'lib/node_modules/pathwatch');
  const files = globSync('**/*', { cwd: root, withFileTypes: true }).filter((each) => each.isFile());
  return {
    program: join(prefix, 'bin/pathwatch'),
    packages: globSync('node_modules/{*,@*/*}/package.json', { cwd: root }).map((each) => each.slice(13, -13)),
    bytes: files.reduce((sum, each) => sum + statSync(join(each.parentPath, each.name)).size, 0),
  };
};
