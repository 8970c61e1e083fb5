import { describedByAnalyzer, queriedByAnalyzer } from '../../lib/permissions/looking.ts';
import type { Call, RoleName } from './recorder.ts';
import type { Statement } from './roles.ts';

/*
 * What the clients do not show: calls that AWS makes with a role's rights because of what we do, and grants that no call of
 * ours can use. Each with its reason.
 */

/** The deployment's resources, as they are named in the account where the calls are made. */
export interface Deployed {
  readonly sweepFunction: string;
  readonly sweepAlias: string;
  readonly startFunction: string;
  readonly topicKey: string;
  readonly changes: string;
  readonly deadLetters: string;
  /** Of the log groups by role, without the `:*` at the end. */
  readonly logGroups: Readonly<Record<'sweep' | 'start' | 'gather' | 'farewell' | 'widget', string>>;
  readonly forwarder: {
    /** The default bus of the Region that it forwards to, and of its own. */
    readonly there: string;
    readonly here: string;
    readonly deadLetters: string;
  };
}

/** Calls that are made, though no client of a handler makes them. */
export const impliedCalls = (deployed: Deployed): readonly Call[] => {
  const call = (role: RoleName, action: string, resource: string, by: string): Call => ({
    role,
    action,
    resource,
    context: {},
    by,
  });
  const execution = `${deployed.sweepFunction}:1/durable-execution/schedule-1/id`;
  const logs = (['sweep', 'start', 'gather', 'farewell', 'widget'] as const).flatMap((role) =>
    ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) =>
      call(role, action, `${deployed.logGroups[role]}:log-stream:one`, 'Lambda, writing what the function logs'),
    ),
  );
  return [
    call('sweep', 'lambda:CheckpointDurableExecution', execution, 'the durable SDK, after each step'),
    call('sweep', 'lambda:GetDurableExecutionState', execution, 'the durable SDK, at a replay of more than one page'),
    call('sweep', 'lambda:InvokeFunction', deployed.sweepAlias, 'Lambda, for the portions of a large sweep'),
    call('sweep', 'kms:GenerateDataKey', deployed.topicKey, 'SNS, at Publish to an encrypted topic'),
    call('sweep', 'kms:Decrypt', deployed.topicKey, 'SNS, at Publish to an encrypted topic'),
    call('farewell', 'kms:GenerateDataKey', deployed.topicKey, 'SNS, at Publish to an encrypted topic'),
    call('farewell', 'kms:Decrypt', deployed.topicKey, 'SNS, at Publish to an encrypted topic'),
    call('start', 'sqs:SendMessage', deployed.deadLetters, 'Lambda, where a start has failed for good'),
    call('schedules', 'lambda:InvokeFunction', deployed.startFunction, 'EventBridge Scheduler, at its times'),
    call('schedules', 'sqs:SendMessage', deployed.deadLetters, 'EventBridge Scheduler, where it cannot deliver'),
    ...['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].map((action) =>
      call('gather', action, deployed.changes, 'Lambda, reading the queue for the function'),
    ),
    call('forwarder', 'events:PutEvents', deployed.forwarder.there, 'EventBridge, for what the rules let through'),
    call('signs', 'events:PutEvents', deployed.forwarder.here, 'EventBridge Scheduler, each hour'),
    call('signs', 'sqs:SendMessage', deployed.forwarder.deadLetters, 'EventBridge Scheduler, where it cannot deliver'),
    ...logs,
  ];
};

const asCaller = "Reachability Analyzer, with the caller's rights";

/** Why an action that no call uses is granted all the same. */
export const reasonOfAction = (role: RoleName, action: string): string | undefined =>
  role === 'sweep' && (describedByAnalyzer.includes(action) || queriedByAnalyzer.includes(action))
    ? asCaller
    : undefined;

/** Why a resource that no call touches is granted all the same. */
export const reasonOfResource = (role: RoleName, resource: string): string | undefined => {
  if (role === 'sweep' && resource.endsWith(':transit-gateway-attachment/*'))
    return 'an end that the analyzer documents, and for which the service reference has no resource';
  if (role === 'schedules' && resource.endsWith(':*')) return 'granted by CDK with the function: its own versions';
  return undefined;
};

/** A statement of which nothing is used by a call. */
export const isWhollyReasoned = (role: RoleName, { Action }: Statement): boolean =>
  [Action].flat().every((action) => reasonOfAction(role, action) !== undefined);

const byInterrupt = "the command line's, where Ctrl-C stops a sweep that it has started";
const byDoctor = "`pathwatch doctor` makes it, with the operator's rights";

/** Commands in `lambda/` that no handler sends. */
export const notOfHandlers: Readonly<Record<string, string>> = {
  DescribeAlarms: byDoctor,
  DescribeContinuousBackups: byDoctor,
  DescribeSecret: byDoctor,
  DescribeStacks: "the command line's, with the rights of whoever runs it",
  DescribeTable: byDoctor,
  DescribeTimeToLive: byDoctor,
  GetCallerIdentity: "`pathwatch snapshot` and `analyze` make it, with the operator's rights; it needs none",
  GetDurableExecutionHistory: byInterrupt,
  ListDurableExecutionsByFunction: byInterrupt,
  ListStackResources: byDoctor,
  ListSubscriptionsByTopic: byDoctor,
  StopDurableExecution: byInterrupt,
};
