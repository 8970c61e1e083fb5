import fc from 'fast-check';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { build } from './build.ts';
import { documentsOf } from './described.ts';
import { exists, type Query } from './exists.ts';
import { type Mutation, mutate } from './mutate.ts';
import { type Plan, plan, type Way } from './plan.ts';
import type { Answer } from './simulate.ts';

const change: fc.Arbitrary<Mutation> = fc.record({ kind: fc.nat(10_000), which: fc.nat(10_000), how: fc.nat(10_000) });

/** A change of a random part of a network's documents. */
export const mutation: fc.Arbitrary<(documents: Documents) => Documents> = change.map((each) =>
  Object.defineProperty((documents: Documents) => mutate(documents, each), fc.toStringMethod, {
    value: () => `mutate(${JSON.stringify(each)})`,
  }),
);

export interface Case {
  readonly documents: Documents;
  readonly query: Query;
  readonly way: Way;
}

/** The ids of what the packets of an exchange met. */
const idsOf = (answer: Answer | undefined): string[] =>
  [...(answer?.request.log ?? []), ...(answer?.reply?.log ?? [])].flatMap((line) => line.match(ids) ?? []);

const ids = /\b(?:eni|acl|rtb|igw|nat|pcx|tgw)-[\w-]+/g;

/** Three changes of four are of what the query's packets meet. */
const caseOf = (from: Plan, changes: readonly Mutation[]): Case => {
  const { network, query } = build(from);
  const sound = documentsOf(network);
  const met = changes.length === 0 ? [] : idsOf(exists(sound, query).best);
  const documents = changes.reduce(
    (before, each) => mutate(before, each, each.which % 4 === 0 ? undefined : met),
    sound,
  );
  return { documents, query, way: from.way };
};

/** A network in which its query works, unless it was built to fail. */
export const soundCase: fc.Arbitrary<Case> = plan.map((each) => caseOf(each, []));

/** A network in which its query would work, but for 0 to 4 changes. */
export const anyCase: fc.Arbitrary<Case> = fc
  .tuple(plan, fc.array(change, { maxLength: 4, size: 'max' }))
  .map(([each, changes]) => caseOf(each, changes));
