import type { Alarm } from '../../lambda/aws/alarms.ts';
import { quoted } from '../../lambda/fixes/text.ts';
import { counted } from '../page.ts';
import { type Aws, awsIn } from './aws.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import { named } from './named.ts';
import type { Examination } from './patient.ts';

const commandFor = (command: string, alarms: readonly Alarm[]): string =>
  `cloudwatch ${command} --alarm-names ${alarms.map(({ name }) => quoted(name)).join(' ')}`;

/** The alarms of the stack. One without data has nothing to ring for. */
export const judgeAlarms = (alarms: readonly Alarm[], aws: Aws): Judgement => {
  if (alarms.length === 0)
    return warning(
      'the stack has no alarms: nobody hears of what ails the monitor',
      'deploy it anew: `npm run -s cdk -- deploy`',
    );
  const ringing = alarms.filter(({ state }) => state === 'ALARM');
  if (ringing.length > 0) {
    const said = ringing.map(({ name, description }) => (description === '' ? name : `${name} (${description})`));
    return failed(`in ALARM: ${named(said)}`, `see since when and why: ${aws(commandFor('describe-alarms', ringing))}`);
  }
  const silent = alarms.filter(({ acts }) => !acts);
  return silent.length === 0
    ? ok(`none of ${counted(alarms.length, 'alarm')} rings`)
    : warning(
        `turned off: ${named(silent.map(({ name }) => name))}`,
        `turn them on: ${aws(commandFor('enable-alarm-actions', silent))}`,
      );
};

export const alarms: Examination = {
  name: 'alarms',
  of: 'deployed',
  examine: async (patient) => judgeAlarms(await patient.alarms(), awsIn(patient.options.region)),
};
