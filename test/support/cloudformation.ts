import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type Reply, type Service, ServiceError } from '../../local/endpoint.ts';
import { loopback } from './loopback.ts';

export interface AStack {
  readonly name: string;
  readonly status?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
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

const stackXml = ({ name, status = 'CREATE_COMPLETE', tags = {}, outputs = {} }: AStack): string =>
  `<member><StackName>${name}</StackName><StackStatus>${status}</StackStatus>` +
  '<CreationTime>2026-11-01T00:00:00Z</CreationTime>' +
  `<Tags>${members(tags, 'Key', 'Value')}</Tags>` +
  `<Outputs>${members(outputs, 'OutputKey', 'OutputValue')}</Outputs></member>`;

/** CloudFormation's `DescribeStacks` by awsQuery, two stacks a page. */
export const stacksService = (stacks: readonly AStack[]): Service => ({
  name: 'cloudformation',
  recognise: ({ body }) => {
    const form = new URLSearchParams(body);
    return { operation: form.get('Action') ?? '', input: Object.fromEntries(form) };
  },
  answer: (_, input: { readonly StackName?: string; readonly NextToken?: string }) => {
    const { StackName: name, NextToken: token = '0' } = input;
    const asked = name === undefined ? stacks : stacks.filter((stack) => stack.name === name);
    if (name !== undefined && asked.length === 0)
      throw new ServiceError('ValidationError', `Stack with id ${name} does not exist`);
    const next = Number(token) + 2;
    const page = asked.slice(Number(token), next).map(stackXml).join('');
    const more = next < asked.length ? `<NextToken>${next}</NextToken>` : '';
    return xml(
      200,
      `<DescribeStacksResponse><DescribeStacksResult><Stacks>${page}</Stacks>${more}</DescribeStacksResult></DescribeStacksResponse>`,
    );
  },
  refuse: ({ status, code, message }) =>
    xml(status, `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`),
});

export const cloudFormationAt = (endpoint: string): CloudFormationClient =>
  new CloudFormationClient({
    ...loopback(endpoint, 'eu-west-1'),
    retryStrategy: new ConfiguredRetryStrategy(3, () => 1),
  });
