import type {
  CreateNetworkInsightsPathCommandInput,
  NetworkInsightsAnalysis,
  StartNetworkInsightsAnalysisCommandInput,
} from '@aws-sdk/client-ec2';
import {
  CreateNetworkInsightsPathCommand,
  DeleteNetworkInsightsAnalysisCommand,
  DeleteNetworkInsightsPathCommand,
  DescribeNetworkInsightsAnalysesCommand,
  DescribeNetworkInsightsPathsCommand,
  StartNetworkInsightsAnalysisCommand,
} from '@aws-sdk/client-ec2';
import type { OpenInsights } from '../support/ec2.ts';
import { openNetworkInsights } from '../support/ec2.ts';

const source = 'i-0aaaaaaaaaaaaaaaa';
const destination = 'i-0bbbbbbbbbbbbbbbb';
const plain = { Source: source, Destination: destination, Protocol: 'tcp' as const, DestinationPort: 443 };
const tags = (...keys: readonly string[]) => [
  { ResourceType: 'network-insights-path' as const, Tags: keys.map((Key) => ({ Key, Value: 'x' })) },
];

let open: OpenInsights;
beforeEach(async () => {
  open = await openNetworkInsights({
    exists: (reference) => !reference.includes('0dead'),
    limits: { paths: 3, analyses: 4, concurrent: 2 },
  });
});
afterEach(() => open.close());

const create = async (over: Partial<CreateNetworkInsightsPathCommandInput> = {}): Promise<string> => {
  const { NetworkInsightsPath } = await open.ec2.send(new CreateNetworkInsightsPathCommand({ ...plain, ...over }));
  return NetworkInsightsPath?.NetworkInsightsPathId ?? 'none';
};

const start = async (path: string, over: Partial<StartNetworkInsightsAnalysisCommandInput> = {}): Promise<string> => {
  const command = new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId: path, ...over });
  return (await open.ec2.send(command)).NetworkInsightsAnalysis?.NetworkInsightsAnalysisId ?? 'none';
};

const analyses = async (path: string, filter?: [string, string]): Promise<readonly NetworkInsightsAnalysis[]> => {
  const Filters = filter && [{ Name: filter[0], Values: [filter[1]] }];
  const command = new DescribeNetworkInsightsAnalysesCommand({
    NetworkInsightsPathId: path,
    ...(Filters && { Filters }),
  });
  return (await open.ec2.send(command)).NetworkInsightsAnalyses ?? [];
};

const refused = (call: Promise<unknown>, name: string): Promise<void> => expect(call).rejects.toMatchObject({ name });

