import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { Configuration, Path } from '../../lambda/domain/path.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { silentMeter } from '../../lambda/meter.ts';
import { gather } from '../../lambda/monitor/gather.ts';
import { sweep } from '../../lambda/monitor/sweep.ts';
import { openAccount } from '../../local/account.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { ec2As } from '../../local/ec2-as.ts';
import type { Change } from '../../local/faults.ts';
import { execute } from '../../test/support/durable.ts';
import { openProxy } from '../../test/support/dynamodb-proxy.ts';
import { cellOf, pathsFor } from './cell.ts';
import { START } from './scene.ts';
import type { Script } from './script.ts';
import { callText } from './step.ts';
import { counted, operationsIn, type Sample, type Swept } from './swept.ts';

/*
 * The real handler over the real clients and the embedded account, on a virtual clock, for the looks of a script.
 */

const WINDOW = 2;

type Happening = { readonly at: number } & (
  | { readonly kind: 'look' }
  | { readonly kind: 'call'; readonly call: Change }
);

const configurationOf = (paths: readonly Path[]): Configuration => ({
  paths,
  channels: { email: [], https: [], slack: [], chat: [] },
  maintenance: [],
  budget: { monthly: 1_000_000, paths: {}, tags: {}, prices: {} },
  quiet: 30,
  retentionDays: 90,
});

const silent = { info: () => undefined, error: () => undefined };

/** Runs a script over the first cell's paths, or the first of them. */
export const runSample = async (script: Script, count: number): Promise<Sample> => {
  useEmbeddedCredentials();
  const { documents } = cellOf(0);
  const paths = pathsFor(count).map(({ path }) => path);
  let clock = START;
  const now = () => new Date(clock);
  const account = await openAccount({
    network: documents,
    now,
    runSeconds: 60,
    registered: { globalNetworks: [], registrations: [] },
  });
  const table = await openProxy(account.environment.ENDPOINT_DYNAMODB ?? '');
  const environment = { ...account.environment, ENDPOINT_DYNAMODB: table.url };
  const clients = clientsOf(environment);
  const services = servicesOf(environment, clients, { now, log: silent, meter: silentMeter });
  const person = ec2As(account.environment, 'AKIAOPERATOR');
  const configuration = configurationOf(paths);
  const names = (): readonly string[] => [
    ...Object.values(account.endpoints).flatMap(({ calls }) =>
      calls.map((call) => `${call.service} ${call.operation}`),
    ),
    ...table.calls.map((operation) => `dynamodb ${operation}`),
  ];
  const swept: Swept[] = [];

  const run = async (request: SweepRequest, by: Swept['by']): Promise<void> => {
    const before = counted(names());
    const at = (clock - START) / 1000;
    const begun = performance.now();
    const execution = await execute(
      sweep(() => ({ services, configuration })),
      request,
      {
        name: `sample-${swept.length}`,
        pass: (seconds) => {
          clock += seconds * 1000;
        },
      },
    );
    const seconds = (performance.now() - begun) / 1000;
    if (execution.result === undefined) throw new Error(`a sweep of the sample failed: ${execution.error ?? ''}`);
    const calls = Object.fromEntries(
      Object.entries(counted(names()))
        .map(([name, number]): [string, number] => [name, number - (before[name] ?? 0)])
        .filter(([, number]) => number > 0),
    );
    const { invocations, result: record } = execution;
    swept.push({ at, by, record, seconds, operations: operationsIn(execution), invocations, calls });
  };

  const change = async (call: Change): Promise<void> => {
    await changeNetwork(person, call);
    const body = callText(call, now(), `event-${clock}`);
    clock += WINDOW * 1000;
    const requests: SweepRequest[] = [];
    const starter = { start: async (request: SweepRequest) => void requests.push(request) };
    await gather({ changes: services.changes, store: services.store, starter, now }, [
      { messageId: `m${clock}`, body, at: now().toISOString() },
    ]);
    for (const request of requests) await run(request, 'change');
  };

  const happenings: readonly Happening[] = [
    ...script.looks.map((at) => ({ at, kind: 'look' as const })),
    // The script's calls are among those that the account's person can make.
    ...script.calls.map(({ at, call }) => ({ at, kind: 'call' as const, call: call as Change })),
  ].sort((one, other) => one.at - other.at);
  try {
    for (const happening of happenings) {
      if (clock > START + happening.at * 1000) throw new Error('two sweeps of the sample would run at once');
      clock = START + happening.at * 1000;
      if (happening.kind === 'call') await change(happening.call);
      else await run({ trigger: { by: 'schedule', every: 'rate(5 minutes)' } }, 'schedule');
    }
    const states = (await services.store.states()).items;
    const checks = await Promise.all(paths.map(({ id }) => services.store.checks(id, { limit: 50 })));
    const bought = checks
      .flatMap(({ items }) => items)
      .filter(({ analyses }) => analyses > 0)
      .map(({ observedAt, pathId, reason, analyses }) => `${observedAt} ${pathId} ${reason} ${analyses}`)
      .sort();
    return { swept, states: new Map(states.map((state) => [state.pathId, state])), bought };
  } finally {
    person.destroy();
    closeClients(clients);
    await table.close();
    await account.close();
  }
};
