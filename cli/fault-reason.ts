import { Fault, type FaultInfo } from '../lambda/domain/fault.ts';
import { never } from '../lambda/domain/verdict.ts';
import { TableError } from '../local/table-error.ts';
import { type Reason, Refusal } from './refusal.ts';

/** The permission that a call needs, where its name does not say it: https://docs.aws.amazon.com/service-authorization/. */
const permissions: Readonly<Record<string, string>> = {
  DescribeAlarms: 'cloudwatch:DescribeAlarms',
  DescribeContinuousBackups: 'dynamodb:DescribeContinuousBackups',
  DescribeGlobalNetworks: 'networkmanager:DescribeGlobalNetworks',
  DescribeNetworkInsightsPaths: 'ec2:DescribeNetworkInsightsPaths',
  DescribeSecret: 'secretsmanager:DescribeSecret',
  DescribeStacks: 'cloudformation:DescribeStacks',
  DescribeTable: 'dynamodb:DescribeTable',
  DescribeTimeToLive: 'dynamodb:DescribeTimeToLive',
  DescribeTrails: 'cloudtrail:DescribeTrails',
  DescribeTransitGateways: 'ec2:DescribeTransitGateways',
  GetEventSelectors: 'cloudtrail:GetEventSelectors',
  GetItem: 'dynamodb:GetItem',
  GetTrailStatus: 'cloudtrail:GetTrailStatus',
  GetTransitGatewayRegistrations: 'networkmanager:GetTransitGatewayRegistrations',
  Invoke: 'lambda:InvokeFunction',
  ListStackResources: 'cloudformation:ListStackResources',
  ListSubscriptionsByTopic: 'sns:ListSubscriptionsByTopic',
  PutItem: 'dynamodb:PutItem',
  Query: 'dynamodb:Query',
  UpdateItem: 'dynamodb:UpdateItem',
};

const adviceFor = ({ kind, operation }: FaultInfo): string => {
  switch (kind) {
    case 'expired-credentials':
      return 'sign in (`aws sso login`, or set AWS_PROFILE), then run the command again; or use the embedded account: `--local`';
    case 'denied':
      return `allow \`${permissions[operation] ?? operation}\` to the role or user that you are signed in as`;
    case 'not-found':
      return 'check that the Region (`--region`) is right and that the stack is deployed whole';
    case 'no-answer':
      return 'check the network, the proxy and the Region (`--region`), then run the command again';
    case 'throttled':
    case 'quota':
    case 'unavailable':
      return 'run the command again in a minute';
    case 'invalid':
    case 'conflict':
    case 'malformed':
      return 'run the command again with `--debug`; if the deployment is of another version, deploy it anew';
    default:
      return never(kind);
  }
};

/** What became of a call. Where there are no credentials, nothing was asked. */
const became = ({ kind, operation, code }: FaultInfo): string => {
  if (code === 'CredentialsProviderError' || code === 'TokenProviderError') return 'no credentials of AWS were found';
  switch (kind) {
    case 'no-answer':
    case 'unavailable':
      return `AWS did not answer ${operation}`;
    case 'malformed':
      return `what AWS answered to ${operation} could not be read`;
    case 'expired-credentials':
    case 'denied':
    case 'not-found':
    case 'throttled':
    case 'quota':
    case 'invalid':
    case 'conflict':
      return `AWS refused ${operation}`;
    default:
      return never(kind);
  }
};

const reasonOf = (info: FaultInfo): Reason => ({
  code: `aws-${info.kind}`,
  message: `${became(info)}: ${info.code}: ${info.message}`,
  advice: adviceFor(info),
});

const unopened = (error: TableError): Refusal =>
  new Refusal(
    2,
    {
      code: 'data-unusable',
      message: error.message,
      advice: 'name another folder: `--data FOLDER`; or remove that table, and the embedded account begins anew',
    },
    { cause: error },
  );

/** Whatever was thrown, as a refusal. A fault of AWS leaves open how the paths are; so does a defect of ours. */
export const refusalOf = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error;
  if (error instanceof Fault) return new Refusal(3, reasonOf(error.info), { cause: error });
  if (error instanceof TableError) return unopened(error);
  const message = error instanceof Error ? error.message : String(error);
  return new Refusal(
    3,
    {
      code: 'defect',
      message: `something went wrong that should not: ${message}`,
      advice:
        'run the command again with `--debug`, and report what that prints: README.md says where, under “Defects”',
    },
    { cause: error },
  );
};
