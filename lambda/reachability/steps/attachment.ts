import type { TransitAttachment } from '../../network/transit-gateway.ts';
import { lost, type Memory } from '../branch.ts';
import type { View } from '../view.ts';
import type { World } from '../world.ts';

/** A zone by the name that is the same for all accounts, if it is known. */
export const zoneOf = (view: View, subnet: string): string | undefined => {
  const known = view.subnet(subnet);
  return known.kind === 'found' ? (known.thing.zoneId ?? known.thing.zone) : undefined;
};

/** Whether packets that pass an attachment still carry the groups of their sender. */
export const keptBy = (world: World, memory: Memory, attachment: TransitAttachment): Memory => {
  const gateway = world.view.transitGateway(attachment.transitGateway);
  return gateway.kind === 'found' && gateway.thing.referencesGroups && attachment.referencesGroups
    ? memory
    : lost(memory, 'SG_REFERENCING_SUPPORT', attachment.id);
};

export const zoned = (zone: string | undefined) => (zone === undefined ? {} : { zone });

/** An attachment that is being modified goes on carrying packets. */
export const isCarrying = ({ state }: TransitAttachment): boolean => state === 'available' || state === 'modifying';
