import type { Box } from '../network/packets.ts';
import type { Obstacle } from './obstacle.ts';

/** The rule or route that let the packets on. */
export type Decision =
  | {
      readonly kind: 'security-group-rule';
      readonly id: string;
      readonly direction: 'ingress' | 'egress';
      readonly protocol: string;
      readonly from?: number;
      readonly to?: number;
      readonly cidr?: string;
      readonly prefixList?: string;
      readonly group?: string;
    }
  /** A reply to a connection that the groups of the interface have admitted. */
  | { readonly kind: 'tracked'; readonly id: string }
  | {
      readonly kind: 'acl-entry';
      readonly id: string;
      readonly direction: 'ingress' | 'egress';
      readonly number: number;
      readonly cidr: string;
      readonly protocol: string;
      readonly ports?: readonly [from: number, to: number];
      readonly allows: boolean;
    }
  | {
      readonly kind: 'route';
      readonly id: string;
      readonly destination: string;
      readonly prefixList?: string;
      readonly target: string;
      readonly origin?: string;
    }
  | {
      readonly kind: 'transit-route';
      readonly id: string;
      readonly destination: string;
      readonly prefixList?: string;
      readonly attachment: string;
      readonly resource: string;
      readonly resourceType: string;
      readonly type: 'static' | 'propagated';
      readonly state: string;
    }
  | { readonly kind: 'translation'; readonly id: string; readonly text: string }
  | { readonly kind: 'listener'; readonly id: string; readonly port: number; readonly targetGroup?: string };

export type HopType =
  | 'instance'
  | 'network-interface'
  | 'subnet'
  | 'vpc'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'internet'
  | 'nat-gateway'
  | 'vpc-peering-connection'
  | 'transit-gateway-attachment'
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'vpn-connection'
  | 'vpc-endpoint'
  | 'load-balancer';

/** One thing that the packets pass, with what let them on there. */
export interface Hop {
  readonly id: string;
  readonly type: HopType;
  /** Of what it is a part: the instance of an interface, the VPC of a subnet. */
  readonly of?: string;
  readonly decisions: readonly Decision[];
  /** What stops them here. */
  readonly blockers: readonly Obstacle[];
  /** The packets as they leave it, where something changed them. */
  readonly header?: Box;
}

export const hop = (
  id: string,
  type: HopType,
  rest: {
    readonly of?: string | undefined;
    readonly decisions?: readonly Decision[];
    readonly blockers?: readonly Obstacle[];
    readonly header?: Box | undefined;
  } = {},
): Hop => ({
  id,
  type,
  ...(rest.of === undefined || rest.of === '' ? {} : { of: rest.of }),
  decisions: rest.decisions ?? [],
  blockers: rest.blockers ?? [],
  ...(rest.header === undefined ? {} : { header: rest.header }),
});

const portsText = (from: number | undefined, to: number | undefined): string =>
  from === undefined || from === -1 ? '' : from === to || to === undefined ? `/${from}` : `/${from}-${to}`;

const protocolName = (protocol: string): string =>
  protocol === '-1' ? 'all traffic' : ({ '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' }[protocol] ?? protocol);

/** The decision in words, such as `sg-… allows tcp/443 from 10.0.0.0/16`. */
export const decisionText = (decision: Decision): string => {
  switch (decision.kind) {
    case 'security-group-rule': {
      const peer = decision.cidr ?? decision.prefixList ?? decision.group ?? 'anywhere';
      const service = `${protocolName(decision.protocol)}${portsText(decision.from, decision.to)}`;
      return `${decision.id} allows ${service} ${decision.direction === 'ingress' ? 'from' : 'to'} ${peer}`;
    }
    case 'tracked':
      return `the reply to a connection that the security groups of ${decision.id} let pass`;
    case 'acl-entry': {
      const service = `${protocolName(decision.protocol)}${portsText(decision.ports?.[0], decision.ports?.[1])}`;
      return `${decision.id} entry ${decision.number} ${decision.allows ? 'allows' : 'denies'} ${service} ${decision.direction === 'ingress' ? 'from' : 'to'} ${decision.cidr}`;
    }
    case 'route':
      return `${decision.id} routes ${decision.destination} to ${decision.target}`;
    case 'transit-route':
      return `${decision.id} routes ${decision.destination} to ${decision.attachment} (${decision.resource})`;
    case 'translation':
      return decision.text;
    case 'listener':
      return `its listener on port ${decision.port} forwards${decision.targetGroup === undefined ? '' : ` to ${decision.targetGroup}`}`;
  }
};
