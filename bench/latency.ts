import { closeClients } from '../lambda/aws/clients.ts';
import { bundledConfiguration, clientsOf, servicesOf } from '../lambda/compose.ts';
import { silentMeter } from '../lambda/meter.ts';
import { openAccount } from '../local/account.ts';
import { changeNetwork } from '../local/change-network.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import { ec2As } from '../local/ec2-as.ts';
import { networkFaults } from '../local/faults.ts';
import { openListening } from '../local/listening.ts';
import { openRunner } from '../local/runner.ts';
import { makeKnown } from './latency-known.ts';
import { configurationOf, openRange } from './latency-paths.ts';

/** Seconds: the least quiet that can be declared, the analyzer's time, and the queue's window for a batch. */
const QUIET = 1;
const RUNS = 1;
const WINDOW = 0.2;
const PACING = { polls: [1, 1, 2, 5], retries: [1, 2], searches: [] };
/** So long an alert may take before it counts as lost. Milliseconds. */
const LOST = 30_000;

/** From the answer of an EC2 call to the alert in hand. Milliseconds. */
export interface Latency {
  readonly paths: number;
  readonly whole: readonly number[];
  /** Without the quiet, the analyzer's time and the queue's window. */
  readonly own: readonly number[];
}

const quietLog = { info: () => undefined, error: () => undefined };

/** Breaks and mends one of so many paths in turn, over the embedded account, with the real events, waits and analyses. */
export const measureLatency = async (paths: number, rounds: number): Promise<Latency> => {
  useEmbeddedCredentials();
  const fault = networkFaults.find(({ name }) => name === 'security-group-closed');
  if (fault === undefined) throw new Error('the scenario has no such fault');
  let alerted: ((at: number) => void) | undefined;
  const account = await openAccount({
    network: openRange,
    runSeconds: RUNS,
    windowSeconds: WINDOW,
    registered: { globalNetworks: [], registrations: [] },
    told: ({ subject = '' }) => {
      if (/^(?:BROKEN|RECOVERED)/.test(subject)) alerted?.(performance.now());
    },
  });
  const clients = clientsOf(account.environment);
  const services = servicesOf(account.environment, clients, { log: quietLog, meter: silentMeter, pacing: PACING });
  const configuration = bundledConfiguration(configurationOf(paths));
  await makeKnown(services, configuration, account.network.documents());
  const runner = await openRunner(services, configuration);
  const troubles: unknown[] = [];
  const { events } = account;
  const listening = openListening({ events, services, run: runner.run, failed: (error) => troubles.push(error) });
  const person = ec2As(account.environment, 'AKIAOPERATOR');
  const whole: number[] = [];
  try {
    for (let round = 0; round < 2 * rounds; round += 1) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      alerted = resolve;
      await changeNetwork(person, round % 2 === 0 ? fault.breaks : fault.mends);
      const answered = performance.now();
      const lost = setTimeout(() => reject(new AggregateError(troubles, 'no alert came')), LOST);
      whole.push((await promise) - answered);
      clearTimeout(lost);
      await listening.settled();
    }
    if (troubles.length > 0) throw new AggregateError(troubles, 'a change could not be looked at');
  } finally {
    person.destroy();
    await listening.close();
    await runner.close();
    closeClients(clients);
    await account.close();
  }
  return { paths, whole, own: whole.map((one) => one - (QUIET + RUNS + WINDOW) * 1000) };
};
