import { grouped } from '../../lambda/domain/grouped.ts';
import { kinds, type Proposal } from './proposal.ts';

type Told = { readonly proposal: Pick<Proposal, 'kind' | 'from' | 'to'> };

/** Items with their place among those of the same key. */
const placed = <Item>(items: readonly Item[], keyOf: (item: Item) => string | undefined) =>
  [...grouped(items, (item) => [keyOf(item)]).values()].flatMap((group) =>
    group.map((item, place) => ({ item, place })),
  );

const vpcOf = ({ proposal: { from, to } }: Told): string | undefined =>
  from.resources[0]?.vpcId ?? to.resources[0]?.vpcId;

/** One of each VPC after the other, in the order given. */
const byVpc = <Item extends Told>(items: readonly Item[]): readonly Item[] =>
  placed(items, vpcOf)
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** One of each kind after the other, and within a kind one of each VPC, so that none takes all the room. */
export const inTurn = <Item extends Told>(items: readonly Item[]): readonly Item[] => {
  const kindOf = ({ proposal }: Told) => proposal.kind;
  return placed([...grouped(items, (item) => [kindOf(item)]).values()].flatMap(byVpc), kindOf)
    .toSorted((a, b) => a.place - b.place || kinds.indexOf(kindOf(a.item)) - kinds.indexOf(kindOf(b.item)))
    .map(({ item }) => item);
};
