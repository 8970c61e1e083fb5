import { type Described, documentsOf, nothing } from './described.ts';
import { addTable } from './joints.ts';
import { addAcl, addEni, addGroup, addSubnet, addVpc, entry, everything } from './parts.ts';
import { type Answer, simulate } from './simulate.ts';

/**
 * Two VPCs that know nothing of each other. In vpc-0 eni-a and eni-n in subnet-a, eni-b in subnet-b; in vpc-1 eni-c in
 * subnet-c, whose zone is subnet-a's. All groups and ACLs let all pass.
 */
export const twoVpcs = (): Described => {
  const network = nothing();
  for (const vpc of [0, 1]) {
    addVpc(network, `vpc-${vpc}`, [`10.${vpc}.0.0/16`]);
    addGroup(network, `sg-${vpc}`, `vpc-${vpc}`, [everything()], [everything()]);
    addTable(network, `rtb-${vpc}`, `vpc-${vpc}`, 'main', []);
    addAcl(network, `acl-${vpc}`, `vpc-${vpc}`, [], [entry(100, 'in', 'allow'), entry(100, 'out', 'allow')], true);
  }
  addSubnet(network, 'subnet-a', 'vpc-0', '10.0.1.0/24', 'eu-west-1a');
  addSubnet(network, 'subnet-b', 'vpc-0', '10.0.2.0/24', 'eu-west-1b');
  addSubnet(network, 'subnet-c', 'vpc-1', '10.1.1.0/24', 'eu-west-1a');
  const eni = (id: string, subnetId: string, address: string, group: string): string =>
    addEni(network, id, { subnetId, addresses: [{ address }], groups: [group], instanceId: id.replace('eni', 'i') });
  eni('eni-a', 'subnet-a', '10.0.1.10', 'sg-0');
  eni('eni-n', 'subnet-a', '10.0.1.20', 'sg-0');
  eni('eni-b', 'subnet-b', '10.0.2.10', 'sg-0');
  eni('eni-c', 'subnet-c', '10.1.1.10', 'sg-1');
  return network;
};

export const found = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('The network of this test has no such element.');
  return value;
};

export const groupOf = (network: Described, id: string) =>
  found(network.SecurityGroups.find((each) => each.GroupId === id));
export const eniOf = (network: Described, id: string) =>
  found(network.NetworkInterfaces.find((each) => each.NetworkInterfaceId === id));
export const tableOf = (network: Described, id: string) =>
  found(network.RouteTables.find((each) => each.RouteTableId === id));
export const aclOf = (network: Described, id: string) =>
  found(network.NetworkAcls.find((each) => each.NetworkAclId === id));

export interface Sent {
  readonly source?: string;
  readonly protocol?: number;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
}

/** One packet, TCP 40000 to 443 where not told otherwise. */
export const send = (network: Described, from: string, destination: string, sent: Sent = {}): Answer => {
  const source =
    network.NetworkInterfaces.find((each) => each.NetworkInterfaceId === from)?.PrivateIpAddress ?? '8.8.8.8';
  const packet = { source, destination, protocol: 6, sourcePort: 40000, destinationPort: 443, ...sent };
  return simulate(documentsOf(network), packet, from);
};

/** `answered`, `no reply: <why>` or `lost: <why>`. */
export const fate = ({ request, reply }: Answer): string => {
  const why = (log: readonly string[]): string => log.at(-1)?.replace('dropped: ', '') ?? '';
  if (!request.arrived) return `lost: ${why(request.log)}`;
  return reply?.arrived === true ? 'answered' : `no reply: ${why(reply?.log ?? [])}`;
};
