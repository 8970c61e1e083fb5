import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { Configuration, Path } from '../../domain/path.ts';
import type { Trigger } from '../../domain/sweep.ts';
import type { Buyer } from '../afford.ts';
import { boughtIn, isWaiting, poll, type Started, waitingFor } from '../analyze.ts';
import { buy, type Round } from '../buy.ts';
import type { Planned } from '../planned.ts';
import type { Services } from '../ports.ts';
import type { Asked } from '../settle.ts';
import { verify } from '../verify.ts';
import { isLastOf, retrying } from './retrying.ts';

/** The sweep that a path is analysed for. */
export type Sweeper = Buyer & {
  readonly trigger: Trigger;
  /** Dollars for one analysis. */
  readonly price: number;
  readonly configuration: Configuration;
  /** Names the whole sweep, of which this may be a part. */
  readonly stamp: string;
};

/** So long an alert waits for what is bought, the first attempt and all that follow together. Seconds. */
const PATIENCE = 300;

const secondsSince = (from: string, at: string): number => (Date.parse(at) - Date.parse(from)) / 1000;

/** The network may change under a path's analyses; a second time in one sweep, the verdict is unknown. */
const ATTEMPTS = 2;

/**
 * Waits for all that was started, looking at growing gaps, the last time when the patience since `began` (ISO time) is at its
 * end; the function does not run, and costs nothing, in between.
 */
export const wait = (context: DurableContext, services: Services, name: string, started: Started, began: string) =>
  context.waitForCondition(name, (waiting) => poll(services, started, waiting), {
    initialState: waitingFor(started),
    waitStrategy: (waiting, attempt) => {
      const left = Math.ceil(PATIENCE - secondsSince(began, waiting.at));
      const gap = services.pacing.polls[attempt - 1];
      return isWaiting(waiting) && gap !== undefined && left > 0
        ? { shouldContinue: true, delay: { seconds: Math.min(gap, left) } }
        : { shouldContinue: false };
    },
  });

/** Starts a path's analyses and waits for them; those that AWS failed for a passing reason once more. */
const run = async (
  context: DurableContext,
  services: Services,
  path: Path,
  plan: Planned,
  sweeper: Sweeper,
  attempt: number,
  began: string | undefined,
): Promise<{ readonly rounds: readonly Started[]; readonly endedAt: string }> => {
  const { pacing } = services;
  const number = 2 * attempt - 1;
  const start = (round: Round) =>
    context.step(
      `start ${path.id} ${round.number}`,
      (step) => buy(services, path, plan, sweeper, round, isLastOf(pacing, step.attempt)),
      retrying(pacing),
    );
  const first = await start({ number });
  if (!isWaiting(waitingFor(first))) return { rounds: [first], endedAt: first.at };
  const since = began ?? first.at;
  const waited = await wait(context, services, `wait ${path.id} ${number}`, first, since);
  if (waited.again.length === 0) return { rounds: [first], endedAt: waited.at };
  const second = await start({ number: number + 1, only: waited.again });
  if (!isWaiting(waitingFor(second))) return { rounds: [first, second], endedAt: waited.at };
  const ended = await wait(context, services, `wait ${path.id} ${number + 1}`, second, since);
  return { rounds: [first, second], endedAt: ended.at };
};

/** Buys the analyses of a path, and again where its footprint is not the same after them as it was before. */
export const analysed = async (
  context: DurableContext,
  services: Services,
  path: Path,
  planned: Planned,
  sweeper: Sweeper,
): Promise<Asked> => {
  const { pacing } = services;
  let plan = planned;
  let wasted = 0;
  let began: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const { rounds, endedAt } = await run(context, services, path, plan, sweeper, attempt, began);
    began ??= rounds[0]?.at;
    const isAsked = rounds.some(({ paid, routes }) => paid.length + routes.length > 0);
    if (!isAsked) return { plan, rounds, verified: { kind: 'same' }, wasted };
    const current = plan;
    const verified = await context.step(
      `verify ${path.id} ${attempt}`,
      (step) => verify(services, path, current, rounds, endedAt, isLastOf(pacing, step.attempt)),
      retrying(pacing),
    );
    if (verified.kind !== 'changed' || attempt === ATTEMPTS) return { plan, rounds, verified, wasted };
    plan = verified.plan;
    wasted += boughtIn(rounds);
  }
};
