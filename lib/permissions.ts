import type { Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { listed, pending } from '../lambda/aws/table.ts';
import type { Channels } from '../lambda/domain/channel.ts';
import { auditing, routing, witnessing } from './permissions/asking.ts';
import { finding, making, removing } from './permissions/insights.ts';
import { looking } from './permissions/looking.ts';
import { telling } from './permissions/telling.ts';

/*
 * What the roles may do: every statement here or in the files beside, each with its reason. Where a resource is `*`, the
 * service knows no resource for these actions
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html), or they read whichever there are.
 */

/** The sweep's own part of the network, and the channels that are no topics; table, topics and itself are granted by their constructs. */
export const sweepStatements = (stack: Stack, deployment: string, channels: Channels): readonly PolicyStatement[] => [
  ...looking(),
  finding(),
  ...making(stack, deployment),
  removing(stack, deployment),
  ...routing(stack),
  ...auditing(stack),
  ...witnessing(stack),
  ...telling(stack, channels),
];

/** What the gathering of changes needs: its queue, the table without its indexes, and the start of a sweep. */
export const gatherStatements = (queue: IQueue, table: TableV2, sweep: Alias): readonly PolicyStatement[] => [
  // By Lambda's poller: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
  new PolicyStatement({
    sid: 'TakeChanges',
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    resources: [queue.queueArn],
  }),
  new PolicyStatement({
    sid: 'KeepChanges',
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
    resources: [table.tableArn],
  }),
  new PolicyStatement({
    sid: 'StartTheSweep',
    actions: ['lambda:InvokeFunction'],
    resources: [sweep.functionArn],
  }),
];

/** What the widget reads: states and open incidents by their indexes, looks and silences by the table's own key. */
export const widgetStatements = ({ tableArn }: TableV2): readonly PolicyStatement[] => [
  new PolicyStatement({
    sid: 'ReadWhatIsShown',
    actions: ['dynamodb:Query'],
    resources: [tableArn, ...[listed, pending].map(({ name }) => `${tableArn}/index/${name}`)],
  }),
  new PolicyStatement({
    sid: 'ReadOpenIncidents',
    actions: ['dynamodb:GetItem'],
    resources: [tableArn],
  }),
];

/** What is needed to clear away, when the stack goes, what the sweeps made. */
export const farewellStatements = (stack: Stack, deployment: string): readonly PolicyStatement[] => [
  finding(),
  removing(stack, deployment),
];
