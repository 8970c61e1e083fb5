import type { Configuration } from '../../lambda/domain/path.ts';
import type { FoundFile } from '../configuration-file.ts';
import { counted } from '../page.ts';
import { failed, type Judgement, ok, unlooked, warning } from './judgement.ts';
import type { Examination, Readings } from './patient.ts';

const name = 'go to the folder that has one, or name the file: `pathwatch doctor --config FILE`';

/** The configuration file at hand. */
export const judgeConfiguration = (found: FoundFile | undefined): Judgement => {
  if (found === undefined)
    return warning('there is no configuration file here, by which budget and channels are judged', name);
  const { file, read } = found;
  if (read.ok) return ok(`${file} is right: ${counted(read.configuration.paths.length, 'path')}`);
  const [first] = read.problems;
  return failed(
    `${file} has ${counted(read.problems.length, 'mistake')}${first === undefined ? '' : `: line ${first.line}: ${first.message}`}`,
    'put it right: `pathwatch validate` tells all of them, with lines and columns',
  );
};

/** What the file at hand declares. Throws where there is none, or it is wrong. */
export const declared = async ({ file }: Pick<Readings, 'file'>): Promise<Configuration> => {
  const found = await file();
  if (found === undefined) throw unlooked('there is no configuration file here', name);
  if (!found.read.ok) throw unlooked(`${found.file} is wrong`, 'put it right: `pathwatch validate`');
  return found.read.configuration;
};

export const configuration: Examination = {
  name: 'configuration',
  of: 'both',
  examine: async (patient) => judgeConfiguration(await patient.file()),
};
