import type { Hop } from './hop.ts';

/** How packets came into the VPC in which they are routed: some ways lead no further. */
export type Entrance = 'interface' | 'peering' | 'transit-gateway' | 'internet' | 'vpn' | 'nat' | 'none';

/** Which table routes a packet inside a VPC. */
export type RoutedBy =
  | { readonly kind: 'subnet'; readonly subnet: string }
  | { readonly kind: 'gateway'; readonly gateway: string }
  | { readonly kind: 'table'; readonly table: string; readonly zone?: string };

/** Where packets are, and what is done to them next. */
export type Place =
  /** At an interface that sends them. */
  | {
      readonly at: 'sending';
      readonly interface: string;
      readonly entrance: Entrance;
      /** What it sends may have another's address: a load balancer that keeps its client's. */
      readonly isUnchecked?: true;
    }
  /** Past its security groups. */
  | { readonly at: 'departing'; readonly interface: string; readonly entrance: Entrance }
  /** Routed to `to`, which is outside of the subnet. */
  | {
      readonly at: 'leaving-subnet';
      readonly subnet: string;
      readonly vpc: string;
      readonly to: Place;
      /** The VPC with the route, which the way shows after the subnet; absent where it shows both already. */
      readonly passed?: Hop;
    }
  | { readonly at: 'routing'; readonly vpc: string; readonly by: RoutedBy; readonly entrance: Entrance }
  /** Looking past a table that does not lead to the destination, for a gateway of the VPC that would. */
  | { readonly at: 'guessing'; readonly vpc: string; readonly by: RoutedBy; readonly entrance: Entrance }
  /** Given to the VPC's own delivery. `from` is the subnet they left, if any. */
  | { readonly at: 'delivering'; readonly vpc: string; readonly from?: string }
  | { readonly at: 'entering-subnet'; readonly interface: string; readonly from?: string }
  | { readonly at: 'receiving'; readonly interface: string }
  /** Past the security groups of the interface that has the destination's address. */
  | { readonly at: 'arrived'; readonly interface: string }
  | {
      readonly at: 'internet-gateway-out';
      readonly gateway: string;
      readonly vpc: string;
      readonly from: RoutedBy;
      readonly entrance: Entrance;
    }
  | { readonly at: 'internet'; readonly from?: string }
  | { readonly at: 'internet-gateway-in'; readonly gateway: string }
  | { readonly at: 'egress-only-gateway'; readonly gateway: string; readonly vpc: string; readonly from: RoutedBy }
  | { readonly at: 'egress-only-gateway-in'; readonly gateway: string; readonly vpc: string }
  | {
      readonly at: 'nat';
      readonly gateway: string;
      readonly vpc: string;
      readonly from: RoutedBy;
      readonly entrance: Entrance;
    }
  /** A reply, at a regional NAT gateway, which has no interface. */
  | { readonly at: 'nat-return'; readonly gateway: string }
  | { readonly at: 'peering'; readonly peering: string; readonly vpc: string; readonly entrance: Entrance }
  /** From a VPC into a transit gateway. */
  | { readonly at: 'into-transit'; readonly transitGateway: string; readonly vpc: string; readonly from: RoutedBy }
  /** At a transit gateway, come by this attachment. */
  | { readonly at: 'transit'; readonly attachment: string; readonly transitGateway: string; readonly zone?: string }
  | {
      readonly at: 'guessing-transit';
      readonly attachment: string;
      readonly transitGateway: string;
      readonly zone?: string;
    }
  /** On the way out of a transit gateway by this attachment. */
  | {
      readonly at: 'out-of-transit';
      readonly attachment: string;
      readonly transitGateway: string;
      readonly zone?: string;
    }
  | { readonly at: 'vpn-gateway'; readonly gateway: string; readonly vpc: string; readonly entrance: Entrance }
  | { readonly at: 'vpn-gateway-in'; readonly gateway: string }
  | { readonly at: 'vpn'; readonly connection: string; readonly replyFrom: Place }
  | { readonly at: 'endpoint'; readonly endpoint: string; readonly vpc: string }
  | { readonly at: 'balancing'; readonly balancer: string; readonly interface: string };

/** The name of a place; packets that come to one twice go round in circles. */
export const placeKey = (place: Place): string => JSON.stringify(place);
