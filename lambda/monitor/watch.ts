import { faultOf } from '../domain/fault.ts';
import type { Configuration } from '../domain/path.ts';
import { boundText, limitsOf } from '../spend/limits.ts';
import { NEAR } from '../spend/rank.ts';
import { FORWARDER, FORWARDER_SILENCE } from './gather.ts';
import type { Notice, Services } from './ports.ts';
import type { Prepared } from './prepared.ts';
import { tell } from './tell.ts';

/*
 * What the operator is to hear of the monitor itself: money that runs out, and changes that nobody tells it of.
 */

/** Where it could not be found out, it is asked again after so long. Milliseconds. */
const AGAIN = 6 * 60 * 60 * 1000;

const budgetNotice = (month: string, used: number, limit: number, monthly: number): Notice | undefined => {
  if (limit === 0)
    return {
      id: `budget/${month}/none`,
      subject: `NO BUDGET: Pathwatch buys no analyses in ${month}`,
      body: [
        `$${monthly} a month (\`budget.monthly\`) buys none.`,
        '',
        'All paths are looked at, at every look and change, by the network model alone; each verdict and each alert says so.',
      ].join('\n'),
    };
  const share = used / limit;
  const figures = `${used} of ${limit} analyses are bought in ${month} ($${monthly} a month).`;
  if (share >= 1)
    return {
      id: `budget/${month}/spent`,
      subject: `SPENT: Pathwatch's budget of ${month}`,
      body: [
        figures,
        '',
        'All paths are still looked at, at every look and change, by the network model alone; each verdict and each alert says so.',
        'AWS confirms again from the next month on, or once `budget.monthly` is raised and deployed.',
      ].join('\n'),
    };
  return share < NEAR
    ? undefined
    : {
        id: `budget/${month}/near`,
        subject: `NEARLY SPENT: Pathwatch's budget of ${month}`,
        body: [
          figures,
          '',
          'From here on audits wait, so that what is left goes to paths whose verdict turns or whose network changed.',
          'See what it went to: `pathwatch cost`. Raise it: `budget.monthly` in the configuration, then deploy.',
        ].join('\n'),
      };
};

/** One for all of them, told again when they have become twice as many. */
const boundsNotice = (month: string, { bounds, count }: Prepared['near']): Notice | undefined =>
  count === 0
    ? undefined
    : {
        id: `budget/${month}/bounds/${2 ** Math.floor(Math.log2(count))}`,
        subject: `NEARLY SPENT: Pathwatch's budget of paths or tags in ${month}`,
        body: [
          ...bounds.map(({ bound, used, limit }) => `- ${boundText(bound)}: ${used} of ${limit} analyses are bought`),
          ...(count > bounds.length ? [`and ${count - bounds.length} more.`] : []),
          '',
          'At its bound a path is still looked at, at every look and change, by the network model alone; its verdicts and alerts say so.',
          'See what it went to: `pathwatch cost`. Raise it: `budget.paths` or `budget.tags` in the configuration, then deploy.',
        ].join('\n'),
      };

const trailNotice = (month: string, reason: string): Notice => ({
  id: `trail/${month}`,
  subject: 'LATE: Pathwatch hears of changes by its schedule only',
  body: [
    `No call that changes the network reaches Pathwatch: ${reason}.`,
    '',
    'What is lost: a change is found at the next look of `every`, not within a minute or two; and who made it is looked up in',
    "CloudTrail's history, which is minutes late, so the alert comes first and its author follows.",
    'What to do: turn on a trail that logs management write events in this Region (one copy of them is free of charge).',
  ].join('\n'),
});

const forwarderNotice = (month: string): Notice => ({
  id: `forwarder/${month}`,
  subject: 'LATE: Pathwatch hears of transit gateway routes by its schedule only',
  body: [
    'A path crosses a transit gateway, and no forwarder brings the events of Network Manager, which come in us-west-2 alone.',
    '',
    'What is lost: a route that BGP or a propagation takes away shows in no call; it is found at the next look of `every`.',
    'What to do: `npm run -s forwarder -- deploy -c region=REGION`, with the Region of this deployment.',
  ].join('\n'),
});

/** Once a day, by whichever sweep is first: whether changes are heard of at all. */
const listening = async (services: Services, crosses: boolean, at: string): Promise<void> => {
  const { store, calls, log } = services;
  const id = `listening/${at.slice(0, 10)}`;
  const month = at.slice(0, 7);
  try {
    if (!(await store.claimNotice(id, at, new Date(Date.parse(at) - AGAIN).toISOString()))) return;
    const trail = await calls.trail();
    if (trail.kind === 'none') await tell(services, trailNotice(month, trail.reason));
    const sign = (await store.looks()).find(({ kind }) => kind === FORWARDER);
    const isGone = sign === undefined || Date.parse(at) - Date.parse(sign.at) > FORWARDER_SILENCE;
    if (crosses && isGone) await tell(services, forwarderNotice(month));
    await store.noticeTold(id, at);
  } catch (error) {
    log.error('whether changes are heard of could not be found out; it is asked again later', {
      fault: faultOf(error, 'GetTrailStatus'),
    });
  }
};

/** What a sweep has seen of the monitor. */
export interface Watched {
  /** ISO time of the sweep's start. */
  readonly startedAt: string;
  /** Analyses bought in its month, its own included. */
  readonly used: number;
  /** Bounds of paths and tags that are nearly spent. */
  readonly near: Prepared['near'];
  /** Whether some path crosses a transit gateway. */
  readonly crosses: boolean;
}

/** Tells the operator what ails the monitor; each thing once a month. One conditional write where there is nothing to tell. */
export const watch = async (
  services: Services,
  { budget }: Configuration,
  { startedAt, used, near, crosses }: Watched,
): Promise<void> => {
  const month = startedAt.slice(0, 7);
  const { monthly } = limitsOf(budget);
  if (monthly > 0 && used / monthly >= NEAR) services.meter.measure({ BudgetUsed: Math.floor((100 * used) / monthly) });
  for (const notice of [budgetNotice(month, used, monthly, budget.monthly), boundsNotice(month, near)])
    if (notice !== undefined) await tell(services, notice);
  await listening(services, crosses, startedAt);
};
