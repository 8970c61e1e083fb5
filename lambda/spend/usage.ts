import type { PriceName } from '../domain/budget.ts';
import type { Channels } from '../domain/channel.ts';
import { MONTH_DAYS, MONTH_SECONDS } from './looks.ts';
import { tellingOf } from './telling.ts';

/*
 * From what is done in a month to what AWS counts. The figures of one sweep are what docs/bench.md measures, or a little
 * more; those of a function's time include what AWS takes to answer, which the bench does not see.
 */

/** What is done in a month. */
export interface Work {
  /** Sweeps begun by a schedule, and by changes of the network. */
  readonly scheduled: number;
  readonly changed: number;
  /** Sweeps of the clock and the canary, which look at no path. */
  readonly clocked: number;
  /** Analyses bought, the canaries' not among them, and how often a path's verdict was bought by them. */
  readonly analyses: number;
  readonly purchases: number;
  readonly alerts: number;
}

/** What is there all month. */
export interface Standing {
  readonly paths: number;
  readonly channels: Channels;
  readonly alarms: number;
  /** Metrics of our own, in such as are sent all month: a metric is charged by the hours in which it is sent. */
  readonly metrics: number;
  /** Versions of the one key: each of its first two yearly rotations adds one that is paid for. */
  readonly keyVersions: number;
  readonly retentionDays: number;
}

export type Usage = Readonly<Record<PriceName, number>>;

/** The alarms of the stack; a test counts them in the template. */
export const ALARMS = 10;

/** Operations of a sweep that buys nothing (its start is one), of the wait until the network is quiet, and of each path that is bought. */
const SWEEP_OPERATIONS = 5;
const GATHERING_OPERATIONS = 6;
const PURCHASE_OPERATIONS = 10;

/** A sweep of the clock: operations, seconds of the sweep's function, gigabytes of checkpoints, and units read. */
const CLOCK_OPERATIONS = 3;
const CLOCK_SECONDS = 1;
const CLOCK_CHECKPOINTS = 2e-6;
const CLOCK_READS = 2;

/** Gigabytes that a sweep and a purchase write into its checkpoints, and the days for which they are kept (lib/sweep.ts). */
const SWEEP_CHECKPOINTS = 10e-6;
const PURCHASE_CHECKPOINTS = 20e-6;
const CHECKPOINT_DAYS = 14;

/** The sweep's function: its memory in GB, seconds of a sweep, more for each path in the model, and more for a purchase. */
const SWEEP_MEMORY = 1;
const SWEEP_SECONDS = 4;
const PATH_SECONDS = 0.002;
const PURCHASE_SECONDS = 6;
/** A purchase waits some times for the analyzer, and each time the function is invoked anew. */
const PURCHASE_INVOCATIONS = 4;

/** The small functions, which start sweeps and gather changes: GB, and seconds of an invocation. */
const SMALL_MEMORY = 0.25;
const SMALL_SECONDS = 1;

/**
 * Events from the first change until the network is quiet, since a deployment makes a few dozen calls; and the batches in
 * which they come, two seconds each (lib/gather.ts).
 */
const GATHERING_EVENTS = 25;
const GATHERING_BATCHES = 5;

/** The item of the sweep and the look's. Then state, check, day, footprint and incident, the indexes' copies among them. */
const SWEEP_WRITES = 2;
const PURCHASE_WRITES = 32;
/** The budget's item and what is open, and at the end the newest looks. */
const SWEEP_READS = 1.5;
/** The month's set of client tokens, which is as large as what was bought. */
const ANALYSIS_WRITES = 10;
const EVENT_WRITES = 3;
/** One query of an index reads what a look must know of all paths: 400 bytes each, at 8 KB a unit. */
const PATH_READS = 0.05;
const PURCHASE_READS = 10;

/** Gigabytes that stay in the table for each. */
const PATH_STORED = 20e-6;
const SWEEP_STORED = 1e-6;
const EVENT_STORED = 1e-6;
const PURCHASE_STORED = 10e-6;

