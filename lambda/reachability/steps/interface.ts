import type { Interface } from '../../network/interface.ts';
import type { Branch, Next } from '../branch.ts';
import { blocks, type Obstacle, unseen } from '../obstacle.ts';
import type { View } from '../view.ts';
import { ended } from './passing.ts';

/** Why nothing passes an interface at all, or why it is not known. */
export const stateObstacle = (view: View, one: Interface): readonly Obstacle[] => {
  if (!one.inUse)
    return [blocks('BAD_STATE', one.id, `${one.id} is attached to nothing`, { facts: { state: 'available' } })];
  // An instance of a service of AWS is in nobody's answers.
  if (one.instance === undefined || one.isForeign) return [];
  const instance = view.instance(one.instance);
  const state = instance.kind === 'found' ? instance.thing.state : undefined;
  if (state === 'running') return [];
  const rest = { resources: { networkInterface: [one.id] }, facts: { state } };
  if (state !== undefined) return [blocks('BAD_STATE', one.instance, `${one.instance} is ${state}`, rest)];
  const reason = instance.kind === 'unknown' ? `: ${instance.reason}` : ', it is not in the snapshot';
  return [unseen(one.instance, `whether ${one.instance} is running is not known${reason}`, 'UNKNOWN_RESOURCE', rest)];
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
