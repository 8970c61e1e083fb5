import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Path } from '../../domain/path.ts';
import type { PathOutcome } from '../../domain/sweep.ts';
import { boughtIn, type Started } from '../analyze.ts';
import { announce } from '../announce.ts';
import type { Planned } from '../planned.ts';
import type { Services } from '../ports.ts';
import { type Asked, type Settling, settle } from '../settle.ts';
import { tidyAnalyses } from '../tidy.ts';
import { analysed, type Sweeper } from './analysed.ts';
import { isLastOf, retrying } from './retrying.ts';

/** Whoever is not asked is bound to what was found: an end that does not exist, or the network model alone. */
const unasked = (plan: Planned): Asked => ({ plan, rounds: [], verified: { kind: 'same' }, wasted: 0 });

const isAsked = ({ alone, questions, routes }: Planned): boolean =>
  routes.length > 0 || (alone === undefined && questions.length > 0);

/** What becomes of a path that there was nothing to buy for, once its turn had come. */
const unrecorded = (
  path: Path,
  not: Exclude<NonNullable<Started['not']>, { kind: 'spent' }>,
  analyses: number,
): PathOutcome => {
  const common = { pathId: path.id, analyses, alerts: 0 };
  return not.kind === 'known'
    ? { ...common, verdict: not.verdict, standing: not.standing, how: 'carried' }
    : { ...common, verdict: 'unknown', standing: 'undetermined', how: 'busy' };
};

/** Records what the analyses came to; of a path that there was nothing to buy for any more, nothing is recorded. */
const settled = async (
  context: DurableContext,
  services: Services,
  sweeper: Sweeper,
  path: Path,
  asked: Asked,
): Promise<Settling> => {
  const not = asked.rounds.at(-1)?.not;
  if (not !== undefined && not.kind !== 'spent')
    return {
      ...unrecorded(path, not, asked.wasted + boughtIn(asked.rounds)),
      untaken: 0,
      settledAt: sweeper.startedAt,
    };
  const { pacing } = services;
  return context.step(
    `record ${path.id}`,
    ({ attempt }) => settle(services, path, asked, sweeper, isLastOf(pacing, attempt)),
    retrying(pacing),
  );
};

/**
 * What paths have to tell is told together at the sweep's end, so that what one cause broke is one alert. Where the sweep takes
 * longer than this, it is told on the way: an alert waits for other paths no longer than for its own analyses. Milliseconds.
 */
const TOGETHER = 3 * 60 * 1000;

const isSlow = ({ startedAt }: Sweeper, at: string): boolean => Date.parse(at) - Date.parse(startedAt) > TOGETHER;

const checkPath = async (
  context: DurableContext,
  services: Services,
  sweeper: Sweeper,
  path: Path,
  planned: Planned,
): Promise<PathOutcome> => {
  const { pacing } = services;
  const { sweepId } = sweeper;
  const got = isAsked(planned) ? await analysed(context, services, path, planned, sweeper) : unasked(planned);
  const { untaken, settledAt, ...outcome } = await settled(context, services, sweeper, path, got);
  const used = [...new Set(got.rounds.flatMap(({ paid }) => paid.flatMap((start) => start.insightsPathId ?? [])))];
  try {
    if (isSlow(sweeper, settledAt))
      await context.step(
        `tell ${path.id}`,
        () =>
          announce(services, sweeper.configuration, {
            // Others of this sweep announce beside it: each claims for itself.
            by: `${sweepId}/${path.id}`,
            stamp: sweeper.stamp,
            paths: untaken > 0 ? [path.id] : [],
          }),
        retrying(pacing),
      );
    if (used.length > 0)
      await context.step(
        `tidy ${path.id}`,
        async () => {
          for (const id of used) await tidyAnalyses(services, id);
        },
        retrying(pacing),
      );
    return outcome;
  } catch (error) {
    // The verdict stands; what is owed is taken up by the next sweep.
    return { ...outcome, trouble: troubleOf(context, path, error) };
  }
};

const troubleOf = (context: DurableContext, path: Path, error: unknown): string => {
  const trouble = error instanceof Error ? error.message : String(error);
  context.logger.error('a path could not be checked to its end; the next sweep takes it up', {
    path: path.id,
    trouble,
  });
  return trouble;
};

/** One path from start to tidy. Its faults are its own: whatever happens, it answers. */
export const checkSafely = async (
  context: DurableContext,
  services: Services,
  sweeper: Sweeper,
  path: Path,
  planned: Planned,
): Promise<PathOutcome> => {
  try {
    return await checkPath(context, services, sweeper, path, planned);
  } catch (error) {
    const trouble = troubleOf(context, path, error);
    return {
      pathId: path.id,
      verdict: 'unknown',
      standing: 'undetermined',
      how: 'analysed',
      analyses: 0,
      alerts: 0,
      trouble,
    };
  }
};
