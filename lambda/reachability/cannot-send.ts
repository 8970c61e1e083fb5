import { addressesText, only } from '../network/address.ts';
import type { End } from './ends.ts';
import { blocks, type Obstacle, unseen } from './obstacle.ts';
import { isOfEndpoint } from './origin.ts';

const quietEndpoint = (id: string): Obstacle =>
  blocks('VPCE_INTRA_VPC_TRAFFIC', id, `${id} starts no connections into its VPC`, {
    resources: { vpcEndpoint: [id] },
  });

/** Why packets cannot set out from an end at all. */
export const cannotSend = (end: End): Obstacle => {
  if (end.kind === 'none') return end.obstacle;
  if (end.kind === 'gateway' && end.type === 'vpc-endpoint') return quietEndpoint(end.id);
  const [first] = end.kind === 'interfaces' ? end.interfaces : [];
  if (first !== undefined && isOfEndpoint(first)) return quietEndpoint(first.id);
  if (end.kind === 'gateway' && end.type === 'egress-only-internet-gateway')
    return blocks('NO_POSSIBLE_DESTINATION', end.id, `${end.id} lets no connections in`);
  const id = end.kind === 'gateway' ? end.id : end.kind === 'beyond' ? addressesText(only(end.address)) : 'source';
  return unseen(id, `no way leads from ${id} into the network`, 'NO_SOURCE_OR_DESTINATION');
};
