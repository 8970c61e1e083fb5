import { dynamodbChanges } from '../../lambda/aws/dynamodb-changes.ts';
import { reachabilityAnalyzer } from '../../lambda/aws/reachability-analyzer.ts';
import { scheduledRunName, startSweep, sweepStarter } from '../../lambda/aws/sweep-start.ts';
import { farewell } from '../../lambda/monitor/farewell.ts';
import { type Delivery, gather } from '../../lambda/monitor/gather.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import type { RoleName } from '../permissions/recorder.ts';
import { type Kept, kept, restoreAccount } from '../support/forked.ts';
import { lambdaAt, lambdaService } from '../support/lambda.ts';
import { byHand, heard, type Monitor, openMonitor } from '../support/monitor.ts';
import { twoPaths } from '../support/two-paths.ts';
import { type Fault, nameOf, type Sites } from './fault.ts';
import { impatient } from './impatience.ts';
import { type Wire, wireOf } from './wire.ts';

/* The functions beside the sweep, each as often as its service would run it again after an error. */

const ALIAS = 'arn:aws:lambda:ap-northeast-1:111111111111:function:sweep:live';

/** Lambda's own repeats of an asynchronous invocation, and the queue's deliveries of a batch. */
const RUNS = 3;

/** A function in an account, about to run. */
interface Ready {
  readonly wire: Wire;
  run(): Promise<unknown>;
  /** What is wrong when it has run. */
  complaints(): Promise<readonly (string | false)[]>;
  close(): Promise<void>;
}

export type Open = (total: Sites) => Promise<Ready>;

interface Account {
  readonly monitor: Monitor;
  readonly wire: (total: Sites) => Wire;
  readonly lambda: ReturnType<typeof lambdaAt>;
  /** Names of the executions that Lambda was asked for. */
  readonly started: ReadonlySet<string>;
  close(): Promise<void>;
}

export const openAccount = async (role: RoleName = 'sweep'): Promise<Account> => {
  let isShort = false;
  const monitor = await openMonitor(twoPaths, { runSeconds: 0, pageSize: () => (isShort ? 1 : 1000) }, undefined, role);
  const started = new Set<string>();
  const service = await openEndpoint(lambdaService(({ executionName }) => void started.add(`${executionName}`)));
  const lambda = lambdaAt(service.url);
  const account = { ...monitor.account, endpoints: { ...monitor.account.endpoints, lambda: service } };
  const shorten = (next: boolean): void => {
    isShort = next;
  };
  return {
    monitor,
    lambda,
    started,
    wire: (total) =>
      wireOf(
        { ...monitor, account },
        total,
        shorten,
        () => undefined,
        impatient([...Object.values(monitor.own), lambda]),
      ),
    close: async () => {
      lambda.destroy();
      await service.close();
      await monitor.close();
    },
  };
};

/** Events of a change that somebody makes, as the queue delivers them; the same for every fault. */
const batchOf = async (): Promise<readonly Delivery[]> => {
  const { monitor, close } = await openAccount();
  const batch = await heard(monitor, () => monitor.account.breakNetwork('security-group-closed'));
  await close();
  return batch;
};

let batch: Promise<readonly Delivery[]> | undefined;

export const gathering: Open = async (total) => {
  batch ??= batchOf();
  const events = await batch;
  const { monitor, wire, lambda, started, close } = await openAccount('gather');
  const { changes, store } = monitor.services;
  // Seen by whoever looks at it afterwards, not by the function.
  const there = dynamodbChanges(monitor.clients.dynamodb, monitor.account.environment.TABLE_NAME);
  const starter = sweepStarter(lambda, ALIAS);
  return {
    wire: wire(total),
    run: () => gather({ changes, store, starter, now: monitor.now }, events),
    complaints: async () => {
      const kept = await there.between('2026', '2027', 100);
      const waiting = await Promise.all([...started].map((name) => there.gathering(name.replace('change-', ''))));
      return [
        kept.length !== events.length && `${kept.length} of ${events.length} changes are kept`,
        started.size !== 1 && `${started.size} sweeps were started`,
        waiting.includes(undefined) && 'the sweep waits for changes that nobody gathers',
      ];
    },
    close,
  };
};

export const starting: Open = async (total) => {
  const { wire, lambda, started, close } = await openAccount();
  const name = scheduledRunName('rate(5 minutes)', '2026-11-22T10:00:00Z');
  return {
    wire: wire(total),
    run: () => startSweep(lambda, ALIAS, { trigger: { by: 'schedule', every: 'rate(5 minutes)' } }, name),
    complaints: async () => [[...started].join() !== name && `the sweeps ${[...started].join()} were started`],
    close,
  };
};

/** What a sweep of both paths has made at AWS. */
const sweepOnce = async (): Promise<Kept> => {
  const { monitor, close } = await openAccount();
  await monitor.run(byHand);
  const made = await kept(monitor);
  await close();
  return made;
};

let left: Promise<Kept> | undefined;

/** The same for every fault. */
export const leftBySweep = (): Promise<Kept> => {
  left ??= sweepOnce();
  return left;
};

export const leaving: Open = async (total) => {
  const made = await leftBySweep();
  const { monitor, wire, close } = await openAccount();
  await restoreAccount(monitor, made);
  const all = (await monitor.services.reachability.owned()).length;
  const reachability = reachabilityAnalyzer(monitor.own.ec2, monitor.services.deployment);
  const wired = wire(total);
  return {
    wire: wired,
    run: async () => {
      const { removed, left: unremoved } = await farewell(reachability, () => false);
      // Whoever destroys the stack is told of what is left, and does it again.
      if (unremoved.length > 0) throw new Error(`${removed.length} of ${all} were removed`);
    },
    complaints: async () => {
      const owned = await reachability.owned();
      return [owned.length > 0 && `${owned.length} insights paths are left`];
    },
    close,
  };
};

/** What a function calls where nothing disturbs it. */
export const sitesOf = async (open: Open): Promise<Sites> => {
  const ready = await open(new Map());
  const before = ready.wire.sites();
  await ready.run();
  const sites = [...ready.wire.sites()].map(([site, count]) => [site, count - (before.get(site) ?? 0)] as const);
  await ready.close();
  return new Map(sites.filter(([, count]) => count > 0));
};

/** Runs a function that meets a fault, and again where it failed; throws what is wrong then. False where the fault could not happen. */
export const surviveRunning = async (open: Open, total: Sites, fault: Fault): Promise<boolean> => {
  const ready = await open(total);
  try {
    const calls = ready.wire.meet(fault);
    let error: unknown;
    for (let run = 1; run <= RUNS; run += 1) {
      error = await ready.run().then(
        () => undefined,
        (thrown: unknown) => thrown ?? new Error('it failed'),
      );
      ready.wire.meet(undefined);
      if (error === undefined) break;
    }
    if (!ready.wire.happened()) return false;
    const complaints = (await ready.complaints()).filter((complaint) => typeof complaint === 'string');
    if (error !== undefined) complaints.push(`it fails: ${error}`);
    if (calls.length === 0) complaints.push('no call met it');
    if (complaints.length > 0) throw new Error(`${nameOf(fault)}: ${complaints.join('; ')}`);
    return true;
  } finally {
    await ready.close();
  }
};
