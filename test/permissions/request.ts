import type { Tag } from '@aws-sdk/client-ec2';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';

/*
 * A call of the SDK in IAM's words: the action, each resource that it touches, and what a condition can ask for. By the
 * service authorization reference, https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html.
 */

export type Context = Readonly<Record<string, string | readonly string[]>>;

/** What IAM is asked once: a call that touches several resources needs every answer to be yes. */
export interface Request {
  readonly action: string;
  /** An ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  readonly context: Context;
}

/** One command as a client sent it, and what came back; empty where the service refused. */
export interface Sent {
  /** Such as `EC2Client`. */
  readonly client: string;
  /** Such as `DescribeVpcsCommand`. */
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
}

export type TagsOf = (id: string) => readonly Tag[];

const prefixes: Readonly<Record<string, string>> = {
  EC2Client: 'ec2',
  ElasticLoadBalancingClient: 'elasticloadbalancing',
  ElasticLoadBalancingV2Client: 'elasticloadbalancing',
  NetworkManagerClient: 'networkmanager',
  DynamoDBClient: 'dynamodb',
  SNSClient: 'sns',
  LambdaClient: 'lambda',
  CloudTrailClient: 'cloudtrail',
  CloudWatchLogsClient: 'logs',
  SecretsManagerClient: 'secretsmanager',
  EventBridgeClient: 'events',
  CloudFormationClient: 'cloudformation',
  CloudWatchClient: 'cloudwatch',
};

/** The ends' types by id prefix. An attachment is none: the reference knows no resource for it in this action. */
const endTypes: readonly (readonly [prefix: string, type: string | undefined])[] = [
  ['tgw-attach-', undefined],
  ['i-', 'instance'],
  ['eni-', 'network-interface'],
  ['igw-', 'internet-gateway'],
  ['tgw-', 'transit-gateway'],
  ['vgw-', 'vpn-gateway'],
  ['vpce-svc-', 'vpc-endpoint-service'],
  ['vpce-', 'vpc-endpoint'],
  ['pcx-', 'vpc-peering-connection'],
];

export const ec2Arn = (type: string, id: string): string => `arn:aws:ec2:${REGION}:${ACCOUNT}:${type}/${id}`;

const endArns = (end: unknown): readonly string[] => {
  if (typeof end !== 'string') return [];
  if (end.startsWith('arn:')) return [end];
  const known = endTypes.find(([prefix]) => end.startsWith(prefix));
  if (known === undefined) throw new Error(`${end} is of no type that an insights path takes as its end`);
  return known[1] === undefined ? [] : [ec2Arn(known[1], end)];
};

const requestTags = (tags: readonly Tag[]): Context => ({
  ...Object.fromEntries(tags.map(({ Key, Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
  'aws:TagKeys': tags.flatMap(({ Key }) => Key ?? []),
});

const resourceTags = (tags: readonly Tag[]): Context =>
  Object.fromEntries(tags.map(({ Key, Value = '' }) => [`aws:ResourceTag/${Key}`, Value]));

const tagsAsked = ({ TagSpecifications = [] }: Sent['input']): readonly Tag[] =>
  (TagSpecifications as readonly { readonly Tags?: readonly Tag[] }[]).flatMap(({ Tags = [] }) => Tags);

const made = (sent: Sent, type: 'path' | 'analysis', created: string): readonly Request[] => {
  const action = `ec2:${created}`;
  const name = type === 'path' ? 'NetworkInsightsPath' : 'NetworkInsightsAnalysis';
  const answered = sent.output[name] as Readonly<Record<string, unknown>> | undefined;
  const resource = ec2Arn(`network-insights-${type}`, `${answered?.[`${name}Id`] ?? 'refused'}`);
  const context = requestTags(tagsAsked(sent.input));
  return [
    { action, resource, context },
    // Tags at the making are judged as a call of their own:
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
    { action: 'ec2:CreateTags', resource, context: { ...context, 'ec2:CreateAction': created } },
  ];
};

const ec2Requests = (sent: Sent, operation: string, tagsOf: TagsOf): readonly Request[] => {
  const action = `ec2:${operation}`;
  const onTagged = (type: string, id: unknown): Request => ({
    action,
    resource: ec2Arn(type, `${id}`),
    context: resourceTags(tagsOf(`${id}`)),
  });
  const { input } = sent;
  if (operation.startsWith('Describe')) return [{ action, resource: '*', context: {} }];
  switch (operation) {
    case 'CreateNetworkInsightsPath': {
      const ends = [...endArns(input.Source), ...endArns(input.Destination)];
      return [...made(sent, 'path', operation), ...ends.map((resource) => ({ action, resource, context: {} }))];
    }
    case 'StartNetworkInsightsAnalysis':
      return [onTagged('network-insights-path', input.NetworkInsightsPathId), ...made(sent, 'analysis', operation)];
    case 'DeleteNetworkInsightsPath':
      return [onTagged('network-insights-path', input.NetworkInsightsPathId)];
    case 'SearchTransitGatewayRoutes':
      return [onTagged('transit-gateway-route-table', input.TransitGatewayRouteTableId)];
    case 'GetManagedPrefixListEntries':
      return [onTagged('prefix-list', input.PrefixListId)];
    case 'GetTransitGatewayRouteTablePropagations':
      return [{ action, resource: '*', context: {} }];
    case 'DeleteNetworkInsightsAnalysis':
      return [onTagged('network-insights-analysis', input.NetworkInsightsAnalysisId)];
    default:
      throw new Error(`nobody has said which resources ${action} touches`);
  }
};

const tableArn = (name: string): string => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`;

/** A trail is named by its ARN, as it has to be where it is of another Region; else by its name. */
const trailArn = (trail: string): string =>
  trail.startsWith('arn:') ? trail : `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/${trail}`;

const logGroupArn = (group: string): string =>
  group.startsWith('arn:') ? group : `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${group}`;

/** A query reads each of its log groups. */
const queried = ({ logGroupName, logGroupNames, logGroupIdentifiers }: Sent['input']): readonly string[] =>
  [logGroupName ?? [], logGroupNames ?? [], logGroupIdentifiers ?? []].flat().map((group) => logGroupArn(`${group}`));

/** To a secret's name Secrets Manager adds six characters. */
const secretArn = (secret: string): string =>
  secret.startsWith('arn:') ? secret : `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${secret}-AbCdEf`;

/** A bus of this account, by its name. */
const busesOf = ({ Entries = [] }: Sent['input']): readonly string[] =>
  (Entries as readonly { readonly EventBusName?: string }[]).map(
    ({ EventBusName = 'default' }) => `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${EventBusName}`,
  );

/** Of a stack the ARN ends with an id that its name does not tell. */
const stackArn = (stack: unknown): string => `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stack}/id`;

/** What an item's key tells a condition: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html. */
const leadingKey = ({ Key, Item }: Sent['input']): Context => {
  const { pk } = (Key ?? Item ?? {}) as { readonly pk?: string | { readonly S: string } };
  if (pk === undefined) return {};
  return { 'dynamodb:LeadingKeys': [typeof pk === 'string' ? pk : pk.S] };
};

/** Everything that IAM is asked for a call. Throws for an action that has not been described here. */
export const requestsOf = (sent: Sent, tagsOf: TagsOf): readonly Request[] => {
  const { input } = sent;
  const operation = sent.command.replace(/Command$/, '');
  const service = prefixes[sent.client];
  const only = (resource: string, action = `${service}:${operation}`): readonly Request[] => [
    { action, resource, context: {} },
  ];
  switch (service) {
    case 'ec2':
      return ec2Requests(sent, operation, tagsOf);
    case 'elasticloadbalancing':
      return only('*');
    case 'networkmanager':
      return only(
        operation === 'DescribeGlobalNetworks'
          ? '*'
          : `arn:aws:networkmanager::${ACCOUNT}:global-network/${input.GlobalNetworkId}`,
      );
    case 'dynamodb': {
      if (operation === 'BatchWriteItem')
        return Object.keys(input.RequestItems ?? {}).flatMap((name) => only(tableArn(name)));
      const index = input.IndexName === undefined ? '' : `/index/${input.IndexName}`;
      const resource = `${tableArn(`${input.TableName}`)}${index}`;
      return [{ action: `${service}:${operation}`, resource, context: leadingKey(input) }];
    }
    case 'sns':
      return only(`${input.TopicArn}`);
    case 'lambda':
      return only(
        `${input.DurableExecutionArn ?? input.FunctionName}`,
        operation === 'Invoke' ? 'lambda:InvokeFunction' : undefined,
      );
    case 'cloudtrail': {
      const { Name: trail = input.TrailName } = input;
      return only(trail === undefined ? '*' : trailArn(`${trail}`));
    }
    case 'logs':
      if (operation === 'StartQuery') return queried(input).flatMap((group) => only(group));
      // Of answers the reference names the log group, which their call does not.
      return only(operation === 'GetQueryResults' ? logGroupArn('of-the-query') : '*');
    case 'secretsmanager':
      return only(secretArn(`${input.SecretId}`));
    case 'cloudformation':
      return only(input.StackName === undefined ? '*' : stackArn(input.StackName));
    case 'cloudwatch':
      return [input.AlarmNames ?? []]
        .flat()
        .flatMap((name) => only(`arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`));
    case 'events':
      return busesOf(input).flatMap((bus) => only(bus));
    default:
      throw new Error(`nobody has said how ${sent.client} is judged`);
  }
};
