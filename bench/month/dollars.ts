import type { PriceName } from '../../lambda/domain/budget.ts';
import { CANARY_RATE } from '../../lambda/domain/canary.ts';
import type { Channels } from '../../lambda/domain/channel.ts';
import { severities } from '../../lambda/domain/path.ts';
import { looksAMonth, MONTH_DAYS } from '../../lambda/spend/looks.ts';
import { meteredIn } from '../../lambda/spend/metered.ts';
import { pricesFor } from '../../lambda/spend/prices.ts';
import { type Parts, partsOf } from '../../lambda/spend/services.ts';
import { ALARMS, usageOf } from '../../lambda/spend/usage.ts';
import { type Counts, snapshotCalls } from './counts.ts';
import { type Ledger, sumOf } from './ledger.ts';

/** Seconds that the real handler took here, in one process with the account. */
export interface Pace {
  /** A look at 20 paths that buys nothing, and a purchase beside it. */
  readonly look: number;
  readonly purchase: number;
  /** Of each further path in the network model. */
  readonly path: number;
}

/** Paths of the sample's look. */
const SAMPLED = 20;
/** What AWS takes to answer, which is not seen here: lambda/aws/network.ts says 100 to 200 ms, and four calls at once. */
const ANSWER = 0.15;
const AT_ONCE = 4;
/** Calls of a purchase, one after another: DynamoDB's among them, which answer faster. */
const PURCHASE_CALLS = 20;
/** The function's memory, and the small functions': GB (lib/sweep.ts, lib/gather.ts). */
const MEMORY = 1;
const SMALL_MEMORY = 0.25;
const SMALL_SECONDS = 1;
/** Units that an event is written with, and messages that it is. */
const EVENT_WRITES = 3;
const EVENT_REQUESTS = 3;
/** The canary's closed port, once a week: the open one is answered by the paths' own audits. */
export const CANARIES = MONTH_DAYS / 7;

/** Of its execution, on a day on which nothing is bought. */
const CANARY_OPERATIONS = 4;

/** One address hears of everything. */
const channels: Channels = {
  email: [{ address: 'netops@example.com', severities }],
  https: [],
  slack: [],
  chat: [],
};

const prices = pricesFor(undefined);

/** Seconds of the sweep's function in a month. */
export const functionSeconds = (ledger: Ledger, pace: Pace, paths: number, cells: number): number => {
  const looks = ledger.scheduled + ledger.changed;
  const waiting = (snapshotCalls(cells) * ANSWER) / AT_ONCE;
  const look = pace.look + Math.max(0, paths - SAMPLED) * pace.path + waiting;
  const purchase = pace.purchase + PURCHASE_CALLS * ANSWER;
  return looks * look + ledger.waves.size * waiting + (sumOf(ledger.purchases) + ledger.again) * purchase;
};

/**
 * Dollars of a month by service: durable operations, invocations and their seconds, analyses and events as they were counted;
 * bytes, the table's units of a sweep and a purchase, and what stands all month by lambda/spend/usage.ts, which rounds up.
 */
export const dollarsOf = (ledger: Ledger, counts: Counts, pace: Pace, paths: number, cells: number): Parts => {
  const looks = ledger.scheduled + ledger.changed;
  const purchases = sumOf(ledger.purchases);
  const untagged = Array.from({ length: paths }, () => ({ tags: {} }));
  // Of a month in which something breaks, as often as it told.
  const metrics = meteredIn('expected', untagged, { purchases, alerts: ledger.alerts });
  const usage = usageOf(
    {
      scheduled: looks,
      changed: 0,
      clocked: looksAMonth(CANARY_RATE),
      analyses: counts.analyses,
      purchases,
      alerts: ledger.alerts,
    },
    { paths, channels, alarms: ALARMS, metrics, keyVersions: 1, retentionDays: 90 },
  );
  const small = ledger.scheduled + ledger.batches;
  const counted: Partial<Record<PriceName, number>> = {
    durableOperation: counts.operations + looksAMonth(CANARY_RATE) * CANARY_OPERATIONS,
    lambdaRequest: counts.invocations + small,
    lambdaGigabyteSecond: functionSeconds(ledger, pace, paths, cells) * MEMORY + small * SMALL_SECONDS * SMALL_MEMORY,
    dynamodbWrite: usage.dynamodbWrite + ledger.kept * EVENT_WRITES,
    dynamodbRead: usage.dynamodbRead + ledger.kept + ledger.listens,
    sqsRequest: usage.sqsRequest + ledger.events * EVENT_REQUESTS,
    schedulerInvocation: usage.schedulerInvocation - ledger.changed,
  };
  return partsOf({ ...usage, ...counted }, CANARIES, prices);
};

export const ANALYSIS = prices.analysis.dollars;
