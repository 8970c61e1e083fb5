import type { Interface } from '../../network/interface.ts';
import type { Branch, Next } from '../branch.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { View } from '../view.ts';
import { ended } from './passing.ts';

/** Why nothing passes an interface at all. */
export const stateObstacle = (view: View, one: Interface): readonly Obstacle[] => {
  if (one.instance !== undefined) {
    const instance = view.instance(one.instance);
    if (instance.kind === 'found' && instance.thing.state !== 'running')
      return [
        blocks('BAD_STATE', one.instance, `${one.instance} is ${instance.thing.state}`, {
          resources: { networkInterface: [one.id] },
          facts: { state: instance.thing.state },
        }),
      ];
  }
  return one.inUse
    ? []
    : [blocks('BAD_STATE', one.id, `${one.id} is attached to nothing`, { facts: { state: 'available' } })];
};

/** What of the interface could not be read, as a doubt. */
export const doubtful = (branch: Branch, one: Interface): Branch =>
  one.flaws.length === 0
    ? branch
    : { ...branch, doubts: [...branch.doubts, unseen(one.id, `${one.id}: ${one.flaws.join('; ')}`)] };

export const interfaceNotSeen = (branch: Branch, id: string, reason: string | undefined): Next =>
  ended(branch, unseen(id, reason ?? `${id} is not in the snapshot`));

/** The source/destination check drops the packets. */
export const checkObstacle = (one: Interface, what: string): Obstacle =>
  blocks(
    'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    one.id,
    `the source/destination check of ${one.id} drops packets ${what}, which is not its own`,
    { resources: { networkInterface: [one.id], subnet: [one.subnet], vpc: [one.vpc] } },
  );
