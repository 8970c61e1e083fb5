import type { Path } from '../domain/path.ts';
import { canonical } from '../flows/address.ts';
import type { Conversation } from '../flows/sighting.ts';
import type { Inventory } from '../snapshot/inventory.ts';
import { list, part, type Raw, text, texts } from '../snapshot/raw.ts';
import type { InterfacePlace } from './ports.ts';
import type { End } from './resolve.ts';

/** Interfaces and addresses of one end that are asked about: a query has to name them all. */
const mostInterfaces = 4;
const mostAddresses = 20;

/** Whose flow logs are asked, about what, and from when. */
export interface WitnessSubject {
  readonly sources: readonly InterfacePlace[];
  readonly destinations: readonly InterfacePlace[];
  readonly conversation: Conversation;
  /** ISO time at which it was found not to be as expected. */
  readonly brokeAt: string;
  /** ISO time of the last look that found it as expected; absent: none is known. */
  readonly lookedGoodUntil?: string;
}

/** `reason`: a sentence without its full stop. */
export type FoundSubject =
  | { readonly kind: 'found'; readonly subject: WitnessSubject }
  | { readonly kind: 'none'; readonly reason: string };

const addressesOf = (eni: Raw): readonly (string | undefined)[] => {
  const held = list(eni, 'PrivateIpAddresses');
  return [
    text(eni, 'PrivateIpAddress'),
    ...held.map((one) => text(one, 'PrivateIpAddress')),
    ...held.map((one) => text(part(one, 'Association'), 'PublicIp')),
    ...list(eni, 'Ipv6Addresses').map((one) => text(one, 'Ipv6Address')),
  ];
};

/** The network interfaces that an end is or has. */
const interfacesOf = ({ snapshot }: Inventory, { reference, destinationAddress }: End): readonly Raw[] => {
  const all = snapshot.documents.NetworkInterfaces ?? [];
  // An end of another account is an ARN.
  const id = reference?.split('/').at(-1);
  if (id === undefined) return all.filter((eni) => addressesOf(eni).includes(destinationAddress));
  const endpoint = (snapshot.documents.VpcEndpoints ?? []).find((one) => text(one, 'VpcEndpointId') === id);
  const ofEndpoint = endpoint === undefined ? [] : texts(endpoint, 'NetworkInterfaceIds');
  return all.filter((eni) => {
    const own = text(eni, 'NetworkInterfaceId');
    return own === id || text(part(eni, 'Attachment'), 'InstanceId') === id || ofEndpoint.includes(own ?? '');
  });
};

const placeOf = (eni: Raw): readonly InterfacePlace[] => {
  const [interfaceId, subnetId, vpcId] = [text(eni, 'NetworkInterfaceId'), text(eni, 'SubnetId'), text(eni, 'VpcId')];
  return interfaceId === undefined || subnetId === undefined || vpcId === undefined
    ? []
    : [{ interfaceId, subnetId, vpcId }];
};

const sideOf = (inventory: Inventory, end: End) => {
  const interfaces = interfacesOf(inventory, end).slice(0, mostInterfaces);
  const addresses = [...interfaces.flatMap(addressesOf), end.destinationAddress, end.address];
  return {
    places: interfaces.flatMap(placeOf),
    addresses: [...new Set(addresses.flatMap((one) => canonical(one ?? '') ?? []))].slice(0, mostAddresses),
  };
};

/** What flow logs can be asked of a path between two resolved ends; or why nothing. Pure. */
export const witnessSubjectOf = (
  inventory: Inventory,
  { from, to }: { readonly from: End; readonly to: End },
  { protocol, ports }: Pick<Path, 'protocol' | 'ports'>,
  moments: Pick<WitnessSubject, 'brokeAt' | 'lookedGoodUntil'>,
): FoundSubject => {
  const [source, destination] = [sideOf(inventory, from), sideOf(inventory, to)];
  if (source.addresses.length === 0 || destination.addresses.length === 0) {
    return { kind: 'none', reason: `the ${source.addresses.length === 0 ? 'source' : 'destination'} has no address` };
  }
  if (source.places.length + destination.places.length === 0) {
    return { kind: 'none', reason: 'neither end is a network interface that is described here' };
  }
  const conversation = { sources: source.addresses, destinations: destination.addresses, protocol, ports };
  return {
    kind: 'found',
    subject: { sources: source.places, destinations: destination.places, conversation, ...moments },
  };
};
