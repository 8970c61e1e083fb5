import type { Explanation as Explained, NetworkInsightsAnalysis } from '@aws-sdk/client-ec2';
import { CreateNetworkInsightsPathCommand, StartNetworkInsightsAnalysisCommand } from '@aws-sdk/client-ec2';
import { reachabilityAnalyzer } from '../../lambda/aws/reachability-analyzer.ts';
import type { Question } from '../../lambda/domain/evidence.ts';
import type { FaultKind } from '../../lambda/domain/fault.ts';
import type { ReachabilityAnalyzer } from '../../lambda/monitor/ports.ts';
import type { Outcome } from '../../local/ec2/insights.ts';
import type { OpenInsights } from '../support/ec2.ts';
import { aDeployment, aQuestion, faultOfCall, found, openEc2, openNetworkInsights } from '../support/ec2.ts';

let outcome: Outcome;
let open: OpenInsights;
let analyzer: ReachabilityAnalyzer;
beforeEach(async () => {
  outcome = found;
  open = await openNetworkInsights({ answer: () => outcome });
  analyzer = reachabilityAnalyzer(open.ec2, aDeployment);
});
afterEach(() => open.close());

const inputsOf = (operation: string): readonly unknown[] =>
  open.endpoint.calls.filter((call) => call.operation === operation).map(({ input }) => input);

const startOne = async (question: Question = aQuestion(), token = 't'): Promise<string> => {
  const path = await analyzer.create(question, `p-${token}`);
  return (await analyzer.start(path.id, question, token)).analysisId;
};

const readOne = async (id: string) => (await analyzer.read([id])).get(id);

describe('an insights path', () => {
  test('for one port of a resource is asked for by destination and port, and tagged', async () => {
    const made = await analyzer.create(aQuestion(), 't');
    expect(made).toEqual({
      id: 'nip-00000000000000001',
      pathId: 'web-db',
      key: 'k1',
      createdAt: '2026-11-22T12:00:00.000Z',
    });
    expect(inputsOf('CreateNetworkInsightsPath')).toEqual([
      {
        Source: 'i-0aaaaaaaaaaaaaaaa',
        Destination: 'i-0bbbbbbbbbbbbbbbb',
        DestinationPort: 443,
        Protocol: 'tcp',
        ClientToken: 't',
        TagSpecifications: [
          {
            ResourceType: 'network-insights-path',
            Tags: [
              { Key: 'Name', Value: 'pathwatch web-db' },
              { Key: 'pathwatch', Value: 'prod' },
              { Key: 'pathwatch:path', Value: 'web-db' },
              { Key: 'pathwatch:question', Value: 'k1' },
            ],
          },
        ],
      },
    ]);
  });

  const { destination: _, ...undirected } = aQuestion();
  test.each<[string, Question, object]>([
    [
      'a range of ports',
      aQuestion({ ports: { from: 0, to: 65535 } }),
      { Destination: 'i-0bbbbbbbbbbbbbbbb', FilterAtSource: { DestinationPortRange: { FromPort: 0, ToPort: 65535 } } },
    ],
    [
      'source ports',
      aQuestion({ sourcePorts: { from: 1024, to: 65535 } }),
      {
        Destination: 'i-0bbbbbbbbbbbbbbbb',
        FilterAtSource: {
          SourcePortRange: { FromPort: 1024, ToPort: 65535 },
          DestinationPortRange: { FromPort: 443, ToPort: 443 },
        },
      },
    ],
    [
      'an address',
      { ...undirected, destinationAddress: '192.0.2.1' },
      { FilterAtSource: { DestinationAddress: '192.0.2.1', DestinationPortRange: { FromPort: 443, ToPort: 443 } } },
    ],
    [
      'an address behind a resource',
      aQuestion({ destinationAddress: '192.0.2.1' }),
      {
        Destination: 'i-0bbbbbbbbbbbbbbbb',
        FilterAtSource: { DestinationAddress: '192.0.2.1', DestinationPortRange: { FromPort: 443, ToPort: 443 } },
      },
    ],
  ])('for %s is asked for by a filter at the source', async (_what, question, expected) => {
    await analyzer.create(question, 't');
    const [input] = inputsOf('CreateNetworkInsightsPath');
    expect(input).toEqual(expect.objectContaining(expected));
    expect(input).not.toHaveProperty('DestinationPort');
    expect('Destination' in Object(input)).toBe(question.destination !== undefined);
  });

  test('is found again among more than a page of others, by its tags alone', async () => {
    for (let index = 0; index < 205; index += 1) {
      const question = aQuestion({ pathId: `path-${index}`, key: `k${index}` });
      await analyzer.create(question, `t${index}`);
    }
    await reachabilityAnalyzer(open.ec2, { ...aDeployment, name: 'other' }).create(aQuestion(), 'another');
    const plain = { Source: 'i-1', Destination: 'i-2', Protocol: 'tcp' as const };
    await open.ec2.send(new CreateNetworkInsightsPathCommand(plain));
    const half = { ResourceType: 'network-insights-path' as const, Tags: [{ Key: 'pathwatch', Value: 'prod' }] };
    await open.ec2.send(new CreateNetworkInsightsPathCommand({ ...plain, TagSpecifications: [half] }));
    const owned = await analyzer.owned();
    expect(owned.map(({ pathId }) => pathId)).toEqual(Array.from({ length: 205 }, (_, index) => `path-${index}`));
    expect(inputsOf('DescribeNetworkInsightsPaths')).toHaveLength(3);
  });

  test('that is gone already is removed', async () => {
    const { id } = await analyzer.create(aQuestion(), 't');
    await analyzer.removePath(id);
    await analyzer.removePath(id);
    expect(await analyzer.owned()).toEqual([]);
  });

  test('that still has analyses is not removed', async () => {
    const path = await analyzer.create(aQuestion(), 't');
    await analyzer.start(path.id, aQuestion(), 't');
    expect(await faultOfCall(analyzer.removePath(path.id))).toMatchObject({ kind: 'conflict' });
  });
});

