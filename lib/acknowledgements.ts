import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { endTypes } from './permissions/insights.ts';

/*
 * What cdk-nag's AwsSolutions would have otherwise, and why it is as it is. One line for each wildcard, so that a new one
 * has to be reasoned here.
 */

const insights = "made at run time under ids that AWS gives; conditions on the deployment's tag hold it to its own";
const ends = 'the ends of paths are declared, not known by id; the analyzer must be let at them, and changes none';
const describe =
  'EC2, load balancing, Network Firewall and the analyzer know no resource for nearly all of these reading actions; route tables and prefix lists are read whichever there are';

const ec2 = (account: string, type: string): string =>
  `Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:${account}:${type}/*`;

const wildcards = (construct: Construct, reasons: readonly (readonly [string, string])[]): void => {
  for (const [wildcard, reason] of reasons)
    Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[${wildcard}]`, reason });
};

const own: readonly (readonly [string, string])[] = [
  ['Resource::*', describe],
  [ec2('<AWS::AccountId>', 'network-insights-path'), insights],
  [ec2('<AWS::AccountId>', 'network-insights-analysis'), insights],
];

const publishing = [
  'Action::kms:GenerateDataKey*',
  'what SNS asks of a publisher to an encrypted topic, on the one key',
] as const;

/** The role of the sweep. */
export const acknowledgeSweep = (sweep: Construct, table: string, functionId: string): void =>
  wildcards(sweep, [
    ...own,
    ...endTypes.map((type) => [ec2('*', type), ends] as const),
    [
      'Resource::arn:<AWS::Partition>:networkmanager::<AWS::AccountId>:global-network/*',
      'global networks are found at run time; analysing routes in one changes nothing',
    ],
    [
      'Resource::arn:<AWS::Partition>:cloudtrail:*:*:trail/*',
      "which trails there are is found at run time, another Region's or the organisation's among them; both calls read",
    ],
    [
      'Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:*',
      'which log groups flow logs write to is found at run time; a query changes nothing',
    ],
    [`Resource::<${table}.Arn>/index/*`, 'both indexes of the one table'],
    publishing,
    [
      `Resource::<${functionId}.Arn>:*`,
      'executions belong to versions of this one function, which change by deployment',
    ],
  ]);

/** The role that clears away. */
export const acknowledgeFarewell = (farewell: Construct): void => wildcards(farewell, [...own, publishing]);

/** The role of the schedules: CDK grants the function and its versions. */
export const acknowledgeSchedules = (role: Construct, functionId: string): void =>
  wildcards(role, [[`Resource::<${functionId}.Arn>:*`, 'versions of the one function that the schedules start']]);

/** The queue that holds what could not be delivered. */
export const acknowledgeDeadLetters = (queue: Construct): void =>
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'it is the dead letter queue; an alarm watches it',
  });
