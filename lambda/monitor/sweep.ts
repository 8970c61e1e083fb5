import { createHash } from 'node:crypto';
import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { CANARY } from '../domain/canary.ts';
import { CLOCK } from '../domain/clock.ts';
import type { Configuration } from '../domain/path.ts';
import type { SweepRecord, SweepRequest } from '../domain/sweep.ts';
import { requestOf } from '../domain/sweep-request.ts';
import { analysisPrice, limitsOf } from '../spend/limits.ts';
import { dollarsOf } from '../spend/price.ts';
import { announce } from './announce.ts';
import { close } from './close.ts';
import { duePaths } from './due.ts';
import { canary } from './durable/canary.ts';
import { checkSafely } from './durable/check-path.ts';
import { untilExplained } from './durable/explained.ts';
import { startPortions, waitingNotes } from './durable/portions.ts';
import { isLastOf, retrying } from './durable/retrying.ts';
import { listen, type Quiet } from './gather.ts';
import type { PlannedPath } from './plan.ts';
import type { Services } from './ports.ts';
import { prepare } from './prepare.ts';
import type { Prepared } from './prepared.ts';
import { leftTally, sumOf, tallyOf } from './tally.ts';
import { testChannel } from './test-channel.ts';
import { tidyPaths } from './tidy.ts';
import { unlooked } from './unlooked.ts';

/*
 * The sweep: a durable function, read from top to bottom. Everything with an effect is a step; what is outside of steps
 * depends on nothing but the request and the results of steps, so that a replay takes the same way. Every operation
 * carries the path's id in its name. A look that finds nothing changed takes 4 operations, whatever the number of paths;
 * each path that is bought 4 to 6 more, and one for each poll.
 */

/** AWS runs 100 analyses at a time. */
const ANALYSES_AT_ONCE = 40;
const PATHS_AT_ONCE = 10;
/** How often the network is listened to at most: it is quiet, or three minutes have passed, long before. */
const LISTENS = 100;

const atOnce = (plans: readonly PlannedPath[]): number => {
  const most = Math.max(1, ...plans.map((plan) => plan.questions.length));
  return Math.max(1, Math.min(PATHS_AT_ONCE, Math.floor(ANALYSES_AT_ONCE / most)));
};

const idOf = (at: string, executionArn: string): string =>
  `${at.replace(/[-:]|\.\d+/g, '')}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 8)}`;

/** Names the whole sweep, in whichever of its parts: the time of its start. */
const stampOf = (id: string): string => id.slice(0, id.indexOf('-'));

/** The name in an execution's ARN: `…:function:NAME:VERSION/durable-execution/EXECUTION/ID`. */
const nameOf = (executionArn: string): string => executionArn.split('/').at(-2) ?? executionArn;

/** Waits until the network has been quiet for a while after the changes that started this sweep. */
const untilQuiet = async (
  context: DurableContext,
  services: Services,
  { trigger, part }: SweepRequest,
  quiet: number,
): Promise<void> => {
  if (trigger.by !== 'change' || part !== undefined) return;
  const { gathering } = trigger;
  await context.waitForCondition('gather', () => listen(services, gathering, quiet), {
    initialState: { closed: false, wait: quiet } satisfies Quiet as Quiet,
    waitStrategy: ({ closed, wait }, attempt) =>
      closed || attempt >= LISTENS
        ? { shouldContinue: false }
        : { shouldContinue: true, delay: { seconds: Math.max(1, wait) } },
  });
};

const isBy = (trigger: SweepRequest['trigger'], every: string): boolean =>
  trigger.by === 'schedule' && trigger.every === every;

