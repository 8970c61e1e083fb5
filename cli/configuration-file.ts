import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Configuration } from '../lambda/domain/path.ts';
import type { ReadFile } from './configuration/parse.ts';
import { readConfiguration } from './configuration/read.ts';
import type { Context } from './options.ts';
import { Refusal } from './refusal.ts';

const usual = ['pathwatch.yaml', 'pathwatch.json'] as const;

/** A configuration file with its name as the user would write it. */
export interface FoundFile {
  readonly file: string;
  readonly read: ReadFile;
}

const readNamed = async (file: string, folder: string): Promise<FoundFile> => {
  const read = await readConfiguration(resolve(folder, file));
  return {
    file,
    read: read.ok ? read : { ok: false, problems: read.problems.map((problem) => ({ ...problem, file })) },
  };
};

/** The usual file of a folder; undefined where it has none. */
export const usualFile = (folder: string): string | undefined =>
  usual.find((name) => existsSync(resolve(folder, name)));

/** The file that `--config` names, else the usual one of the working directory; undefined where there is none. */
export const findConfiguration = async ({ io, options }: Context): Promise<FoundFile | undefined> => {
  const file = options.config ?? usualFile(io.folder);
  return file === undefined ? undefined : readNamed(file, io.folder);
};

const checked = ({ file, read }: FoundFile): Configuration => {
  if (read.ok) return read.configuration;
  throw new Refusal(2, {
    code: 'configuration',
    message: `${file} is wrong`,
    advice: 'put it right; `pathwatch validate` looks at the file alone',
    problems: read.problems,
  });
};

export const noFile = (): Refusal =>
  new Refusal(2, {
    code: 'no-configuration',
    message: `there is no ${usual.join(' and no ')} in this folder`,
    advice: 'go to the folder that has one, name the file with `--config FILE`, or write one: `pathwatch init`',
  });

/** The configuration, if there is a file. Throws a refusal that holds all problems of a file that is wrong. */
export const optionalConfiguration = async (context: Context): Promise<Configuration | undefined> => {
  const found = await findConfiguration(context);
  return found && checked(found);
};

/** The configuration. Throws a refusal where there is no file or it is wrong. */
export const neededConfiguration = async (context: Context): Promise<Configuration> => {
  const configuration = await optionalConfiguration(context);
  if (configuration === undefined) throw noFile();
  return configuration;
};
