import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { signedRegionOf } from '../../local/cloudtrail/identity.ts';
import { type Reply, type Service, ServiceError } from '../../local/endpoint.ts';
import { loopback } from './loopback.ts';

export interface AStack {
  readonly name: string;
  readonly status?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  /** ISO time of its latest update; it was made on 2026-11-01. */
  readonly updatedAt?: string;
  /** What it has made: type and physical id by logical id. */
  readonly resources?: Readonly<Record<string, readonly [type: string, id: string]>>;
  /** Where it is; absent: wherever it is looked for. */
  readonly region?: string;
}

/** A stack of Pathwatch, deployed whole. */
export const aStack = (over: Partial<AStack> = {}): AStack => ({
  name: 'pathwatch',
  tags: { pathwatch: '0.1.0' },
  outputs: {
    TableName: 'pathwatch-table',
    SweepAlias: 'arn:aws:lambda:eu-west-1:111111111111:function:sweep:live',
    TopicArn: 'arn:aws:sns:eu-west-1:111111111111:alerts',
  },
  ...over,
});

const xml = (status: number, body: string): Reply => ({ status, contentType: 'text/xml', body });

const members = (record: Readonly<Record<string, string>>, key: string, value: string): string =>
  Object.entries(record)
    .map((entry) => `<member><${key}>${entry[0]}</${key}><${value}>${entry[1]}</${value}></member>`)
    .join('');

const stackXml = ({ name, status = 'CREATE_COMPLETE', tags = {}, outputs = {}, updatedAt }: AStack): string =>
  `<member><StackName>${name}</StackName><StackStatus>${status}</StackStatus>` +
  '<CreationTime>2026-11-01T00:00:00Z</CreationTime>' +
  (updatedAt === undefined ? '' : `<LastUpdatedTime>${updatedAt}</LastUpdatedTime>`) +
  `<Tags>${members(tags, 'Key', 'Value')}</Tags>` +
  `<Outputs>${members(outputs, 'OutputKey', 'OutputValue')}</Outputs></member>`;

const resourcesXml = ({ resources = {} }: AStack): string =>
  Object.entries(resources)
    .map(
      ([logicalId, [type, id]]) =>
        `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${id}</PhysicalResourceId>` +
        `<ResourceType>${type}</ResourceType><LastUpdatedTimestamp>2026-11-01T00:00:00Z</LastUpdatedTimestamp>` +
        '<ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>',
    )
    .join('');

const answerXml = (operation: string, content: string): Reply =>
  xml(200, `<${operation}Response><${operation}Result>${content}</${operation}Result></${operation}Response>`);

/** CloudFormation's `DescribeStacks` and `ListStackResources` by awsQuery, two stacks a page. */
export const stacksService = (stacks: readonly AStack[]): Service => ({
  name: 'cloudformation',
  recognise: ({ body }) => {
    const form = new URLSearchParams(body);
    return { operation: form.get('Action') ?? '', input: Object.fromEntries(form) };
  },
  answer: (operation, input: { readonly StackName?: string; readonly NextToken?: string }, { headers }) => {
    const { StackName: name, NextToken: token = '0' } = input;
    const here = stacks.filter(({ region }) => region === undefined || region === signedRegionOf(headers));
    const asked = name === undefined ? here : here.filter((stack) => stack.name === name);
    if (name !== undefined && asked.length === 0)
      throw new ServiceError('ValidationError', `Stack with id ${name} does not exist`);
    if (operation === 'ListStackResources')
      return answerXml(
        operation,
        `<StackResourceSummaries>${asked.map(resourcesXml).join('')}</StackResourceSummaries>`,
      );
    const next = Number(token) + 2;
    const page = asked.slice(Number(token), next).map(stackXml).join('');
    const more = next < asked.length ? `<NextToken>${next}</NextToken>` : '';
    return answerXml(operation, `<Stacks>${page}</Stacks>${more}`);
  },
  refuse: ({ status, code, message }) =>
    xml(status, `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`),
});

export const cloudFormationAt = (endpoint: string): CloudFormationClient =>
  new CloudFormationClient({
    ...loopback(endpoint, 'eu-west-1'),
    retryStrategy: new ConfiguredRetryStrategy(3, () => 1),
  });