describe('a path', () => {
  test('is kept as it was asked for, under an id and an ARN', async () => {
    const { NetworkInsightsPath: path } = await open.ec2.send(
      new CreateNetworkInsightsPathCommand({ ...plain, TagSpecifications: tags('a') }),
    );
    expect(path).toEqual({
      ...plain,
      NetworkInsightsPathId: 'nip-00000000000000001',
      NetworkInsightsPathArn: 'arn:aws:ec2:us-east-1:111111111111:network-insights-path/nip-00000000000000001',
      CreatedDate: open.clock.now(),
      Tags: [{ Key: 'a', Value: 'x' }],
    });
    const { NetworkInsightsPaths } = await open.ec2.send(new DescribeNetworkInsightsPathsCommand({}));
    expect(NetworkInsightsPaths).toEqual([path]);
  });

  test('may end in an address instead of a resource', async () => {
    const FilterAtSource = { DestinationAddress: '192.0.2.1', DestinationPortRange: { FromPort: 1, ToPort: 9 } };
    const { NetworkInsightsPath } = await open.ec2.send(
      new CreateNetworkInsightsPathCommand({ Source: source, Protocol: 'udp', FilterAtSource }),
    );
    expect(NetworkInsightsPath).toMatchObject({ FilterAtSource, Protocol: 'udp' });
  });

  const range = (FromPort: number, ToPort: number) => ({
    FilterAtSource: { DestinationPortRange: { FromPort, ToPort } },
  });
  const bare = { DestinationPort: undefined };
  test.each<[string, Record<string, unknown>, string]>([
    ['no source', { Source: undefined }, 'MissingParameter'],
    ['no destination', { Destination: undefined }, 'MissingParameter'],
    ['no protocol', { Protocol: undefined }, 'MissingParameter'],
    ['icmp', { Protocol: 'icmp' }, 'InvalidParameterValue'],
    ['port 70000', { DestinationPort: 70000 }, 'InvalidParameterValue'],
    ['a source address that is none', { SourceIp: '10.0.0.300' }, 'InvalidParameterValue'],
    ['a range beyond the ports', { ...bare, ...range(1, 65536) }, 'InvalidParameterValue'],
    ['a range the wrong way round', { ...bare, ...range(9, 1) }, 'InvalidParameterValue'],
    ['half a range', { ...bare, FilterAtSource: { SourcePortRange: { FromPort: 1 } } }, 'MissingParameter'],
    ['a filter at the source and a port', range(1, 2), 'InvalidParameterCombination'],
    [
      'a filter at the source and an address',
      { ...bare, ...range(1, 2), SourceIp: '10.0.0.1' },
      'InvalidParameterCombination',
    ],
    [
      'a filter at the destination and an address',
      { FilterAtDestination: { SourceAddress: '10.0.0.1' }, DestinationIp: '10.0.0.2' },
      'InvalidParameterCombination',
    ],
    ['an unknown source', { Source: 'i-0dead' }, 'NetworkInsightsSource.NotFound'],
    ['an unknown destination', { Destination: 'i-0dead' }, 'NetworkInsightsDestination.NotFound'],
    ['a token of 65 characters', { ClientToken: 'x'.repeat(65) }, 'InvalidParameterValue'],
    ['a tag of AWS', { TagSpecifications: tags('aws:mine') }, 'InvalidParameterValue'],
    ['a long tag key', { TagSpecifications: tags('x'.repeat(128)) }, 'InvalidParameterValue'],
    ['a tag twice', { TagSpecifications: tags('a', 'a') }, 'InvalidParameterValue'],
    [
      'tags of another type',
      { TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'a', Value: 'b' }] }] },
      'InvalidParameterValue',
    ],
    ['51 tags', { TagSpecifications: tags(...Array.from({ length: 51 }, (_, i) => `k${i}`)) }, 'TagLimitExceeded'],
    ['a dry run', { DryRun: true }, 'DryRunOperation'],
  ])('with %s is refused', async (_what, over, code) => {
    await refused(create(over), code);
    const { NetworkInsightsPaths } = await open.ec2.send(new DescribeNetworkInsightsPathsCommand({}));
    expect(NetworkInsightsPaths).toEqual([]);
  });

  test('is the same path for the same token, and a mismatch for other parameters', async () => {
    const first = await create({ ClientToken: 't' });
    expect(await create({ ClientToken: 't' })).toBe(first);
    await refused(create({ ClientToken: 't', DestinationPort: 80 }), 'IdempotentParameterMismatch');
  });

  test('is refused beyond the quota', async () => {
    await Promise.all([create(), create(), create()]);
    await refused(create(), 'NetworkInsightsPath.LimitExceeded');
  });

  test('is deleted only after its analyses', async () => {
    const id = await create();
    const analysis = await start(id);
    const remove = () => open.ec2.send(new DeleteNetworkInsightsPathCommand({ NetworkInsightsPathId: id }));
    await refused(remove(), 'AnalysisExistsForNetworkInsightsPath');
    await open.ec2.send(new DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId: analysis }));
    expect((await remove()).NetworkInsightsPathId).toBe(id);
    await refused(remove(), 'InvalidNetworkInsightsPathId.NotFound');
  });
});

