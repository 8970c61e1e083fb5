import { createHash } from 'node:crypto';
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { faultOf, isTransient } from '../domain/fault.ts';
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
import { sumOf, tallyOf } from './tally.ts';
import { tidyAnalyses, tidyPaths } from './tidy.ts';

/*
 * The sweep: a durable function, read from top to bottom. Everything with an effect is a step; what is outside of steps
 * depends on nothing but the request and the results of steps, so that a replay takes the same way. Every operation
 * carries the path's id in its name. One path costs 6 to 8 operations and one for each poll.
 */

/** Paths that are analysed at the same time: with the usual pair or two each, well within 100 running analyses. */
const AT_ONCE = 10;
const PORTIONS_AT_ONCE = 4;

/** Retries of a step: on transient faults, with the given gaps. Values come back on the last attempt instead of errors. */
const retrying = (pacing: Pacing) => ({
  retryStrategy: (error: Error, attempt: number) => {
    const gap = pacing.retries[attempt - 1];
    return gap !== undefined && isTransient(faultOf(error, 'step').kind)
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
        standing: check.standing,
        analyses: check.analyses,
        alerts: recorded.check.alerts.length,
        unpublished: recorded.unpublished,
      };
    },
    retrying(pacing),
  );
  const { unpublished, ...told } = outcome;
  if (unpublished > 0)
    await context.step(`announce ${path.id}`, () => announce(services, path.id, sweepId), retrying(pacing));
  const used = [...new Set(rounds.flatMap((round) => round.paid.flatMap((start) => start.insightsPathId ?? [])))];
  if (used.length > 0)
    await context.step(
      `tidy ${path.id}`,
      async () => {
        for (const id of used) await tidyAnalyses(services, id);
      },
      retrying(pacing),
    );
  return told;
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
    const trouble = error instanceof Error ? error.message : String(error);
    context.logger.error('a path could not be checked to its end; the next sweep takes it up', {
      path: path.id,
      trouble,
    });
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
    const prepared = await context.step('prepare', () => prepare(services, configuration, request), retrying(pacing));

    const declared = new Map(configuration.paths.map((path) => [path.id, path]));
    const batch = await context.map(
      'paths',
      prepared.paths.flatMap((plan) => {
        const path = declared.get(plan.pathId);
        return path === undefined ? [] : [{ path, plan }];
      }),
      (item, { path, plan }) => checkSafely(item, services, id, path, plan),
      { maxConcurrency: AT_ONCE, itemNamer: ({ path }) => path.id },
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
          cost: dollarsOf(tally.analyses),
          notes: prepared.notes,
        };
        await services.store.putSweep(done);
        return done;
      },
      retrying(pacing),
    );
  };
