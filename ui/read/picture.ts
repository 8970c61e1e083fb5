import type { Question } from '../../lambda/domain/evidence.ts';
import { type World, worldOf } from '../../lambda/monitor/world.ts';
import { laidOut, type PictureView } from '../view/layout.ts';
import type { PathRow } from '../view/overview.ts';
import { type Drawn, pictureOf } from '../view/picture.ts';
import { placesOf } from '../view/places.ts';
import { questionsIn, questionsOf, traced } from '../view/trace.ts';
import type { ReadOverview } from './overview.ts';
import type { Described, Source } from './source.ts';

/** So many paths are traced at most, those first that are not as expected: some 2 ms each, and one query where none is declared. */
const TRACED = 200;

const questionsFor = async (
  { store, configuration }: Source,
  { id }: PathRow,
  world: World,
): Promise<readonly Question[]> => {
  const path = configuration?.paths.find((each) => each.id === id);
  if (path !== undefined) return questionsIn(path, world);
  const { items } = await store.checks(id, { limit: 1 });
  return items.flatMap(questionsOf);
};

/** Draws the paths of an overview, the worst first, over a snapshot of the network. */
export const readPicture = async (
  source: Source,
  { overview }: Pick<ReadOverview, 'overview'>,
  described: Described,
): Promise<PictureView> => {
  if ('reason' in described) return { reason: described.reason };
  const { snapshot } = described;
  const world = worldOf(snapshot);
  const rows = overview.paths.filter(({ declared }) => declared);
  const drawn: Drawn[] = [];
  for (const row of rows.slice(0, TRACED)) {
    const questions = await questionsFor(source, row, world);
    drawn.push({ pathId: row.id, standing: row.standing, expect: row.expect, answers: traced(questions, world) });
  }
  const picture = pictureOf(drawn, placesOf(snapshot));
  const untraced = Math.max(0, rows.length - TRACED);
  return {
    takenAt: snapshot.takenAt,
    laid: laidOut({ ...picture, left: picture.left + untraced, isWell: picture.isWell && untraced === 0 }),
  };
};