describe('an analysis', () => {
  test('is started once for one token, tagged, with the accounts of its ends', async () => {
    const question = aQuestion({ accounts: ['222222222222'] });
    const path = await analyzer.create(question, 'p');
    const first = await analyzer.start(path.id, question, 't');
    expect(await analyzer.start(path.id, question, 't')).toEqual(first);
    expect(first.startedAt).toBe('2026-11-22T12:00:00.000Z');
    expect(open.insights.started()).toBe(1);
    expect(inputsOf('StartNetworkInsightsAnalysis')[0]).toMatchObject({
      AdditionalAccounts: ['222222222222'],
      ClientToken: 't',
      TagSpecifications: [
        {
          ResourceType: 'network-insights-analysis',
          Tags: expect.arrayContaining([{ Key: 'pathwatch:question', Value: 'k1' }]),
        },
      ],
    });
  });

  test('of ends in this account names no further accounts', async () => {
    await startOne();
    expect(inputsOf('StartNetworkInsightsAnalysis')[0]).not.toHaveProperty('AdditionalAccounts');
  });

  test('runs, and then has found the path', async () => {
    const id = await startOne();
    expect(await readOne(id)).toEqual({ kind: 'running' });
    open.clock.pass(30);
    expect(await readOne(id)).toMatchObject({
      kind: 'succeeded',
      report: { analysisId: id, found: true, explanations: [], document: { NetworkInsightsAnalysisId: id } },
    });
  });

  test('that failed says why', async () => {
    outcome = { status: 'failed', StatusMessage: 'due to throttling errors from EC2' };
    const id = await startOne();
    open.clock.pass(30);
    expect(await readOne(id)).toEqual({ kind: 'failed', message: 'due to throttling errors from EC2' });
  });

  test('is read among 250 others in chunks, and those that are gone are told apart', async () => {
    await open.close();
    open = await openNetworkInsights({ limits: { concurrent: 1000 } });
    analyzer = reachabilityAnalyzer(open.ec2, aDeployment);
    const path = await analyzer.create(aQuestion(), 't');
    const ids: string[] = [];
    for (let i = 0; i < 250; i += 1) ids.push((await analyzer.start(path.id, aQuestion(), `t${i}`)).analysisId);
    open.clock.pass(30);
    await analyzer.removeAnalysis(ids[120] ?? '');
    const progress = await analyzer.read(ids);
    expect([...progress.keys()]).toEqual(ids);
    expect([...progress].filter(([, { kind }]) => kind === 'gone').map(([id]) => id)).toEqual([ids[120]]);
    expect([...progress.values()].filter(({ kind }) => kind === 'succeeded')).toHaveLength(249);
    expect(inputsOf('DescribeNetworkInsightsAnalyses')).toHaveLength(103);
    expect(await analyzer.stored(path.id)).toHaveLength(249);
  });

  test('that is gone already is removed', async () => {
    const id = await startOne();
    await analyzer.removeAnalysis(id);
    await analyzer.removeAnalysis(id);
    expect(await readOne(id)).toEqual({ kind: 'gone' });
  });

  test('is listed newest first, with whether it runs and whether it is ours', async () => {
    const path = await analyzer.create(aQuestion(), 'p');
    const old = await analyzer.start(path.id, aQuestion(), 't1');
    open.clock.pass(60);
    const young = await analyzer.start(path.id, aQuestion(), 't2');
    expect(await analyzer.stored(path.id)).toEqual([
      { ...young, running: true, own: true },
      { ...old, running: false, own: true },
    ]);
    open.clock.pass(60);
    await open.ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId: path.id }));
    expect(await analyzer.stored(path.id)).toMatchObject([{ own: false }, { own: true }, { own: true }]);
  });
});

