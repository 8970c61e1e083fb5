import fc from 'fast-check';
import { careless, type Defect, forgotten, withoutVerdictAgreement } from './defects.ts';
import { sound } from './flow.ts';
import { moments } from './moment.ts';
import { play } from './play.ts';
import { truthful } from './reachability-analyzer.ts';
import { scenes, undisturbed } from './scene.ts';
import { openTally } from './tally.ts';

const MOST = 60;
const kept = { ...sound, analyzer: truthful };

/** In how many scenes a defect shows first; undefined: in none. */
const shows = ({ parts, among = ['vpc', 'subnet', 'transit', 'nat'] }: Defect, isUndisturbed: boolean) => {
  const all = fc.sample(scenes(14, among), { seed: 5, numRuns: MOST });
  const place = all.findIndex(
    (scene) => play(isUndisturbed ? undisturbed(scene) : scene, { ...kept, ...parts }, openTally()) !== undefined,
  );
  return place < 0 ? undefined : place + 1;
};

describe('the comparison finds', () => {
  test.each(Object.entries(forgotten))('a footprint that forgets %s', (_name, defect) => {
    expect(shows(defect, true)).toBeDefined();
  });

  test.each(Object.entries(careless))('a flow that %s', (_name, defect) => {
    expect(shows(defect, false)).toBeDefined();
  });

  test('a flow that leaves out whether all analyzers of AWS make the verdict that the model makes', () => {
    expect(moments('transit', { ...kept, ...withoutVerdictAgreement }).wrong).not.toEqual([]);
  });
});
