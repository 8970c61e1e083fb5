import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { analyzersOf } from '../../../local/answers/analyzers.ts';
import { arnOf } from '../../../local/answers/component.ts';
import type { faultNames } from '../../../local/faults.ts';
import { addressA, addressB, ids } from '../../../local/scenario/ids.ts';
import { broken } from '../../support/scenario-network.ts';

const rdp = { Protocol: 'tcp', DestinationPort: 3389 } as const;
const where = { account: '111111111111', region: 'ap-northeast-1' };

const paths = {
  whole: { ...rdp, Source: ids.instanceA, Destination: ids.instanceB },
  toGateway: { ...rdp, Source: ids.instanceA, Destination: ids.attachmentA },
  fromGateway: { ...rdp, Source: ids.attachmentB, Destination: ids.instanceB },
  returnLeg: {
    Source: ids.interfaceB,
    Destination: ids.attachmentB,
    Protocol: 'tcp',
    FilterAtSource: { SourcePortRange: { FromPort: 3389, ToPort: 3389 }, DestinationAddress: addressA },
  },
} as const satisfies Readonly<Record<string, NetworkInsightsPath>>;

/** What an analysis found: `reachable`, or the codes with what is blamed. */
const answered = (scene: (typeof faultNames)[number] | 'healthy', path: NetworkInsightsPath): string => {
  const outcome = analyzersOf(broken(scene)).reachability(path, {});
  if (outcome.status === 'failed') return outcome.StatusMessage;
  if (outcome.NetworkPathFound) return 'reachable';
  return (outcome.Explanations ?? [])
    .map(
      ({ ExplanationCode, SecurityGroups, RouteTable }) =>
        `${ExplanationCode} ${SecurityGroups?.[0]?.Id ?? RouteTable?.Id ?? ''}`,
    )
    .join(', ');
};

const routesOf = (scene: (typeof faultNames)[number] | 'healthy') => {
  const outcome = analyzersOf(broken(scene)).routes({
    operation: 'StartRouteAnalysis',
    GlobalNetworkId: ids.globalNetwork,
    Source: { TransitGatewayAttachmentArn: arnOf(ids.attachmentA, where), IpAddress: addressA },
    Destination: { TransitGatewayAttachmentArn: arnOf(ids.attachmentB, where), IpAddress: addressB },
    IncludeReturnPath: true,
    UseMiddleboxes: false,
  });
  if (outcome.status === 'FAILED') return ['FAILED'];
  return [outcome.forward, outcome.back].map(
    (leg) => leg?.CompletionStatus?.ReasonCode ?? leg?.CompletionStatus?.ResultCode,
  );
};

const sgMismatch = `ENI_SG_RULES_MISMATCH ${ids.groupB}`;
const noReturn = `NO_ROUTE_TO_DESTINATION ${ids.routesB}`;

// Of the report's table. The leg from the gateway in the third case was blamed on the group by the analyzer of 2021, which
// looked from the gateway's interface; from the attachment, the way back is what fails.
test.each([
  ['healthy', 'reachable', 'reachable', 'reachable', 'reachable', ['CONNECTED', 'CONNECTED']],
  ['transit-route-missing', 'reachable', 'reachable', 'reachable', 'reachable', ['CONNECTED', 'ROUTE_NOT_FOUND']],
  ['security-group-closed', sgMismatch, 'reachable', sgMismatch, 'reachable', ['CONNECTED', 'CONNECTED']],
  ['vpc-route-missing', 'reachable', 'reachable', noReturn, noReturn, ['CONNECTED', 'CONNECTED']],
] as const)('%s: what each tool says', (scene, whole, toGateway, fromGateway, returnLeg, routes) => {
  expect({
    whole: answered(scene, paths.whole),
    toGateway: answered(scene, paths.toGateway),
    fromGateway: answered(scene, paths.fromGateway),
    returnLeg: answered(scene, paths.returnLeg),
    routes: routesOf(scene),
  }).toEqual({ whole, toGateway, fromGateway, returnLeg, routes });
});

test('the closed group is explained as AWS explains it', () => {
  expect(analyzersOf(broken('security-group-closed')).reachability(paths.whole, {})).toMatchObject({
    status: 'succeeded',
    NetworkPathFound: false,
    Explanations: [
      {
        Direction: 'ingress',
        ExplanationCode: 'ENI_SG_RULES_MISMATCH',
        NetworkInterface: { Id: 'eni-09234fd609f3aa6d2' },
        SecurityGroups: [
          {
            Id: 'sg-073c4d556bf048ea0',
            Arn: 'arn:aws:ec2:ap-northeast-1:111111111111:security-group/sg-073c4d556bf048ea0',
          },
        ],
        Subnet: { Id: 'subnet-0f444068dff9621ab' },
        Vpc: { Id: 'vpc-0c7801b0b660fc11f' },
      },
    ],
  });
});

test('a reverse analysis of the whole path fails at the inbound group of A, healthy or not', () => {
  const reverse = {
    Source: ids.instanceB,
    Destination: ids.instanceA,
    Protocol: 'tcp',
    DestinationPort: 50_000,
  } as const;
  expect(answered('healthy', reverse)).toBe(`ENI_SG_RULES_MISMATCH ${ids.groupA}`);
});
