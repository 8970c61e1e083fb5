import { createHash } from 'node:crypto';
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { Fault, isTransient } from '../domain/fault.ts';
import type { Configuration, Path } from '../domain/path.ts';
import type { PathOutcome, SweepRecord, SweepRequest, Tally } from '../domain/sweep.ts';
import { dollarsOf } from '../spend/price.ts';
import { collect, isWaiting, poll, type Started, startAnalyses, waitingFor } from './analyze.ts';
import { announce, drain } from './announce.ts';
import { conclude } from './conclude.ts';
import type { PlannedPath } from './plan.ts';
import type { Pacing, Services } from './ports.ts';
import { prepare } from './prepare.ts';
import { record } from './record.ts';
import { standing } from './standing.ts';
import { sumOf, tallyOf } from './tally.ts';
import { tidyAnalyses, tidyPaths } from './tidy.ts';

/*
 * The sweep: a durable function, read from top to bottom. Everything with an effect is a step; what is outside of steps
 * depends on nothing but the request and the results of steps, so that a replay takes the same way. Every operation
 * carries the path's id in its name. One path costs 6 to 8 operations and one for each poll.
 */

/** AWS runs 100 analyses at a time; two portions of a sweep stay within it together, and leave room for a sweep beside. */
const ANALYSES_AT_ONCE = 40;
const PATHS_AT_ONCE = 10;
const PORTIONS_AT_ONCE = 2;

const atOnce = (plans: readonly PlannedPath[]): number => {
  const most = Math.max(1, ...plans.map((plan) => plan.questions.length));
  return Math.max(1, Math.min(PATHS_AT_ONCE, Math.floor(ANALYSES_AT_ONCE / most)));
};

/**
 * Retries of a step: on transient faults, with the given gaps. Values come back on the last attempt instead of errors. What
 * is no `Fault` is a defect of ours, which no gap mends.
 */
const retrying = (pacing: Pacing) => ({
  retryStrategy: (error: Error, attempt: number) => {
    const gap = pacing.retries[attempt - 1];
    return gap !== undefined && error instanceof Fault && isTransient(error.info.kind)
      ? { shouldRetry: true, delay: { seconds: gap } }
      : { shouldRetry: false };
  },
});

const isLastOf = (pacing: Pacing, attempt: number): boolean => attempt > pacing.retries.length;

/** Waits for all that was started, looking at growing gaps; the function does not run, and costs nothing, in between. */
const wait = (context: DurableContext, services: Services, name: string, started: Started) =>
  context.waitForCondition(name, (waiting) => poll(services, started, waiting), {
    initialState: waitingFor(started),
    waitStrategy: (waiting, attempt) => {
      const gap = services.pacing.polls[attempt - 1];
      return isWaiting(waiting) && gap !== undefined
        ? { shouldContinue: true, delay: { seconds: gap } }
        : { shouldContinue: false };
    },
  });

/** Starts a path's analyses and waits for them; those that AWS failed for a passing reason once more. */
const run = async (
  context: DurableContext,
  services: Services,
  sweepId: string,
  plan: PlannedPath,
): Promise<readonly Started[]> => {
  const { pacing } = services;
  const start = (round: { readonly number: number; readonly only?: readonly number[] }) =>
    context.step(
      `start ${plan.pathId} ${round.number}`,
      ({ attempt }) => startAnalyses(services, sweepId, plan, round, isLastOf(pacing, attempt)),
      retrying(pacing),
    );
  const first = await start({ number: 1 });
  if (!isWaiting(waitingFor(first))) return [first];
  const waited = await wait(context, services, `wait ${plan.pathId} 1`, first);
  if (waited.again.length === 0) return [first];
  const second = await start({ number: 2, only: waited.again });
  if (isWaiting(waitingFor(second))) await wait(context, services, `wait ${plan.pathId} 2`, second);
  return [first, second];
};

