import { EC2Client } from '@aws-sdk/client-ec2';
import { evidenceSchema } from '../../../lambda/aws/evidence-schema.ts';
import { reachabilityAnalyzer } from '../../../lambda/aws/reachability-analyzer.ts';
import type { Evidence } from '../../../lambda/domain/evidence.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { diagnose } from '../../../lambda/monitor/diagnose.ts';
import { answerXml } from '../../../local/ec2/answer.ts';
import { aDeployment } from '../../support/ec2.ts';
import { reachabilityRun } from '../../support/evidence.ts';
import { aPath } from '../../support/paths.ts';
import { must, type Target } from '../target.ts';
import { answeredBy, anyXml, orFault, type Wired } from '../wire.ts';

const ANALYSIS = 'nia-0aaaaaaaaaaaaaaaa';
const operation = 'DescribeNetworkInsightsAnalyses';

const analysis = {
  NetworkInsightsAnalysisId: ANALYSIS,
  NetworkInsightsPathId: 'nip-0aaaaaaaaaaaaaaaa',
  StartDate: new Date('2026-11-22T10:00:00Z'),
  Status: 'succeeded',
  NetworkPathFound: false,
  SuggestedAccounts: ['222222222222'],
  Tags: [{ Key: 'pathwatch', Value: 'prod' }],
};

const arn = 'arn:aws:ec2:us-east-1:111111111111';
const group = { Id: 'sg-073c4d556bf048ea0', Arn: `${arn}:security-group/sg-073c4d556bf048ea0`, Name: 'db' };

const explained = [
  {
    ExplanationCode: 'ENI_SG_RULES_MISMATCH',
    Direction: 'ingress',
    SecurityGroups: [group],
    NetworkInterface: { Id: 'eni-0bbbbbbbbbbbbbbbb' },
    PortRanges: [{ From: 443, To: 443 }],
    Protocols: ['tcp'],
  },
  {
    ExplanationCode: 'NO_ROUTE_TO_DESTINATION',
    RouteTable: { Id: 'rtb-0cccccccccccccccc' },
    Vpc: { Id: 'vpc-0dddddddddddddddd' },
    LoadBalancerArn: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/a/0123456789abcdef',
    Addresses: ['10.0.0.1'],
  },
];

const way = ['i-0aaaaaaaaaaaaaaaa', 'eni-0aaaaaaaaaaaaaaaa', 'eni-0bbbbbbbbbbbbbbbb', 'i-0bbbbbbbbbbbbbbbb'].map(
  (Id, index) => ({
    SequenceNumber: index + 1,
    Component: { Id, Arn: `${arn}:instance/${Id}`, Name: 'web' },
    Subnet: { Id: 'subnet-0eeeeeeeeeeeeeeee' },
    SecurityGroupRule: { Direction: 'ingress', Cidr: '0.0.0.0/0', Protocol: 'tcp', PortRange: { From: 443, To: 443 } },
    AclRule: { Cidr: '0.0.0.0/0', Egress: false, Protocol: 'all', RuleAction: 'allow', RuleNumber: 100 },
    RouteTableRoute: { DestinationCidr: '10.0.0.0/16', GatewayId: 'local', Origin: 'createroutetable' },
    OutboundHeader: { DestinationAddresses: ['10.0.1.1/32'], DestinationPortRanges: [{ From: 443, To: 443 }] },
    AdditionalDetails: [{ AdditionalDetailType: 'CONNECTED', Component: { Id } }],
    Explanations: index === 3 ? explained : [],
  }),
);

const xml = (...analyses: readonly object[]): string =>
  answerXml(operation, { NetworkInsightsAnalyses: analyses }, 'f3b1e2d4-0000-4000-8000-000000000000');

const seeds = [
  xml({ ...analysis, Explanations: explained, AlternatePathHints: [{ ComponentId: 'tgw-1', ComponentArn: arn }] }),
  xml({ ...analysis, NetworkPathFound: true, ForwardPathComponents: way, ReturnPathComponents: way.toReversed() }),
  xml({ ...analysis, Status: 'running' }),
  xml({ ...analysis, Status: 'failed', StatusMessage: 'the analyzer failed' }),
];

let wired: Wired = { status: 200, body: '' };
const analyzer = reachabilityAnalyzer(new EC2Client(answeredBy('text/xml', () => wired)), aDeployment);

const checkJudged = (evidence: Evidence, isFound: boolean | undefined): void => {
  evidenceSchema.parse(JSON.parse(JSON.stringify(evidence)));
  const { verdict } = diagnose(aPath(), evidence, { count: 1, left: 0 });
  must(verdict !== 'reachable' || isFound === true, 'only an analysis that found a path makes it reachable');
  must(verdict !== 'unreachable' || isFound === false, 'only an analysis that found none makes it unreachable');
};

/** What EC2 answers of an analysis, from the bytes to the verdict. */
export const reachabilityAnswers: Target<Wired> = {
  name: 'reachability-answers',
  parses: 'answers of Reachability Analyzer',
  inputs: anyXml(seeds, ['true', 'false', 'succeeded', 'running', 'failed', 'TIROS']),
  take: async (given) => {
    wired = given;
    const read = await orFault(analyzer.read([ANALYSIS]));
    if (read instanceof Fault) {
      const { info } = read;
      checkJudged([reachabilityRun({ kind: 'fault', fault: info })], undefined);
      return 'refused';
    }
    const progress = read.get(ANALYSIS);
    must(progress !== undefined && read.size === 1, 'the answer is of what was asked for');
    if (progress.kind === 'succeeded')
      checkJudged([reachabilityRun({ kind: 'succeeded', report: progress.report })], progress.report.found);
    return 'accepted';
  },
};