test('a token that EC2 would not take never leaves', async () => {
  const token = 'x'.repeat(65);
  expect(await faultOfCall(analyzer.create(aQuestion(), token))).toMatchObject({ kind: 'invalid' });
  expect(await faultOfCall(analyzer.start('nip-1', aQuestion(), token))).toMatchObject({ kind: 'invalid' });
  expect(open.endpoint.calls).toEqual([]);
});

const pathId = 'nip-00000000000000001';
const analysisId = 'nia-00000000000000002';
const calls: readonly (readonly [string, (by: ReachabilityAnalyzer) => Promise<unknown>])[] = [
  ['CreateNetworkInsightsPath', (by) => by.create(aQuestion(), 't')],
  ['DescribeNetworkInsightsPaths', (by) => by.owned()],
  ['DeleteNetworkInsightsPath', (by) => by.removePath(pathId)],
  ['StartNetworkInsightsAnalysis', (by) => by.start(pathId, aQuestion(), 't')],
  ['DescribeNetworkInsightsAnalyses', (by) => by.read([analysisId])],
  ['DescribeNetworkInsightsAnalyses', (by) => by.stored(pathId)],
  ['DeleteNetworkInsightsAnalysis', (by) => by.removeAnalysis(analysisId)],
];

/** aws-facts: every code of the CloudFormation provider's translator, which is where AWS lists them. */
const codes: readonly (readonly [string, number, FaultKind])[] = [
  ['NetworkInsightsAnalysis.LimitExceeded', 400, 'quota'],
  ['NetworkInsightsPath.LimitExceeded', 400, 'quota'],
  ['NetworkInsightsSource.NotFound', 400, 'not-found'],
  ['NetworkInsightsDestination.NotFound', 400, 'not-found'],
  ['InvalidNetworkInsightsPathId.NotFound', 400, 'not-found'],
  ['InvalidNetworkInsightsAnalysisId.NotFound', 400, 'not-found'],
  ['InvalidNetworkInsightsAnalysisId.Malformed', 400, 'invalid'],
  ['AnalysisExistsForNetworkInsightsPath', 400, 'conflict'],
  ['NetworkInsights.AccessDenied', 403, 'denied'],
  ['IdempotentParameterMismatch', 400, 'conflict'],
  ['MissingParameter', 400, 'invalid'],
  ['InvalidParameterValue', 400, 'invalid'],
  ['InvalidParameterCombination', 400, 'invalid'],
  ['TagPolicyViolation', 400, 'invalid'],
  ['RequestLimitExceeded', 503, 'throttled'],
  ['Client.RequestLimitExceeded', 400, 'throttled'],
  ['UnauthorizedOperation', 403, 'denied'],
  ['DryRunOperation', 412, 'invalid'],
  ['Unavailable', 503, 'unavailable'],
  ['InternalError', 500, 'unavailable'],
  ['RequestExpired', 400, 'expired-credentials'],
  ['AuthFailure', 401, 'denied'],
];

