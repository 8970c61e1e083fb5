import type { Author } from '../domain/change.ts';
import { part, type Raw } from '../snapshot/raw.ts';
import { bounded, boundedText } from './bounded.ts';

const TOOL = 60;

/** What is in the user agent of a tool; the first that is there names it, so that what a tool is built on comes after it. */
const tools: readonly (readonly [RegExp, string])[] = [
  [/pulumi/i, 'Pulumi'],
  [/opentofu/i, 'OpenTofu'],
  [/terraform/i, 'Terraform'],
  [/ansible/i, 'Ansible'],
  [/^cloudformation\.amazonaws\.com$/, 'CloudFormation'],
  [/\baws-cdk\b|\bcdktoolkit\b/i, 'CDK'],
  [/\baws-cli\//i, 'AWS CLI'],
  [/^console\.|\bsignin\.amazonaws\.com\b|^S3Console|^Mozilla\//, 'console'],
];

/** `Boto3/1.26.1 …` → `boto3`, `… aws-sdk-go/1.44.157 (…)` → `aws-sdk-go`. */
const libraryIn = (agent: string): string | undefined =>
  /\bboto3?\b|\baws-sdk-[a-z0-9-]+|\baws-toolkit[a-z-]*/i.exec(agent)?.[0].toLowerCase();

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const toolOf = (record: Raw): string | undefined => {
  const agent = boundedText(record.userAgent, 1000);
  const invokedBy = boundedText(part(record, 'userIdentity').invokedBy, TOOL);
  if (agent === undefined) return invokedBy;
  const known = tools.find(([pattern]) => pattern.test(agent));
  if (known !== undefined) return known[1];
  if (String(record.sessionCredentialFromConsole) === 'true') return 'console';
  // A service in its own name: `rds.amazonaws.com`, `AWS Internal`.
  if (/^[a-z0-9.-]+\.amazonaws\.com$/.test(agent) || agent === 'AWS Internal') return bounded(invokedBy ?? agent, TOOL);
  return (
    libraryIn(agent) ??
    boundedText(
      agent.split(/[/\s(]/).find((token) => token !== ''),
      TOOL,
    )
  );
};

/**
 * Who made a call, by a record of CloudTrail: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html.
 * The ARN of an assumed role is that of its session. Undefined where the record names nobody.
 */
export const authorOf = (record: Raw): Author | undefined => {
  const { arn, invokedBy, principalId, accountId } = part(record, 'userIdentity');
  const principal = [arn, invokedBy, principalId, accountId]
    .map((value) => boundedText(value, 200))
    .find((value) => value !== undefined);
  const sourceAddress = boundedText(record.sourceIPAddress, 100);
  const tool = toolOf(record);
  return principal === undefined
    ? undefined
    : { principal, ...(sourceAddress !== undefined && { sourceAddress }), ...(tool !== undefined && { tool }) };
};
