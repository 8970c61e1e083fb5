import type { Explanation, NetworkInsightsAnalysis, PathComponent } from '@aws-sdk/client-ec2';
import { Explanation$, PathComponent$ } from '@aws-sdk/client-ec2';
import { NormalizedSchema } from '@smithy/core/schema';
import { explanationOf } from '../../lambda/aws/explanation.ts';
import { reachabilityReport } from '../../lambda/aws/reachability-report.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import { corpus } from '../support/corpus.ts';

/** A value for every member that the SDK's schema knows, each text and number another. */
const filled = (schema: NormalizedSchema, next: () => number, name = ''): unknown => {
  if (schema.isListSchema())
    return [filled(schema.getValueSchema(), next, name), filled(schema.getValueSchema(), next, name)];
  if (schema.isStructSchema()) {
    return Object.fromEntries([...schema.structIterator()].map(([key, member]) => [key, filled(member, next, key)]));
  }
  if (schema.isBooleanSchema()) return true;
  return schema.isNumericSchema() ? next() : `${name}-${next()}`;
};

const leaves = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];

const counter = (): (() => number) => {
  let count = 1000;
  return () => {
    count += 1;
    return count;
  };
};

test('an explanation loses nothing of what the SDK can read', () => {
  const full = filled(NormalizedSchema.of(Explanation$), counter()) as Explanation;
  const text = JSON.stringify(explanationOf(full));
  expect(leaves(full).filter((leaf) => leaf !== true && !text.includes(String(leaf)))).toEqual([]);
});

test('every resource stands under its role', () => {
  const schema = NormalizedSchema.of(Explanation$);
  const full = filled(schema, counter()) as Explanation;
  const { resources } = explanationOf(full);
  const roles = [...schema.structIterator()]
    .filter(([, member]) => {
      const of = member.isListSchema() ? member.getValueSchema() : member;
      return of.getName() === 'AnalysisComponent';
    })
    .map(([name]) => name.charAt(0).toLowerCase() + name.slice(1));
  expect(roles.length).toBeGreaterThan(25);
  expect(Object.keys(resources).sort()).toEqual([...roles, 'loadBalancer', 'loadBalancerTarget'].sort());
});

const component: PathComponent = filled(NormalizedSchema.of(PathComponent$), counter()) as PathComponent;
const analysis = (over: Partial<NetworkInsightsAnalysis> = {}): NetworkInsightsAnalysis => ({
  NetworkInsightsAnalysisId: 'nia-1',
  NetworkInsightsPathId: 'nip-1',
  Status: 'succeeded',
  NetworkPathFound: true,
  ...over,
});

test('a hop keeps its rules, routes, resources and explanations', () => {
  const report = reachabilityReport(analysis({ ForwardPathComponents: [component] }));
  const text = JSON.stringify(report.forward);
  const { AdditionalDetails, InboundHeader, OutboundHeader, SourceVpc, DestinationVpc, TransitGateway, ...rest } =
    component;
  const { ElasticLoadBalancerListener, ...kept } = rest;
  for (const one of [SourceVpc, DestinationVpc, TransitGateway, ElasticLoadBalancerListener])
    expect(text).toContain(`${one?.Id}`);
  expect(leaves(kept).filter((leaf) => leaf !== true && !text.includes(String(leaf)))).toEqual([]);
  expect(report.details).toEqual(AdditionalDetails?.map((detail) => detail.AdditionalDetailType));
  expect(JSON.stringify(report.document)).toContain(`${InboundHeader?.Protocol}`);
  expect(JSON.stringify(report.document)).toContain(`${OutboundHeader?.Protocol}`);
});