/** The durable function: `withDurableExecution(sweep(services, configuration))`. */
export const sweep =
  (compose: () => { readonly services: Services; readonly configuration: Configuration }) =>
  async (event: SweepRequest, context: DurableContext): Promise<SweepRecord> => {
    const request = requestOf(event);
    const { services, configuration } = compose();
    const { pacing } = services;
    const { executionContext } = context;
    await untilQuiet(context, services, request, configuration.quiet);
    const { id, startedAt } = await context.step('begin', async () => {
      const at = services.now().toISOString();
      return { id: idOf(at, executionContext.durableExecutionArn), startedAt: at };
    });
    const isWhole = request.part === undefined;
    const stamp = stampOf(request.part?.of ?? id);
    const tell = (name: string, paths: readonly string[]) =>
      context.step(name, () => announce(services, configuration, { by: id, stamp, paths }), retrying(pacing));
    const execution = nameOf(executionContext.durableExecutionArn);
    if (request.trigger.by === 'test') {
      const { channel } = request.trigger;
      return context.step('test', () => testChannel(services, { id, execution, startedAt, channel }), retrying(pacing));
    }
    if (isWhole) await tell('drain', []);
    const made = { id, execution, trigger: request.trigger, startedAt };
    if (isBy(request.trigger, CLOCK)) return unlooked(made);
    if (isBy(request.trigger, CANARY)) return canary(context, services, configuration, made);
    const prepared: Prepared = await context.step(
      'prepare',
      async ({ attempt }) => {
        const ready = await prepare(services, configuration, request, startedAt, isLastOf(pacing, attempt));
        // By hand and by changes it may be looked at though the schedules are dead.
        if (isWhole && request.trigger.by === 'schedule') services.meter.measure({ Looks: 1 });
        return ready;
      },
      retrying(pacing),
    );

    const declared = new Map(configuration.paths.map((path) => [path.id, path]));
    const price = analysisPrice(configuration.budget);
    const sweeper = {
      sweepId: id,
      startedAt,
      limits: limitsOf(configuration.budget),
      trigger: request.trigger,
      price,
      configuration,
      stamp,
    };
    const items = prepared.paths.flatMap((plan) => {
      const path = declared.get(plan.pathId);
      return path === undefined ? [] : [{ path, plan }];
    });
    // Each operation is paid for, and most looks have nothing to do here.
    const outcomes =
      items.length === 0
        ? []
        : (
            await context.map(
              'paths',
              items,
              (item, { path, plan }) => checkSafely(item, services, sweeper, path, plan),
              { maxConcurrency: atOnce(prepared.paths), itemNamer: ({ path }) => path.id },
            )
          ).getResults();
    const telling = outcomes.filter(({ alerts }) => alerts > 0).map(({ pathId }) => pathId);
    if (telling.length > 0) await tell('tell', telling);
    const due = duePaths(configuration, request.trigger).paths;
    const further =
      prepared.portions.length > 0
        ? await startPortions(context, services, request, { id, startedAt }, prepared, due)
        : { tally: sumOf([]), waiting: 0 };
    const tally = sumOf([leftTally(prepared.left), tallyOf(outcomes), further.tally]);

    if (prepared.obsolete.length > 0)
      await context.step('tidy', () => tidyPaths(services, prepared.obsolete), retrying(pacing));
    const record = await context.step(
      'close',
      () =>
        close(services, configuration, request, prepared, {
          id,
          execution,
          trigger: request.trigger,
          ...(request.part === undefined ? {} : { part: request.part }),
          startedAt,
          endedAt: services.now().toISOString(),
          lookedAt: prepared.lookedAt,
          due: prepared.due,
          outcomes,
          left: { resting: prepared.left.resting, busy: prepared.left.busy },
          tally,
          cost: dollarsOf(tallyOf(outcomes).analyses, price),
          notes: [...prepared.notes, ...waitingNotes(further.waiting)],
        }),
      retrying(pacing),
    );
    if (isWhole && (prepared.searching || tally.alerts > 0))
      // What another sweep has raised, that one goes on looking for.
      await untilExplained(context, services, configuration, { by: id, stamp }, tally.alerts > 0);
    return record;
  };
