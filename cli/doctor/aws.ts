import { quoted } from '../../lambda/fixes/text.ts';

/** Words of the AWS CLI as the command to run. */
export type Aws = (words: string) => string;

/** Commands for the Region that was named at the command line; else the shell's own, as the AWS CLI finds it. */
export const awsIn =
  (region: string | undefined): Aws =>
  (words) =>
    `\`aws ${words}${region === undefined ? '' : ` --region ${quoted(region)}`}\``;
