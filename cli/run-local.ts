import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../lambda/compose.ts';
import type { Configuration } from '../lambda/domain/path.ts';
import type { SweepRecord } from '../lambda/domain/sweep.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import { silentMeter } from '../lambda/meter.ts';
import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { openAccount } from '../local/account.ts';
import { useEmbeddedCredentials } from '../local/credentials.ts';
import type { Events } from '../local/events/bus.ts';
import { openForwarder } from '../local/events/forwarder.ts';
import { keepNetwork } from '../local/kept-network.ts';
import { openListening } from '../local/listening.ts';
import { openRunner, type Runner } from '../local/runner.ts';
import { removeAddress, writeAddress } from './address-file.ts';
import type { DataFolder } from './data-folder.ts';
import type { Io } from './io.ts';
import { jsonText } from './json.ts';
import { embeddedPacing, errorLog } from './monitor-embedded.ts';
import type { Context } from './options.ts';
import { counted, line, pageOf } from './page.ts';
import { alertText, exportsOf, startText, sweptText, takenText } from './print-local.ts';
import { cronsOf, roundsOf, startSweeping } from './sweeping.ts';

export interface LocalRun {
  readonly configuration: Configuration | undefined;
  /** The network to begin with; the scenario's where absent. */
  readonly network: Documents | undefined;
  readonly every?: number;
  readonly json: boolean;
  /** When to end. */
  readonly stopped: Promise<void>;
}

/** Somebody sits and watches: the network is taken as quiet after so many seconds, if not sooner by the configuration. */
const QUIET = 2;

/** One sweep at a time, whoever asks for it. */
const inTurn = (runner: Runner): Runner => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...runner,
    run: (request) => {
      const mine = last.then(() => runner.run(request));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
};

/** Sweeps the paths of the configuration, at their rates and at each change, until it is stopped; without one does nothing. */
const watch = async (
  io: Io,
  { environment, events }: { readonly environment: SweepEnvironment; readonly events: Events },
  { configuration, every }: LocalRun,
  print: Print,
) => {
  if (configuration === undefined) return { stop: async () => undefined };
  const clients = clientsOf(environment);
  const { channels } = configuration;
  const services = servicesOf(environment, clients, {
    now: io.now,
    log: errorLog(io),
    meter: silentMeter,
    pacing: embeddedPacing,
    channels,
  });
  const quiet = Math.min(configuration.quiet, QUIET);
  const runner = inTurn(await openRunner(services, { ...configuration, quiet }));
  let before = '';
  const swept = (record: SweepRecord): void => {
    // A line for each sweep would hide the alerts: only what changed is told.
    const counts = JSON.stringify([record.due, record.tally.unexpected, record.tally.expected]);
    if (counts !== before) print(sweptText(record));
    before = counts;
  };
  const failed = (error: unknown): void =>
    void io.stderr.write(`${line(error instanceof Error ? error.message : String(error))}\n`);
  const forwarder = openForwarder(events);
  const sweeping = startSweeping(runner, roundsOf(configuration, every), { swept, failed });
  const listening = openListening({
    events,
    services,
    run: async (request) => {
      const record = await runner.run(request);
      swept(record);
      return record;
    },
    failed,
  });
  return {
    stop: async () => {
      forwarder.close();
      await sweeping.stop();
      await listening.close();
      await runner.close();
      closeClients(clients);
    },
  };
};

type Print = (text: string) => void;

const watchedText = ({ configuration, every }: LocalRun): readonly string[] => {
  if (configuration === undefined)
    return ['There is no configuration file here, so that no path is watched; `check --local` looks by hand.'];
  const crons = every === undefined ? cronsOf(configuration) : [];
  return [
    `${counted(configuration.paths.length, 'path')} watched, ${every === undefined ? 'each at its own rate' : `every ${counted(every, 'second')}`}, and at each change.`,
    ...(crons.length === 0
      ? []
      : [
          `Not waited for: ${crons.join(', ')}; those paths are looked at once now, or name seconds: \`--every SECONDS\`.`,
        ]),
  ];
};

/** Runs the embedded account on a data folder until it is stopped, and leaves the folder as a later run finds it. */
export const runLocal = async ({ io }: Context, folder: DataFolder, run: LocalRun): Promise<void> => {
  useEmbeddedCredentials(io.environment);
  const page = pageOf(io);
  // With --json the one document is what programs wait for; what people read goes to the other stream.
  const print: Print = (text) => (run.json ? io.stderr : io.stdout).write(text);
  const account = await openAccount({
    now: io.now,
    folder: folder.table,
    told: (message) => print(alertText(message, page)),
    taken: (message) => print(takenText(message)),
    ...(run.network !== undefined && { network: run.network }),
    ...(run.configuration !== undefined && { channels: run.configuration.channels }),
  });
  const keeping = keepNetwork(account.network, folder.path, io.now);
  try {
    keeping.keep();
    await keeping.settled();
    const { environment } = account;
    writeAddress(folder.path, { pid: process.pid, startedAt: io.now().toISOString(), environment });
    if (run.json) io.stdout.write(`${jsonText({ environment, exports: exportsOf(environment) })}\n`);
    else print(startText(environment, watchedText(run), page));
    const watching = await watch(io, account, run, print);
    await run.stopped;
    removeAddress(folder.path);
    await watching.stop();
  } finally {
    removeAddress(folder.path);
    await account.close();
    await keeping.end();
  }
};
