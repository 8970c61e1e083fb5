import type {
  AuthorizeSecurityGroupIngressRequest,
  CreateRouteRequest,
  CreateTransitGatewayRouteRequest,
  DeleteRouteRequest,
  DeleteTransitGatewayRouteRequest,
  RevokeSecurityGroupIngressRequest,
} from '@aws-sdk/client-ec2';
import { cidrA, ids } from './scenario/ids.ts';

/** An EC2 call that changes the network, as a person would make it. */
export type Change =
  | { readonly operation: 'CreateRoute'; readonly input: CreateRouteRequest }
  | { readonly operation: 'DeleteRoute'; readonly input: DeleteRouteRequest }
  | { readonly operation: 'CreateTransitGatewayRoute'; readonly input: CreateTransitGatewayRouteRequest }
  | { readonly operation: 'DeleteTransitGatewayRoute'; readonly input: DeleteTransitGatewayRouteRequest }
  | { readonly operation: 'AuthorizeSecurityGroupIngress'; readonly input: AuthorizeSecurityGroupIngressRequest }
  | { readonly operation: 'RevokeSecurityGroupIngress'; readonly input: RevokeSecurityGroupIngressRequest };

export const faultNames = ['transit-route-missing', 'security-group-closed', 'vpc-route-missing'] as const;
export type FaultName = (typeof faultNames)[number];

/** A fault of the scenario: what breaks the network and what repairs it, each in words and as a call. */
export interface NetworkFault {
  readonly name: FaultName;
  readonly fault: string;
  readonly repair: string;
  readonly breaks: Change;
  readonly mends: Change;
  /** The resource that the alert has to name. */
  readonly cause: string;
}

const transitRoute = { DestinationCidrBlock: cidrA, TransitGatewayRouteTableId: ids.transitRoutesB };
const vpcRoute = { DestinationCidrBlock: cidrA, RouteTableId: ids.routesB };
const rdp = (description?: string) => ({
  GroupId: ids.groupB,
  IpPermissions: [
    {
      IpProtocol: 'tcp',
      FromPort: 3389,
      ToPort: 3389,
      IpRanges: [{ CidrIp: cidrA, ...(description === undefined ? {} : { Description: description }) }],
    },
  ],
});

/** The three faults of the scenario, in the order of the demo. */
export const networkFaults: readonly NetworkFault[] = [
  {
    name: 'transit-route-missing',
    fault: 'the route back to VPC A is removed from the transit gateway route table of VPC B',
    repair: 'the transit gateway route is put back',
    breaks: { operation: 'DeleteTransitGatewayRoute', input: transitRoute },
    mends: {
      operation: 'CreateTransitGatewayRoute',
      input: { ...transitRoute, TransitGatewayAttachmentId: ids.attachmentA },
    },
    cause: ids.transitRoutesB,
  },
  {
    name: 'security-group-closed',
    fault: "the inbound rule for tcp/3389 is removed from B's security group",
    repair: 'the security group rule is put back',
    breaks: { operation: 'RevokeSecurityGroupIngress', input: rdp() },
    mends: { operation: 'AuthorizeSecurityGroupIngress', input: rdp('RDP') },
    cause: ids.groupB,
  },
  {
    name: 'vpc-route-missing',
    fault: "the route back to VPC A is removed from B's VPC route table",
    repair: 'the VPC route is put back',
    breaks: { operation: 'DeleteRoute', input: vpcRoute },
    mends: { operation: 'CreateRoute', input: { ...vpcRoute, TransitGatewayId: ids.transitGateway } },
    cause: ids.routesB,
  },
];

export const faultNamed = (name: FaultName): NetworkFault => {
  const fault = networkFaults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`there is no fault ${name}`);
  return fault;
};

/** `DeleteRoute` → `delete-route`, as the AWS CLI spells operations and options. */
const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);

/** The call as one would type it into the AWS CLI. */
export const callText = ({ operation, input }: Change): string =>
  [
    `aws ec2 ${kebab(operation)}`,
    ...Object.entries(input).map(
      ([name, value]) => `--${kebab(name)} ${typeof value === 'string' ? value : `'${JSON.stringify(value)}'`}`,
    ),
  ].join(' ');
