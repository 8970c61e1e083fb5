import { part, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { elementOf, elementsOf } from './elements.ts';

/** The transit gateways to which a VPC is attached. */
export const gatewaysOf = (documents: Documents, vpc: string): readonly string[] =>
  elementsOf(documents, 'TransitGatewayAttachments')
    .filter((one) => text(one, 'ResourceId') === vpc && text(one, 'State') === 'available')
    .flatMap((one) => text(one, 'TransitGatewayId') ?? []);

const arePeered = (documents: Documents, vpc: string, other: string): boolean =>
  elementsOf(documents, 'VpcPeeringConnections').some((connection) => {
    if (text(part(connection, 'Status'), 'Code') !== 'active') return false;
    const ends = ['RequesterVpcInfo', 'AccepterVpcInfo'].map((end) => text(part(connection, end), 'VpcId'));
    return ends.includes(vpc) && ends.includes(other);
  });

/** A transit gateway lets groups name each other only where that is enabled. */
const refersToGroups = (documents: Documents, gateway: string): boolean =>
  text(part(elementOf(documents, 'TransitGateways', gateway) ?? {}, 'Options'), 'SecurityGroupReferencingSupport') ===
  'enable';

/** Whether groups of the one VPC can be named in rules of the other: the same, peered, or on one transit gateway. */
export const areLinked = (documents: Documents, vpc: string | undefined, other: string | undefined): boolean => {
  if (vpc === undefined || other === undefined) return false;
  if (vpc === other || arePeered(documents, vpc, other)) return true;
  const gateways = gatewaysOf(documents, other);
  return gatewaysOf(documents, vpc).some((gateway) => gateways.includes(gateway) && refersToGroups(documents, gateway));
};
