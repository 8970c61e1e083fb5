import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Path } from '../../domain/path.ts';
import type { PathOutcome } from '../../domain/sweep.ts';
import { boughtIn, type Started } from '../analyze.ts';
import { announce } from '../announce.ts';
import type { Planned } from '../planned.ts';
import type { Services } from '../ports.ts';
import { type Asked, settle } from '../settle.ts';
import { tidyAnalyses } from '../tidy.ts';
import { analysed, type Sweeper } from './analysed.ts';
import { isLastOf, retrying } from './retrying.ts';

/** Whoever is not asked is bound to what was found: an end that does not exist, or the network model alone. */
const unasked = (plan: Planned): Asked => ({ plan, rounds: [], verified: { kind: 'same' }, wasted: 0 });

const isAsked = ({ alone, questions, routes }: Planned): boolean =>
  alone === undefined && questions.length + routes.length > 0;

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
): Promise<PathOutcome & { readonly unpublished: number }> => {
  const not = asked.rounds.at(-1)?.not;
  if (not !== undefined && not.kind !== 'spent')
    return { ...unrecorded(path, not, asked.wasted + boughtIn(asked.rounds)), unpublished: 0 };
  const { pacing } = services;
  return context.step(
    `record ${path.id}`,
    ({ attempt }) => settle(services, path, asked, sweeper, isLastOf(pacing, attempt)),
    retrying(pacing),
  );
};

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
  const { unpublished, ...outcome } = await settled(context, services, sweeper, path, got);
  const used = [...new Set(got.rounds.flatMap(({ paid }) => paid.flatMap((start) => start.insightsPathId ?? [])))];
  try {
    if (unpublished > 0)
      await context.step(`announce ${path.id}`, () => announce(services, path.id, sweepId), retrying(pacing));
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