const meansGone = (operation: string, code: string): boolean =>
  /NotFound$/.test(code) && code.startsWith('InvalidNetworkInsights') && /^Delete/.test(operation);

describe.each(calls.map(([operation, call], index) => [operation, index, call] as const))(
  '%s (call %i)',
  (operation, index, call) => {
    test.each(codes)('refused with %s (%i) is a fault of kind %s', async (code, status, kind) => {
      open.endpoint.disturb(() => ({ kind: 'error', status, code, message: `because ${code}` }));
      if (meansGone(operation, code)) {
        await call(analyzer);
        return;
      }
      if (index === 4 && /^InvalidNetworkInsights.*NotFound$/.test(code)) {
        expect(await call(analyzer)).toEqual(new Map([[analysisId, { kind: 'gone' }]]));
        return;
      }
      expect(await faultOfCall(call(analyzer))).toEqual({ kind, operation, code, message: `because ${code}` });
    });

    test('throttled twice is tried again by the SDK, and throttled for good is a fault', async () => {
      const path = await analyzer.create(aQuestion(), 't');
      await analyzer.start(path.id, aQuestion(), 't');
      // What is removed must be free to go.
      if (operation === 'DeleteNetworkInsightsPath') await analyzer.removeAnalysis(analysisId);
      const before = open.endpoint.calls.length;
      let refusals = 2;
      open.endpoint.disturb(() => {
        refusals -= 1;
        return refusals >= 0 ? { kind: 'error', status: 503, code: 'RequestLimitExceeded' } : undefined;
      });
      await call(analyzer);
      expect(open.endpoint.calls.length - before).toBe(3);
      open.endpoint.disturb(() => ({ kind: 'error', status: 503, code: 'RequestLimitExceeded' }));
      expect((await faultOfCall(call(analyzer))).kind).toBe('throttled');
      expect(open.insights.started()).toBe(1);
    });

    test('whose connection breaks brought no answer', async () => {
      open.endpoint.disturb(() => ({ kind: 'reset' }));
      expect(await faultOfCall(call(analyzer))).toMatchObject({ kind: 'no-answer', operation });
    });

    test.each(['not xml at all', '<a><b></a>', '<unfinished'])(
      'whose answer is %j is a malformed answer',
      async (body) => {
        open.endpoint.disturb(() => ({ kind: 'malformed', body }));
        expect(await faultOfCall(call(analyzer))).toMatchObject({ kind: 'malformed', operation });
      },
    );
  },
);

test('a 404 of something in between does not make an analysis gone', async () => {
  open.endpoint.disturb(() => ({ kind: 'error', status: 404, code: 'NotFound' }));
  await expect(analyzer.read([analysisId])).rejects.toThrow('NotFound');
  await expect(analyzer.removePath(pathId)).rejects.toThrow('NotFound');
});

