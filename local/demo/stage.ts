import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { Channels } from '../../lambda/domain/channel.ts';
import type { Configuration, Path } from '../../lambda/domain/path.ts';
import type { SweepRecord } from '../../lambda/domain/sweep.ts';
import { silentMeter } from '../../lambda/meter.ts';
import type { Services } from '../../lambda/monitor/ports.ts';
import { type EmbeddedAccount, openAccount } from '../account.ts';
import { changeNetwork } from '../change-network.ts';
import { useEmbeddedCredentials } from '../credentials.ts';
import { ec2As } from '../ec2-as.ts';
import { openForwarder } from '../events/forwarder.ts';
import type { Change } from '../faults.ts';
import { openListening } from '../listening.ts';
import { openRunner, type Runner } from '../runner.ts';

/** Who changes the network: by their access keys, as CloudTrail records them. */
export const people = {
  AKIAALICE: { arn: 'arn:aws:iam::111111111111:user/alice', sourceAddress: '203.0.113.24' },
  AKIABOB: { arn: 'arn:aws:sts::111111111111:assumed-role/NetOps/bob', sourceAddress: '203.0.113.77' },
} as const;
const tools = { AKIAALICE: 'Terraform/1.9.8', AKIABOB: 'aws-cli/2.31.0' } as const;
export type Person = keyof typeof people;

/** The embedded account with the real flow, whose network people change. */
export interface Stage {
  readonly account: EmbeddedAccount;
  readonly runner: Runner;
  readonly services: Services;
  readonly configuration: Configuration;
  /** Makes a call as somebody, and lets the sweep that comes of it end: its record, where one came. */
  change(who: Person, call: Change): Promise<SweepRecord | undefined>;
  /** Throws what went wrong with a change that was not looked at. */
  close(): Promise<void>;
}

/** Where the alerts go beside e-mail. */
const SLACK: Channels['slack'][number] = {
  name: 'demo',
  secret: 'pathwatch/demo',
  severities: ['critical', 'warning', 'info'],
};

/** Half a minute stands for days here: so many changes in an hour would be flapping. */
const patient = ({ alerts, ...path }: Path): Path => {
  const { flap: _flap, ...policy } = alerts;
  return { ...path, alerts: policy };
};

/** A person watches: the network is taken as quiet after a second. */
const QUIET = 1;
const PACING = { polls: [1, 1, 2, 2, 5], retries: [1, 2], searches: [1, 2] };

/** Opens the account that a configuration is played in. */
export const openStage = async (given: Configuration): Promise<Stage> => {
  useEmbeddedCredentials();
  const configuration = { ...given, quiet: QUIET, paths: given.paths.map(patient) };
  // What the alerts look like in Slack is shown too, whatever is declared.
  const channels: Channels = { ...given.channels, slack: [SLACK], chat: [] };
  const account = await openAccount({ runSeconds: 1, throttled: true, principals: people, channels });
  const clients = clientsOf(account.environment);
  const log = { info: () => undefined, error: () => undefined };
  const services = servicesOf(account.environment, clients, { log, meter: silentMeter, pacing: PACING, channels });
  const runner = await openRunner(services, { ...configuration, channels });
  const swept: SweepRecord[] = [];
  const troubles: unknown[] = [];
  const forwarder = openForwarder(account.events);
  const listening = openListening({
    events: account.events,
    services,
    run: async (request) => {
      const record = await runner.run(request);
      swept.push(record);
      return record;
    },
    failed: (error) => troubles.push(error),
  });
  return {
    account,
    runner,
    services,
    configuration,
    change: async (who, call) => {
      const before = swept.length;
      const client = ec2As(account.environment, who, tools[who]);
      await changeNetwork(client, call);
      client.destroy();
      await listening.settled();
      return swept.slice(before).at(-1);
    },
    close: async () => {
      forwarder.close();
      await listening.close();
      await runner.close();
      closeClients(clients);
      await account.close();
      if (troubles.length > 0) throw new AggregateError(troubles, 'a change could not be looked at');
    },
  };
};
