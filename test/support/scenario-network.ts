import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';
import { type FaultName, faultNamed } from '../../local/faults.ts';
import { elementOf, withElement } from '../../local/network/elements.ts';
import { openNetwork } from '../../local/network/network.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';

/** The scenario after one of its faults. */
export const broken = (name: FaultName | 'healthy'): Documents => {
  if (name === 'healthy') return scenario;
  const network = openNetwork(scenario);
  const { operation, input } = faultNamed(name).breaks;
  network.operations[operation]?.(input as never);
  return network.documents();
};

/** The network with one element changed. */
export const withChange = (
  documents: Documents,
  key: DocumentKey,
  id: string,
  change: (element: Raw) => Raw,
): Documents => {
  const element = elementOf(documents, key, id);
  if (element === undefined) throw new Error(`${id} is not in the network`);
  return withElement(documents, key, change(element));
};

export const gatewayB = 'igw-0797cccdc9d73b0e5';
export const publicB = '34.230.71.227';
const gatewayA = 'igw-0a97cccdc9d73b0e5';

const routed = (documents: Documents, table: string, gateway: string): Documents =>
  withChange(documents, 'RouteTables', table, ({ Routes, ...rest }) => ({
    ...rest,
    Routes: [
      ...(Array.isArray(Routes) ? Routes : []),
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, Origin: 'CreateRoute', State: 'active' },
    ],
  }));

const published = (documents: Documents, eni: string, address: string, PublicIp: string): Documents =>
  withChange(documents, 'NetworkInterfaces', eni, (element) => ({
    ...element,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address, Association: { PublicIp } }],
  }));

/** The scenario with an internet gateway at each VPC; both instances have a public address, and B admits ssh from all. */
export const onTheInternet = (): Documents => {
  const gateways = {
    ...scenario,
    InternetGateways: [
      { InternetGatewayId: gatewayA, Attachments: [{ State: 'available', VpcId: ids.vpcA }] },
      { InternetGatewayId: gatewayB, Attachments: [{ State: 'available', VpcId: ids.vpcB }] },
    ],
  };
  const tables = routed(routed(gateways, ids.routesA, gatewayA), ids.routesB, gatewayB);
  const addresses = published(
    published(tables, ids.interfaceA, '10.0.20.236', '34.230.71.226'),
    ids.interfaceB,
    '172.16.0.89',
    publicB,
  );
  return withChange(addresses, 'SecurityGroups', ids.groupB, ({ IpPermissions, ...rest }) => ({
    ...rest,
    IpPermissions: [
      ...(Array.isArray(IpPermissions) ? IpPermissions : []),
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ],
  }));
};