describe('an answer that lacks what it must have is malformed', () => {
  const analysis: NetworkInsightsAnalysis = {
    NetworkInsightsAnalysisId: analysisId,
    NetworkInsightsPathId: pathId,
    StartDate: new Date('2026-11-22T12:00:00.000Z'),
    Status: 'succeeded',
    NetworkPathFound: true,
  };
  const without = (key: keyof NetworkInsightsAnalysis): NetworkInsightsAnalysis => ({ ...analysis, [key]: undefined });
  const read = (by: ReachabilityAnalyzer) => by.read([analysisId]);
  const stored = (by: ReachabilityAnalyzer) => by.stored(pathId);
  const start = (by: ReachabilityAnalyzer) => by.start(pathId, aQuestion(), 't');

  test.each<[string, NetworkInsightsAnalysis, (by: ReachabilityAnalyzer) => Promise<unknown>]>([
    ['read without its id', without('NetworkInsightsAnalysisId'), read],
    ['read without its path', without('NetworkInsightsPathId'), read],
    ['read without a status', without('Status'), read],
    ['read without whether it found the path', without('NetworkPathFound'), read],
    ['read with an unknown status', { ...analysis, Status: 'thinking' as never }, read],
    ['stored without its id', without('NetworkInsightsAnalysisId'), stored],
    ['stored without its start', without('StartDate'), stored],
    ['stored without a status', without('Status'), stored],
    ['started without its id', without('NetworkInsightsAnalysisId'), start],
    ['started without its start', without('StartDate'), start],
  ])('%s', async (_what, given, call) => {
    const { ec2, close } = await openEc2({
      DescribeNetworkInsightsAnalyses: () => ({ NetworkInsightsAnalyses: [given] }),
      StartNetworkInsightsAnalysis: () => ({ NetworkInsightsAnalysis: given }),
    });
    const fault = await faultOfCall(call(reachabilityAnalyzer(ec2, aDeployment)));
    await close();
    expect(fault.kind).toBe('malformed');
  });

  test('pages of analyses are all read', async () => {
    const { ec2, close, endpoint } = await openEc2({
      DescribeNetworkInsightsAnalyses: ({ NextToken }: { NextToken?: string }) =>
        NextToken === undefined
          ? { NetworkInsightsAnalyses: [], NextToken: 'more' }
          : { NetworkInsightsAnalyses: [analysis] },
    });
    expect((await read(reachabilityAnalyzer(ec2, aDeployment))).get(analysisId)?.kind).toBe('succeeded');
    await close();
    expect(endpoint.calls).toHaveLength(2);
  });
});

test('a path that was not found brings every explanation over the wire', async () => {
  const explained: Explained = {
    ExplanationCode: 'ENI_SG_RULES_MISMATCH',
    Direction: 'ingress',
    SecurityGroups: [{ Id: 'sg-1', Arn: 'arn:aws:ec2:us-east-1:111111111111:security-group/sg-1', Name: 'web' }],
    Port: 443,
    Cidrs: ['10.0.0.0/16', '10.1.0.0/16'],
    PortRanges: [{ From: 0, To: 21 }],
  };
  outcome = {
    status: 'succeeded',
    NetworkPathFound: false,
    WarningMessage: 'partial',
    Explanations: [explained],
    ForwardPathComponents: [
      { SequenceNumber: 1, Component: { Id: 'i-1' }, AdditionalDetails: [{ AdditionalDetailType: 'A' }] },
    ],
    SuggestedAccounts: ['222222222222'],
    AlternatePathHints: [{ ComponentId: 'tgw-1' }],
  };
  const id = await startOne();
  open.clock.pass(30);
  expect(await readOne(id)).toMatchObject({
    kind: 'succeeded',
    report: {
      found: false,
      warning: 'partial',
      details: ['A'],
      suggestedAccounts: ['222222222222'],
      alternatePathHints: [{ id: 'tgw-1' }],
      forward: [{ sequence: 1, component: { id: 'i-1' } }],
      explanations: [
        {
          code: 'ENI_SG_RULES_MISMATCH',
          direction: 'ingress',
          resources: {
            securityGroups: [
              { id: 'sg-1', arn: 'arn:aws:ec2:us-east-1:111111111111:security-group/sg-1', name: 'web' },
            ],
          },
          facts: { port: '443', cidrs: '10.0.0.0/16, 10.1.0.0/16', portRanges: '0-21' },
        },
      ],
    },
  });
});
