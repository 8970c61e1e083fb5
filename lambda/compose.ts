import { setTimeout as sleep } from 'node:timers/promises';
import { announcer } from './aws/announcer.ts';
import { type Clients, cloudTrailClient, clients as openClients } from './aws/clients.ts';
import { callHistory } from './aws/cloudtrail.ts';
import { dynamodbChanges } from './aws/dynamodb-changes.ts';
import { dynamodbStore } from './aws/dynamodb-store.ts';
import { flowLogs } from './aws/flow-logs.ts';
import { network } from './aws/network.ts';
import { reachabilityAnalyzer } from './aws/reachability-analyzer.ts';
import { routeAnalyzer } from './aws/route-analyzer.ts';
import { secretsOf } from './aws/secrets.ts';
import { slackWebhooks } from './aws/slack-webhook.ts';
import type { Channels } from './domain/channel.ts';
import { toConfiguration } from './domain/configuration.ts';
import type { Configuration } from './domain/path.ts';
import { chatTopicsOf, type SweepEnvironment } from './environment.ts';
import { jsonLog } from './log.ts';
import { lineMeter } from './meter.ts';
import type { Announcer, Pacing, Services } from './monitor/ports.ts';
import { sharedNetwork, sharedRegistrations } from './monitor/shared.ts';

/*
 * The one place that wires: an environment becomes the services that the flow is given.
 */

/** An analysis takes from half a minute to a few minutes; after ten it is taken as one that never ends (see PENDING in choose.ts). */
const POLLS = [15, 15, 20, 30, 30, 60, 60, 120, 120, 120];
const RETRIES = [5, 20, 60];
/** CloudTrail's history is some five to fifteen minutes late. */
const SEARCHES = [60, 240, 300, 600];

const pacingOf = (environment: SweepEnvironment): Pacing => ({
  polls: environment.POLLS?.split(',').map(Number) ?? POLLS,
  retries: RETRIES,
  searches: SEARCHES,
});

/** The clients of an environment. */
export const clientsOf = (environment: SweepEnvironment): Clients =>
  openClients(environment.AWS_REGION, {
    ec2: environment.ENDPOINT_EC2,
    elb: environment.ENDPOINT_ELB,
    networkManager: environment.ENDPOINT_NETWORK_MANAGER,
    dynamodb: environment.ENDPOINT_DYNAMODB,
    sns: environment.ENDPOINT_SNS,
    cloudtrail: environment.ENDPOINT_CLOUDTRAIL,
    logs: environment.ENDPOINT_LOGS,
    secrets: environment.ENDPOINT_SECRETS_MANAGER,
    eventBridge: environment.ENDPOINT_EVENTS,
  });

/** What is not given is the runtime's own; without channels, alerts go to the topics alone. */
export interface Rest {
  readonly now?: () => Date;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly log?: Services['log'];
  readonly meter?: Services['meter'];
  readonly pacing?: Pacing;
  readonly channels?: Pick<Channels, 'slack' | 'events'>;
}

/** The way to every channel of a configuration. */
export const announcerOf = (
  environment: SweepEnvironment,
  clients: Pick<Clients, 'sns' | 'eventBridge' | 'secrets'>,
  { now = () => new Date(), wait = sleep, channels = { slack: [] } }: Rest,
): Announcer =>
  announcer(
    clients,
    slackWebhooks({ secrets: secretsOf(clients.secrets, now), fetch, now, wait, base: environment.ENDPOINT_SLACK }),
    {
      alerts: environment.TOPIC_ARN,
      troubles: environment.TROUBLES_TOPIC_ARN,
      chat: chatTopicsOf(environment),
      slack: channels.slack,
      events: channels.events,
    },
  );

/** Everything that the sweep is given, over the real clients. */
export const servicesOf = (environment: SweepEnvironment, clients: Clients, rest: Rest = {}): Services => {
  const { ec2, elbv2, elb, networkManager, dynamodb, cloudtrail, logs } = clients;
  const now = rest.now ?? (() => new Date());
  const deployment = {
    name: environment.DEPLOYMENT,
    account: environment.ACCOUNT,
    region: environment.AWS_REGION,
  };
  return {
    network: sharedNetwork(network({ ec2, elbv2, elb }, environment.ACCOUNT, now), now),
    reachability: reachabilityAnalyzer(ec2, deployment),
    routes: sharedRegistrations(routeAnalyzer(networkManager), now),
    store: dynamodbStore(dynamodb, environment.TABLE_NAME, environment.RETENTION_DAYS, now),
    announcer: announcerOf(environment, clients, rest),
    changes: dynamodbChanges(dynamodb, environment.TABLE_NAME),
    calls: callHistory(cloudtrail, {
      region: environment.AWS_REGION,
      wait: rest.wait ?? sleep,
      clientIn: (region) => cloudTrailClient(region, environment.ENDPOINT_CLOUDTRAIL),
    }),
    flowLogs: flowLogs(ec2, logs),
    log: rest.log ?? jsonLog,
    meter: rest.meter ?? lineMeter(deployment.name, now),
    now,
    deployment,
    pacing: rest.pacing ?? pacingOf(environment),
  };
};

/** The configuration that was validated at synth and bundled beside the handler; a flaw here is a broken bundle. */
export const bundledConfiguration = (content: unknown): Configuration => {
  const read = toConfiguration(content);
  if (read.ok) return read.configuration;
  throw new Error(`the bundled configuration is wrong: ${read.flaws.map((flaw) => flaw.message).join('; ')}`);
};