/** One path from start to tidy. Its faults are its own: whatever happens, it answers. */
const checkPath = async (
  context: DurableContext,
  services: Services,
  sweepId: string,
  path: Path,
  plan: PlannedPath,
): Promise<PathOutcome> => {
  const { pacing } = services;
  const rounds = await run(context, services, sweepId, plan);
  const outcome = await context.step(
    `record ${path.id}`,
    async ({ attempt }) => {
      const evidence = await collect(services, plan, rounds, isLastOf(pacing, attempt));
      const settledAt = services.now().toISOString();
      const at = { sweepId, observedAt: rounds[0]?.at ?? settledAt, settledAt };
      const check = conclude(path, plan, rounds, evidence, at, services.deployment);
      const recorded = await record(services.store, path, check);
      return {
        pathId: path.id,
        verdict: recorded.check.verdict,
        standing: standing(recorded.check.verdict, path.expect),
        analyses: check.analyses,
        alerts: recorded.check.alerts.length,
        unpublished: recorded.unpublished,
      };
    },
    retrying(pacing),
  );
  const { unpublished, ...told } = outcome;
  const used = [...new Set(rounds.flatMap((round) => round.paid.flatMap((start) => start.insightsPathId ?? [])))];
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
    return told;
  } catch (error) {
    // The verdict stands; what is owed is taken up by the next sweep.
    return { ...told, trouble: troubleOf(context, path, error) };
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

const checkSafely = async (
  context: DurableContext,
  services: Services,
  sweepId: string,
  path: Path,
  plan: PlannedPath,
): Promise<PathOutcome> => {
  try {
    return await checkPath(context, services, sweepId, path, plan);
  } catch (error) {
    const trouble = troubleOf(context, path, error);
    return { pathId: path.id, verdict: 'unknown', standing: 'undetermined', analyses: 0, alerts: 0, trouble };
  }
};

const idOf = (at: string, executionArn: string): string =>
  `${at.replace(/[-:]|\.\d+/g, '')}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 8)}`;

/** The name in an execution's ARN: `…:function:NAME:VERSION/durable-execution/EXECUTION/ID`. */
const nameOf = (executionArn: string): string => executionArn.split('/').at(-2) ?? executionArn;

const startPortions = async (
  context: DurableContext,
  request: SweepRequest,
  sweepId: string,
  count: number,
): Promise<Tally> => {
  const self = request.self ?? context.lambdaContext.invokedFunctionArn;
  const batch = await context.map(
    'portions',
    Array.from({ length: count }, (_, index) => index),
    async (item, index) => {
      const name = `portion ${index}`;
      try {
        const part = { of: sweepId, index, count };
        const done = await item.invoke<SweepRequest, SweepRecord>(name, self, { ...request, self, part });
        return done.tally;
      } catch (error) {
        context.logger.error('a portion of the sweep ended badly; its paths are due again at the next', {
          portion: index,
          trouble: error instanceof Error ? error.message : String(error),
        });
        return sumOf([]);
      }
    },
    { maxConcurrency: PORTIONS_AT_ONCE, itemNamer: (index) => `portion ${index}` },
  );
  return sumOf(batch.getResults());
};

/** The durable function: `withDurableExecution(sweep(services, configuration))`. */
export const sweep =
  (compose: () => { readonly services: Services; readonly configuration: Configuration }) =>
  async (request: SweepRequest, context: DurableContext): Promise<SweepRecord> => {
    const { services, configuration } = compose();
    const { pacing } = services;
    const { executionContext } = context;
    const { id, startedAt } = await context.step('begin', async () => {
      const at = services.now().toISOString();
      return { id: idOf(at, executionContext.durableExecutionArn), startedAt: at };
    });
    if (request.part === undefined) await context.step('drain', () => drain(services, id), retrying(pacing));
    const prepared = await context.step(
      'prepare',
      ({ attempt }) => prepare(services, configuration, request, isLastOf(pacing, attempt)),
      retrying(pacing),
    );

    const declared = new Map(configuration.paths.map((path) => [path.id, path]));
    const batch = await context.map(
      'paths',
      prepared.paths.flatMap((plan) => {
        const path = declared.get(plan.pathId);
        return path === undefined ? [] : [{ path, plan }];
      }),
      (item, { path, plan }) => checkSafely(item, services, id, path, plan),
      { maxConcurrency: atOnce(prepared.paths), itemNamer: ({ path }) => path.id },
    );
    const outcomes = batch.getResults();
    const started = prepared.portions > 1 ? [await startPortions(context, request, id, prepared.portions)] : [];
    const tally = sumOf([tallyOf(outcomes), ...started]);

    if (prepared.obsolete.length > 0)
      await context.step('tidy', () => tidyPaths(services, prepared.obsolete), retrying(pacing));
    return context.step(
      'close',
      async () => {
        const done: SweepRecord = {
          id,
          execution: nameOf(executionContext.durableExecutionArn),
          trigger: request.trigger,
          ...(request.part === undefined ? {} : { part: request.part }),
          startedAt,
          endedAt: services.now().toISOString(),
          due: prepared.due,
          outcomes,
          tally,
          cost: dollarsOf(tallyOf(outcomes).analyses),
          notes: prepared.notes,
        };
        await services.store.putSweep(done);
        return done;
      },
      retrying(pacing),
    );
  };
