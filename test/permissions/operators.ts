import type { Statement } from './roles.ts';

/*
 * What somebody needs who runs the command line, as policies for docs/security.md. Names in capitals stand for what the
 * deployment has made: its outputs tell them.
 */

export const table = 'arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE';

/** Of all that looks: `status`, `watch`, `history`, `incidents`, `explain`, `report`, `cost`, `mutes`, `doctor`. */
export const looking: readonly Statement[] = [
  { Sid: 'FindTheStack', Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: '*' },
  {
    Sid: 'ReadTheTable',
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:Query'],
    Resource: [table, `${table}/index/*`],
  },
  {
    Sid: 'SeeHowTheTableIsKept',
    Effect: 'Allow',
    Action: ['dynamodb:DescribeContinuousBackups', 'dynamodb:DescribeTable', 'dynamodb:DescribeTimeToLive'],
    Resource: table,
  },
  {
    Sid: 'SeeWhatTheStackHasMade',
    Effect: 'Allow',
    Action: 'cloudformation:ListStackResources',
    Resource: 'arn:aws:cloudformation:REGION:ACCOUNT:stack/STACK/*',
  },
  {
    Sid: 'SeeWhatAilsTheMonitor',
    Effect: 'Allow',
    Action: [
      'cloudtrail:DescribeTrails',
      'cloudwatch:DescribeAlarms',
      'ec2:DescribeNetworkInsightsPaths',
      'ec2:DescribeTransitGateways',
      'networkmanager:DescribeGlobalNetworks',
    ],
    Resource: '*',
  },
  {
    Sid: 'SeeWhatTrailsLog',
    Effect: 'Allow',
    Action: ['cloudtrail:GetEventSelectors', 'cloudtrail:GetTrailStatus'],
    Resource: 'arn:aws:cloudtrail:*:*:trail/*',
  },
  {
    Sid: 'SeeWhatIsRegistered',
    Effect: 'Allow',
    Action: 'networkmanager:GetTransitGatewayRegistrations',
    Resource: 'arn:aws:networkmanager::ACCOUNT:global-network/*',
  },
  {
    Sid: 'SeeWhoIsTold',
    Effect: 'Allow',
    Action: 'sns:ListSubscriptionsByTopic',
    Resource: ['arn:aws:sns:REGION:ACCOUNT:ALERTS_TOPIC', 'arn:aws:sns:REGION:ACCOUNT:TROUBLES_TOPIC'],
  },
  {
    Sid: 'SeeThatSecretsAreThere',
    Effect: 'Allow',
    Action: 'secretsmanager:DescribeSecret',
    Resource: 'arn:aws:secretsmanager:REGION:ACCOUNT:secret:SECRET-??????',
  },
];

/** Of what acts, beside that: `check` and `alert test`; `mute`, `unmute` and `ack`. */
export const acting: readonly Statement[] = [
  {
    Sid: 'StartTheSweep',
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:REGION:ACCOUNT:function:SWEEP_FUNCTION:live',
  },
  {
    Sid: 'StopWhatWasStarted',
    Effect: 'Allow',
    Action: ['lambda:GetDurableExecutionHistory', 'lambda:StopDurableExecution'],
    Resource: 'arn:aws:lambda:REGION:ACCOUNT:function:SWEEP_FUNCTION:*/durable-execution/*/*',
  },
  {
    Sid: 'FindWhatWasStarted',
    Effect: 'Allow',
    Action: 'lambda:ListDurableExecutionsByFunction',
    Resource: 'arn:aws:lambda:REGION:ACCOUNT:function:SWEEP_FUNCTION',
  },
  {
    Sid: 'WriteSilencesAlone',
    Effect: 'Allow',
    Action: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
    Resource: table,
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['MUTE'] } },
  },
];

const policyText = (statements: readonly Statement[]): string =>
  `\`\`\`json\n${JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2)}\n\`\`\`\n`;

/** The section of docs/security.md. */
export const operatorsSection = `## Operators

What the command line does, it does with the rights of whoever runs it. These policies are enough for it and no more: a test
runs every command, and judges its calls against them as those of the roles are judged. Names in capitals stand for those of
the deployment: the outputs TableName, SweepAlias and TopicArn tell most, \`aws cloudformation list-stack-resources\` the others.

To look: \`status\`, \`watch\`, \`history\`, \`incidents\`, \`explain\`, \`report\`, \`cost\`, \`mutes\`, \`doctor\`. The first two statements are all that is
needed by all but the last; without the others \`doctor\` says of what they let it see that it is unknown. It never reads what a secret holds.

${policyText(looking)}
To act, besides: \`check\` and \`alert test\` start the sweep, which may spend money, and stop
it at Ctrl-C, with its portions; \`mute\`, \`unmute\` and \`ack\` write what
silences alerts, and no other item. \`doctor\` finds out whether the caller may act by a dry run of the function and by two writes on a
condition that holds for no item, which change nothing.

${policyText(acting)}
\`snapshot\`, \`compare\` with \`now\`, and \`analyze\`, \`init\` and \`list-targets\` without \`--snapshot\`, describe the network: they take the same reading actions as the sweep, in the row
of its snapshot below. \`validate\`, \`flows\`, \`local\` and all that is run with \`--local\` need no account.
`;
