import { list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { elementOf, elementsOf, omit, withInstances } from '../network/elements.ts';
import { find, type ResourceKey } from '../network/resource.ts';

/** What Reachability Analyzer takes as an end: https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html. */
const endKinds: readonly (readonly [prefix: string, key: ResourceKey])[] = [
  ['tgw-attach-', 'TransitGatewayAttachments'],
  ['tgw-', 'TransitGateways'],
  ['eni-', 'NetworkInterfaces'],
  ['igw-', 'InternetGateways'],
  ['i-', 'Reservations'],
  ['vgw-', 'VpnGateways'],
  ['vpce-', 'VpcEndpoints'],
  ['pcx-', 'VpcPeeringConnections'],
];

/** The id at the end of an ARN; anything else as it is. */
export const idOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** Whether a reference, an id or an ARN, is of a thing in the network that can be a source or a destination. */
export const isEnd = (documents: Documents, reference: string): boolean => {
  const id = idOf(reference);
  const key = endKinds.find(([prefix]) => id.startsWith(prefix))?.[1];
  return key !== undefined && find(documents, key, id) !== undefined;
};

const addressesIn = (eni: Raw): readonly string[] => {
  const listed = list(eni, 'PrivateIpAddresses').flatMap((one) => text(one, 'PrivateIpAddress') ?? []);
  const primary = text(eni, 'PrivateIpAddress');
  return listed.length > 0 || primary === undefined ? listed : [primary];
};

const interfacesOf = (documents: Documents, id: string): readonly Raw[] => {
  if (id.startsWith('eni-')) return [elementOf(documents, 'NetworkInterfaces', id) ?? {}];
  return elementsOf(documents, 'NetworkInterfaces').filter((eni) => text(part(eni, 'Attachment'), 'InstanceId') === id);
};

/** The private IPv4 addresses of an instance or a network interface; undefined of anything else. */
export const privateAddressesOf = (documents: Documents, reference: string): readonly string[] | undefined => {
  const id = idOf(reference);
  return /^(eni|i)-/.test(id) ? interfacesOf(documents, id).flatMap(addressesIn) : undefined;
};

/** The public IPv4 addresses of an instance or a network interface. */
export const publicAddressesOf = (documents: Documents, id: string): readonly string[] =>
  interfacesOf(documents, id).flatMap((eni) =>
    [eni, ...list(eni, 'PrivateIpAddresses')].flatMap((one) => text(part(one, 'Association'), 'PublicIp') ?? []),
  );

const ofIPv6 = ['Ipv6Addresses', 'Ipv6Address', 'Ipv6Prefixes'];

/** The network as Reachability Analyzer looks at it: no interface has an IPv6 address. */
export const withoutIPv6 = (documents: Documents): Documents => ({
  ...(documents.Reservations === undefined
    ? documents
    : withInstances(documents, (instance) => ({
        ...omit(instance, ofIPv6),
        NetworkInterfaces: list(instance, 'NetworkInterfaces').map((eni) => omit(eni, ofIPv6)),
      }))),
  ...(documents.NetworkInterfaces === undefined
    ? {}
    : { NetworkInterfaces: documents.NetworkInterfaces.map((eni) => omit(eni, ofIPv6)) }),
});
