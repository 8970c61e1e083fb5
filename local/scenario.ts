import { type Documents, documentKeys } from '../lambda/snapshot/snapshot.ts';
import { instanceParts } from './scenario/instances.ts';
import { transitParts } from './scenario/transit.ts';
import { vpcParts } from './scenario/vpcs.ts';

/**
 * The network of the reference scenario, healthy: instance A of VPC A reaches instance B of VPC B on tcp/3389 over a
 * transit gateway. Every part of a snapshot is there; those without elements are empty.
 */
export const scenario: Documents = {
  ...Object.fromEntries(documentKeys.map((key) => [key, []])),
  ...vpcParts,
  ...instanceParts,
  ...transitParts,
};