test.each<[string, Partial<PathComponent>, string]>([
  [
    'a network ACL rule',
    {
      AclRule: {
        Cidr: '10.0.0.0/16',
        Egress: false,
        Protocol: 'tcp',
        PortRange: { From: 443, To: 443 },
        RuleAction: 'allow',
        RuleNumber: 100,
      },
    },
    'allow tcp 443 from 10.0.0.0/16 (ingress, rule 100)',
  ],
  [
    'a security group rule',
    {
      SecurityGroupRule: {
        SecurityGroupId: 'sg-2',
        Direction: 'egress',
        Protocol: 'tcp',
        PortRange: { From: 1, To: 9 },
      },
    },
    'allow tcp 1-9 to sg-2 (egress)',
  ],
  [
    'a route',
    {
      RouteTableRoute: {
        DestinationCidr: '10.1.0.0/16',
        TransitGatewayId: 'tgw-1',
        Origin: 'createroute',
        State: 'active',
      },
    },
    'route 10.1.0.0/16 to tgw-1 (active, createroute)',
  ],
  [
    'a transit gateway route',
    {
      TransitGatewayRouteTableRoute: {
        DestinationCidr: '10.1.0.0/16',
        State: 'active',
        RouteOrigin: 'propagated',
        AttachmentId: 'tgw-attach-1',
        ResourceType: 'vpc',
        ResourceId: 'vpc-1',
      },
    },
    'route 10.1.0.0/16 to tgw-attach-1 (vpc vpc-1, active, propagated)',
  ],
])('%s is said in words', (_what, part, words) => {
  expect(reachabilityReport(analysis({ ForwardPathComponents: [part] })).forward[0]?.because).toBe(words);
});

test('a hop of which AWS says nothing is a hop still', () => {
  expect(reachabilityReport(analysis({ ReturnPathComponents: [{}] })).back).toEqual([
    { sequence: 1, explanations: [], details: [] },
  ]);
});

test('an explanation without a code, and resources with an ARN or a name alone, are kept', () => {
  expect(
    explanationOf({ Vpc: { Arn: 'arn:aws:ec2:us-east-1:111111111111:vpc/vpc-1' }, Subnet: { Name: 'a' }, Acl: {} }),
  ).toMatchObject({
    code: 'UNSPECIFIED',
    resources: { vpc: [{ id: 'vpc-1' }], subnet: [{ id: 'a', name: 'a' }] },
  });
});

test.each([
  'ra-outputs/01-awscli-unreachable-ENI_SG_RULES_MISMATCH.json',
  'ra-outputs/02-awsdocs-reachable-igw-to-instance.json',
])('the example of AWS in %s maps without loss', (file) => {
  const example = corpus(file) as { readonly NetworkInsightsAnalyses: readonly NetworkInsightsAnalysis[] } | undefined;
  for (const given of example?.NetworkInsightsAnalyses ?? []) {
    const { document, ...report } = reachabilityReport(given);
    expect(document).toEqual(given);
    const text = JSON.stringify(report);
    const named = [
      ...JSON.stringify(given).matchAll(/"(?:Id|Arn|ExplanationCode|RuleAction|DestinationCidr|Cidr)":"([^"]+)"/g),
    ];
    expect(named.length).toBeGreaterThan(0);
    expect(named.map(([, name]) => name).filter((name) => !text.includes(`${name}`))).toEqual([]);
    for (const explained of given.Explanations ?? []) {
      const { ExplanationCode, Direction, ...roles } = explained;
      const mapped = report.explanations.find(({ code }) => code === ExplanationCode);
      expect(mapped?.direction).toBe(Direction);
      expect(
        Object.keys({ ...mapped?.resources, ...mapped?.facts })
          .map((key) => key.toLowerCase())
          .sort(),
      ).toEqual(
        Object.keys(roles)
          .map((key) => key.toLowerCase())
          .sort(),
      );
    }
    expect(report.forward).toHaveLength(given.ForwardPathComponents?.length ?? 0);
    expect(report.back).toHaveLength(given.ReturnPathComponents?.length ?? 0);
  }
});

test('an answer with a number that is none is malformed', () => {
  const broken = analysis({ ReturnPathComponents: [{ ...component, SequenceNumber: Number.NaN }] });
  expect(() => reachabilityReport(broken)).toThrow(Fault);
  expect(() => reachabilityReport(broken)).toThrow(/MalformedAnswer: the answer is of other types: .*NaN/s);
});
