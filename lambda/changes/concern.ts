import type { Concern } from '../domain/change.ts';
import { BALANCING } from './calls.ts';
import { idsIn, isAnyId, isAssociation } from './ids.ts';
import type { Scalar } from './scalars.ts';

/** Beyond so many ids it is the network that changed. */
const MOST = 100;

/** Calls whose ids do not tell all that they touch. */
const wide: ReadonlySet<string> = new Set([
  // Rules and routes that name the list, and did not match, may begin to.
  'ModifyManagedPrefixList',
  'RestoreManagedPrefixListVersion',
  'DeleteManagedPrefixList',
  'CreateIpamPrefixListResolverTarget',
  'DeleteIpamPrefixListResolverTarget',
  'DeleteIpamPrefixListResolver',
  'ModifyIpamPrefixListResolver',
  'ModifyIpamPrefixListResolverTarget',
  // What is announced comes into tables that the call does not name.
  'AssociateVpcCidrBlock',
  'DisassociateVpcCidrBlock',
  'CreateVpnConnectionRoute',
  'DeleteVpnConnectionRoute',
  'CreateTransitGatewayConnectPeer',
  'DeleteTransitGatewayConnectPeer',
  'CreateRouteServerPeer',
  'DeleteRouteServerPeer',
  'DeleteRouteServerEndpoint',
  'ModifyRouteServer',
  // Nobody had the address: paths to it know of no interface.
  'AssignPrivateIpAddresses',
  'AssignIpv6Addresses',
  'AssociateAddress',
]);

/** Calls that name an association, and with it what is associated. */
const telling = new Set(['ModifyNetworkInterfaceAttribute', 'DisassociateSubnetCidrBlock']);

const resources = (ids: readonly string[]): Concern => {
  const all = [...new Set(ids)];
  return all.length === 0 || all.length > MOST ? { kind: 'anything' } : { kind: 'resources', ids: all };
};

/** The resources that some values name; anything where they name none. */
export const named = (scalars: readonly Scalar[]): Concern => resources(scalars.flatMap(({ value }) => idsIn(value)));

/** What a watched call can have touched. `service` is CloudTrail's `eventSource`. */
export const concernOf = (
  service: string,
  operation: string,
  request: readonly Scalar[],
  response: readonly Scalar[],
): Concern => {
  if (wide.has(operation)) return { kind: 'anything' };
  // A volume is no part of a path, and its tags are none of ours.
  if (operation === 'CreateTags' || operation === 'DeleteTags')
    return resources(request.filter(({ value }) => isAnyId(value)).map(({ value }) => value));
  if (!telling.has(operation) && request.some(({ value }) => isAssociation(value))) return { kind: 'anything' };
  // Classic Load Balancers have no ARN in their calls: their name is their id.
  const names =
    service === BALANCING
      ? request.filter(({ name, value }) => name === 'loadBalancerName' && /^[\w-]{1,64}$/.test(value))
      : [];
  return resources([
    ...names.map(({ value }) => value),
    ...[...request, ...response].flatMap(({ value }) => idsIn(value)),
  ]);
};
