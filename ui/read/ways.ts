import type { Check } from '../../lambda/domain/check.ts';
import type { Question } from '../../lambda/domain/evidence.ts';
import type { Path } from '../../lambda/domain/path.ts';
import { type World, worldOf } from '../../lambda/monitor/world.ts';
import { type FixView, findingView } from '../view/finding.ts';
import type { ReadPath } from '../view/path.ts';
import { placesOf } from '../view/places.ts';
import { questionsIn, questionsOf, traced } from '../view/trace.ts';
import { answeredWays, tracedWay, type WayView } from '../view/way.ts';
import type { Described } from './source.ts';

/** So many pairs and ranges of ports of one path are drawn. */
const DRAWN = 6;

/** What is asked of a path: as it is declared, else as its check has asked. */
const asked = (path: Path | undefined, check: Check | undefined, world: World): readonly Question[] =>
  path === undefined ? (check === undefined ? [] : questionsOf(check)) : questionsIn(path, world);

/** What mends a component: what undoes the change, where that is known, else what adds what is missing. */
const fixesFor =
  (check: Check | undefined, fixes: readonly FixView[]) =>
  (component: string): readonly FixView[] => {
    const undoing = fixes.filter(({ command }) => command.includes(component)).slice(0, 1);
    if (undoing.length > 0) return undoing;
    return (check?.findings ?? []).flatMap((finding) =>
      finding.component === component ? findingView(finding).fixes : [],
    );
  };

const toldByAws = (check: Check | undefined): readonly (readonly WayView[])[] => {
  const ways = (check?.evidence ?? []).flatMap(answeredWays);
  return ways.length === 0 ? [] : [ways];
};

/**
 * Both directions of each pair and range of ports of a path, through the network as it is now; where that could not be described, as
 * the analyzers of AWS have told them at the check.
 */
export const waysOf = (
  path: Path | undefined,
  check: Check | undefined,
  described: Described,
  fixes: readonly FixView[],
): Pick<ReadPath, 'ways' | 'waysNote'> => {
  if ('reason' in described)
    return {
      ways: toldByAws(check),
      waysNote: `As AWS told it at the check: the network could not be described (${described.reason}).`,
    };
  const world = worldOf(described.snapshot);
  const questions = asked(path, check, world);
  const places = placesOf(described.snapshot);
  const mending = fixesFor(check, fixes);
  const ways = traced(questions.slice(0, DRAWN), world).map((answer) => [
    tracedWay(answer.forward, 'forward', places, mending),
    tracedWay(answer.return, 'return', places, mending),
  ]);
  const left =
    questions.length > DRAWN ? `; ${questions.length - DRAWN} more pairs or ranges of ports are not drawn` : '';
  return ways.length === 0
    ? {
        ways: toldByAws(check),
        waysNote: 'The ends stand for nothing in the network as it is now; what is drawn AWS told at the check.',
      }
    : { ways, waysNote: `By the network model, in the network of ${described.snapshot.takenAt}${left}.` };
};
