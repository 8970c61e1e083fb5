import type { FoundStack } from '../../lambda/aws/deployment.ts';
import { never } from '../../lambda/domain/verdict.ts';
import { quoted } from '../../lambda/fixes/text.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

const DEPLOY = '`npm run -s cdk -- deploy`';

const eventsOf = (name: string, region: string): string =>
  `\`aws cloudformation describe-stack-events --stack-name ${quoted(name)} --region ${quoted(region)}\``;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html, "Stack status codes" */
const judgeStatus = (name: string, status: string, region: string): Judgement => {
  const said = `the stack ${name} in ${region} is ${status}`;
  if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok(said);
  if (/^(UPDATE|IMPORT)_ROLLBACK_COMPLETE$/.test(status))
    return warning(
      `${said}: its last change did not come about, and it is as it was before`,
      `see why, ${eventsOf(name, region)}, then deploy anew: ${DEPLOY}`,
    );
  if (/_IN_PROGRESS$/.test(status) && !/^(DELETE|ROLLBACK)_/.test(status))
    return warning(`${said}: it is being changed`, 'wait until that has ended, then run `pathwatch doctor` again');
  return failed(said, `see why, ${eventsOf(name, region)}, then deploy anew: ${DEPLOY}`);
};

/** Whether there is one deployment, and whether it is whole. */
export const judgeDeployment = (found: FoundStack, region: string, named: string | undefined): Judgement => {
  switch (found.kind) {
    case 'found':
      return judgeStatus(found.stack.name, found.stack.status, region);
    case 'none':
      return failed(
        named === undefined
          ? `no stack of Pathwatch is deployed in ${region}`
          : `no stack named ${named} is deployed in ${region}`,
        `deploy one, ${DEPLOY}, or name another Region: \`pathwatch doctor --region REGION\``,
      );
    case 'several':
      return failed(
        `several stacks of Pathwatch are deployed in ${region}: ${found.names.join(', ')}`,
        'name one: `pathwatch doctor --stack NAME`',
      );
    case 'incomplete':
      return failed(
        `the stack ${found.name} in ${region} (${found.status}) has not the outputs of Pathwatch`,
        `see why, ${eventsOf(found.name, region)}, deploy it anew, ${DEPLOY}, or name another: \`--stack NAME\``,
      );
    default:
      return never(found);
  }
};

export const deployment: Examination = {
  name: 'deployment',
  of: 'deployed',
  examine: async (patient) => {
    const [found, region] = await Promise.all([patient.found(), patient.region()]);
    return judgeDeployment(found, region, patient.options.stack);
  },
};
