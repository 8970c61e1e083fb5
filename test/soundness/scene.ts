import fc from 'fast-check';
import type { Path } from '../../lambda/domain/path.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { build } from '../simulator/build.ts';
import { documentsOf } from '../simulator/described.ts';
import { exists } from '../simulator/exists.ts';
import type { Mutation } from '../simulator/mutate.ts';
import { plan } from '../simulator/plan.ts';
import { pathOf, severalPaths, tag } from './paths.ts';
import { registered } from './route-analyzer.ts';

const change: fc.Arbitrary<Mutation> = fc.record({ kind: fc.nat(10_000), which: fc.nat(10_000), how: fc.nat(10_000) });

/** One look at the network, and what happened to it before and while it was analysed. */
const step = fc.record({
  /** Seconds since the look before. */
  gap: fc.constantFrom(300, 300, 300, 1800, 7200),
  /** What the change is made to: most often what the network was built as, so that paths come back. */
  base: fc.constantFrom('last', 'first', 'first', 'before'),
  change,
  /** Whether the change is of what packets of the network's own query meet. */
  isNear: fc.nat(3).map((value) => value === 3),
  /** Of the analyses that this look buys. */
  meanwhile: fc.constantFrom('nothing', 'nothing', 'reverted', 'kept'),
  further: change,
});

export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A network with its paths, and what becomes of it. */
export interface Scene {
  readonly way: string;
  readonly documents: Documents;
  readonly paths: readonly Path[];
  /** Ids of what the packets of the network's own query meet. */
  readonly met: readonly string[];
  readonly registrations: readonly Registration[];
  readonly steps: readonly Step[];
}

const ids = /\b(?:eni|acl|rtb|igw|nat|pcx|tgw)-[\w-]+/g;

/** Random networks of the simulator, each with eight paths and so many looks. */
export const sceneOf = (looks: number): fc.Arbitrary<Scene> =>
  fc
    .record({
      plan,
      choices: severalPaths,
      isRegistered: fc.boolean(),
      steps: fc.array(step, { minLength: looks, maxLength: looks, size: 'max' }),
    })
    .map(({ plan: made, choices, isRegistered, steps }) => {
      const { network, query } = build(made);
      tag(network);
      const documents = documentsOf(network);
      const { best } = exists(documents, query);
      const log = [...(best?.request.log ?? []), ...(best?.reply?.log ?? [])];
      return {
        way: made.way,
        documents,
        paths: choices.map((each, index) => pathOf(network, query, each, index)),
        met: log.flatMap((line) => line.match(ids) ?? []),
        registrations: isRegistered ? registered : [],
        steps,
      };
    });
