import fc from 'fast-check';
import type { Way } from '../simulator/plan.ts';
import { sound } from './flow.ts';
import { play } from './play.ts';
import { truthful } from './reachability-analyzer.ts';
import { type Scene, scenes } from './scene.ts';
import { openTally, type Tally } from './tally.ts';

const LOOKS = 14;
const BATCH = 10;

/** Plays scenes until so many carried verdicts were compared with fresh ones, and prints the counts. Throws at a difference. */
export const compare = (
  pairs: number,
  seed: number,
  among: readonly Way[],
  prepare: (scene: Scene) => Scene = (scene) => scene,
): Tally => {
  const tally = openTally();
  for (let batch = 0; tally.of('compared') < pairs; batch += 1)
    for (const scene of fc.sample(scenes(LOOKS, among), { seed: seed + batch, numRuns: BATCH })) {
      if (tally.of('compared') >= pairs) break;
      const difference = play(prepare(scene), { ...sound, analyzer: truthful }, tally);
      if (difference !== undefined) throw new Error(`seed ${seed + batch}: ${difference.text}`);
    }
  process.stdout.write(`${expect.getState().currentTestName}\n${tally.text()}\n`);
  return tally;
};
