import fc from 'fast-check';
import type { Path } from '../../lambda/domain/path.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { build } from '../simulator/build.ts';
import { documentsOf } from '../simulator/described.ts';
import { exists } from '../simulator/exists.ts';
import { plan, type Way, ways } from '../simulator/plan.ts';
import { change } from './change.ts';
import { pathOf, severalPaths, tag } from './paths.ts';
import { registered } from './route-analyzer.ts';

/** One look at the network, and what happened to it before and while it was analysed. */
const step = fc.record({
  /** Seconds since the look before. */
  gap: fc.constantFrom(300, 300, 300, 1800, 7200),
  /** What the change is made to: most often the network as it was built, so that paths come back. */
  base: fc.constantFrom('last', 'first', 'first', 'before'),
  change,
  /** Whether the change is of what packets of the network's own query meet. */
  isNear: fc.nat(7).map((value) => value === 7),
  /** What befalls the network while this look's analyses run. */
  meanwhile: fc.constantFrom('nothing', 'reverted', 'reverted', 'kept'),
  /** The change that does, most often of what the packets meet. */
  further: change,
  isFurtherNear: fc.nat(3).map((value) => value < 3),
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

/** Random networks of the simulator, built for one of these ways, each with eight paths and so many looks. */
export const scenes = (looks: number, among: readonly Way[] = ways): fc.Arbitrary<Scene> =>
  fc
    .record({
      plan,
      way: fc.constantFrom(...among),
      choices: severalPaths,
      isRegistered: fc.boolean(),
      steps: fc.array(step, { minLength: looks, maxLength: looks, size: 'max' }),
    })
    .map(({ plan: made, way, choices, isRegistered, steps }) => {
      const { network, query } = build({ ...made, way });
      tag(network);
      const documents = documentsOf(network);
      const { best } = exists(documents, query);
      const log = [...(best?.request.log ?? []), ...(best?.reply?.log ?? [])];
      return {
        way,
        documents,
        paths: choices.map((each, index) => pathOf(network, query, each, index)),
        met: log.flatMap((line) => line.match(ids) ?? []),
        registrations: isRegistered ? registered : [],
        steps,
      };
    });

/** The same scene, but nobody changes the network while it is analysed. */
export const undisturbed = (scene: Scene): Scene => ({
  ...scene,
  steps: scene.steps.map((each) => ({ ...each, meanwhile: 'nothing' })),
});
