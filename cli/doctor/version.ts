import { version as own } from '../../lambda/version.ts';
import { type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

const numbersOf = (version: string): readonly number[] | undefined => {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1);
  return parts?.map(Number);
};

/** Below 0 where `one` is older, above 0 where it is newer, 0 where that cannot be told, as of `1.0.0-beta`. */
const compared = (one: string, other: string): number => {
  const [ours, theirs] = [numbersOf(one), numbersOf(other)];
  if (ours === undefined || theirs === undefined) return 0;
  return ours.map((number, index) => number - (theirs[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
};

const deployAnew = 'deploy this version: `npm run -s cdk -- deploy`';
const upgrade = 'bring this command line up to it: install that version, or in a checkout `git pull && npm ci`';

/** The version of the deployed stack against this command line's. */
export const judgeVersion = (deployed: string | undefined, own: string): Judgement => {
  if (deployed === undefined)
    return warning(
      `the deployed stack does not tell its version, so that it is older than this command line's, ${own}`,
      deployAnew,
    );
  if (deployed === own) return ok(`${own} is deployed, which is this command line's`);
  const order = compared(deployed, own);
  const said = `${deployed} is deployed, and this command line is ${own}`;
  if (order < 0) return warning(`${said}, which is newer`, deployAnew);
  if (order > 0) return warning(`${said}, which is older`, upgrade);
  return warning(said, deployAnew);
};

export const version: Examination = {
  name: 'version',
  of: 'deployed',
  examine: async (patient) => judgeVersion((await patient.stack()).version, own),
};