/** Gigabytes of flow logs that are scanned for an alert: some minutes of two interfaces' groups. */
const ALERT_SCANNED = 0.2;

/** Gigabytes of log of an invocation, kept for a month (lib/lambda-function.ts). */
const INVOCATION_LOG = 3e-6;

/** Sending, receiving and deleting an event's message. */
const EVENT_REQUESTS = 3;
/**
 * Lambda asks an empty queue all the time: five pollers, each for 20 seconds, which is the most that SQS waits:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.
 */
const IDLE_REQUESTS = (5 * MONTH_SECONDS) / 20;

/** DynamoDB asks its own key every five minutes. */
const TABLE_KEY_SECONDS = 300;

/**
 * The forwarder in us-west-2 sends a sign of life each hour (lib/forwarder.ts), and an event for each change of a transit
 * gateway's routes: what crosses Regions is paid as custom events are.
 */
const SIGNS = MONTH_SECONDS / 3600;

/** Units of each price that a month of such work takes. */
export const usageOf = (work: Work, standing: Standing): Usage => {
  const { scheduled, changed, clocked, analyses, purchases, alerts } = work;
  const { paths, channels, alarms, metrics, keyVersions, retentionDays } = standing;
  const sweeps = scheduled + changed;
  const events = changed * GATHERING_EVENTS;
  const small = scheduled + clocked + changed * GATHERING_BATCHES;
  const checkpoints = sweeps * SWEEP_CHECKPOINTS + clocked * CLOCK_CHECKPOINTS + purchases * PURCHASE_CHECKPOINTS;
  const invocations = sweeps + clocked + small + purchases * PURCHASE_INVOCATIONS;
  const logs = invocations * INVOCATION_LOG;
  const kept = sweeps * SWEEP_STORED + events * EVENT_STORED + purchases * PURCHASE_STORED;
  const stored = paths * PATH_STORED + kept * (retentionDays / MONTH_DAYS);
  const sweepSeconds =
    sweeps * (SWEEP_SECONDS + paths * PATH_SECONDS) + clocked * CLOCK_SECONDS + purchases * PURCHASE_SECONDS;
  const told = tellingOf(alerts, channels);
  return {
    ...told,
    analysis: analyses,
    durableOperation:
      sweeps * SWEEP_OPERATIONS +
      clocked * CLOCK_OPERATIONS +
      changed * GATHERING_OPERATIONS +
      purchases * PURCHASE_OPERATIONS,
    durableGigabyteWritten: checkpoints,
    durableGigabyteMonth: checkpoints * (CHECKPOINT_DAYS / MONTH_DAYS),
    lambdaRequest: invocations,
    lambdaGigabyteSecond: sweepSeconds * SWEEP_MEMORY + small * SMALL_SECONDS * SMALL_MEMORY,
    dynamodbWrite:
      sweeps * SWEEP_WRITES + events * EVENT_WRITES + purchases * PURCHASE_WRITES + analyses * ANALYSIS_WRITES,
    dynamodbRead:
      sweeps * (SWEEP_READS + paths * PATH_READS) + clocked * CLOCK_READS + purchases * PURCHASE_READS + events,
    dynamodbGigabyteMonth: stored,
    dynamodbBackupGigabyteMonth: stored,
    keyMonth: keyVersions,
    keyRequest: told.keyRequest + MONTH_SECONDS / TABLE_KEY_SECONDS,
    alarmMonth: alarms,
    metricMonth: metrics,
    logsGigabyte: logs,
    logsGigabyteMonth: logs,
    logsGigabyteScanned: alerts * ALERT_SCANNED,
    sqsRequest: IDLE_REQUESTS + events * EVENT_REQUESTS,
    schedulerInvocation: scheduled + clocked + SIGNS,
    customEvent: told.customEvent + SIGNS + changed,
  };
};
