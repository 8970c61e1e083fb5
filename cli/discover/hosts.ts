import type { Interface } from '../../lambda/network/interface.ts';
import type { Ground } from './ground.ts';

/** The sorts of interface that something of the user's own sends from. */
const ownSorts: ReadonlySet<string> = new Set(['interface', 'lambda', 'branch', 'trunk']);

/** Whether somebody's own program is behind it, in place of what AWS makes for its services. */
export const isHost = (one: Interface, { balancers, serviceOf }: Ground): boolean =>
  one.instance !== undefined ||
  (ownSorts.has(one.type) && balancers.balancerOf(one).kind === 'absent' && serviceOf(one) === undefined);

const rankOf = ({ instance }: Interface, { inventory }: Ground): number => {
  if (instance === undefined) return 2;
  return inventory.byId.get(instance)?.state === 'running' ? 0 : 1;
};

/** Running instances first, then the others, then interfaces without one. */
export const hostsFirst = (interfaces: readonly Interface[], ground: Ground): readonly Interface[] =>
  interfaces
    .filter((one) => isHost(one, ground))
    .map((one) => ({ one, rank: rankOf(one, ground) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);

/** What stands for a VPC as an end. */
export const hostsIn = (vpc: string, ground: Ground): readonly Interface[] =>
  hostsFirst(
    ground.inVpc(vpc).filter((one) => ground.resourceOf(one) !== undefined),
    ground,
  );