describe('an analysis', () => {
  test('runs for its time, then shows the answer', async () => {
    const id = await create();
    const analysis = await start(id, { AdditionalAccounts: ['222222222222'] });
    expect(await analyses(id)).toEqual([
      expect.objectContaining({ NetworkInsightsAnalysisId: analysis, Status: 'running', StartDate: open.clock.now() }),
    ]);
    open.clock.pass(29);
    expect(await analyses(id, ['status', 'running'])).toHaveLength(1);
    open.clock.pass(1);
    expect(await analyses(id, ['status', 'succeeded'])).toEqual([
      expect.objectContaining({ Status: 'succeeded', NetworkPathFound: true, AdditionalAccounts: ['222222222222'] }),
    ]);
    expect(await analyses(id, ['path-found', 'false'])).toEqual([]);
  });

  test('answers from the network of its start', async () => {
    await open.close();
    let up = true;
    open = await openNetworkInsights({ answer: () => ({ status: 'succeeded', NetworkPathFound: up }) });
    const id = await create();
    await start(id);
    up = false;
    open.clock.pass(30);
    expect((await analyses(id))[0]?.NetworkPathFound).toBe(true);
  });

  test('is the same one for the same token, and is charged once', async () => {
    const id = await create();
    const first = await start(id, { ClientToken: 't' });
    expect(await start(id, { ClientToken: 't' })).toBe(first);
    await refused(start(id, { ClientToken: 't', AdditionalAccounts: ['222222222222'] }), 'IdempotentParameterMismatch');
    await refused(start(id, { ClientToken: 'x'.repeat(65) }), 'InvalidParameterValue');
    expect(open.insights.started()).toBe(1);
  });

  test('is refused while too many run, and while too many are stored', async () => {
    const id = await create();
    await Promise.all([start(id), start(id)]);
    await refused(start(id), 'NetworkInsightsAnalysis.LimitExceeded');
    open.clock.pass(30);
    await Promise.all([start(id), start(id)]);
    open.clock.pass(30);
    await refused(start(id), 'NetworkInsightsAnalysis.LimitExceeded');
    expect(open.insights.started()).toBe(4);
    // AWS forgets them after 120 days.
    open.clock.pass(121 * 24 * 3600);
    expect(await analyses(id)).toEqual([]);
    await start(id);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['starting on no path', () => start('nip-0123456789abcdef0'), 'InvalidNetworkInsightsPathId.NotFound'],
    ['starting on what is no id', () => start('path'), 'InvalidNetworkInsightsPathId.Malformed'],
    ['asking for all', () => open.ec2.send(new DescribeNetworkInsightsAnalysesCommand({})), 'MissingParameter'],
    [
      'asking for an unknown one',
      () =>
        open.ec2.send(
          new DescribeNetworkInsightsAnalysesCommand({ NetworkInsightsAnalysisIds: ['nia-0123456789abcdef0'] }),
        ),
      'InvalidNetworkInsightsAnalysisId.NotFound',
    ],
    [
      'asking for what is no id',
      () => open.ec2.send(new DescribeNetworkInsightsAnalysesCommand({ NetworkInsightsAnalysisIds: ['x'] })),
      'InvalidNetworkInsightsAnalysisId.Malformed',
    ],
    [
      'asking for pages of 101',
      () => open.ec2.send(new DescribeNetworkInsightsPathsCommand({ MaxResults: 101 })),
      'InvalidParameterValue',
    ],
    [
      'deleting an unknown one',
      () =>
        open.ec2.send(new DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId: 'nia-0123456789abcdef0' })),
      'InvalidNetworkInsightsAnalysisId.NotFound',
    ],
  ])('%s is refused', (_what, call, code) => refused(call(), code));

  test('with an unknown filter or a wrong account is refused', async () => {
    const id = await create();
    await start(id);
    await refused(analyses(id, ['colour', 'red']), 'InvalidParameterValue');
    await refused(start(id, { AdditionalAccounts: ['us'] }), 'InvalidParameterValue');
    await refused(start(id, { DryRun: true }), 'DryRunOperation');
  });
});
