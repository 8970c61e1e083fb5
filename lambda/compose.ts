import { setTimeout as sleep } from 'node:timers/promises';
import { type Clients, clients, cloudTrailClient } from './aws/clients.ts';
import { callHistory } from './aws/cloudtrail.ts';
import { dynamodbChanges } from './aws/dynamodb-changes.ts';
import { dynamodbStore } from './aws/dynamodb-store.ts';
import { network } from './aws/network.ts';
import { reachabilityAnalyzer } from './aws/reachability-analyzer.ts';
import { routeAnalyzer } from './aws/route-analyzer.ts';
import { snsAnnouncer } from './aws/sns-announcer.ts';
import { toConfiguration } from './domain/configuration.ts';
import type { Configuration } from './domain/path.ts';
import type { SweepEnvironment } from './environment.ts';
import { jsonLog } from './log.ts';
import type { Pacing, Services } from './monitor/ports.ts';
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
  clients(environment.AWS_REGION, {
    ec2: environment.ENDPOINT_EC2,
    elb: environment.ENDPOINT_ELB,
    networkManager: environment.ENDPOINT_NETWORK_MANAGER,
    dynamodb: environment.ENDPOINT_DYNAMODB,
    sns: environment.ENDPOINT_SNS,
    cloudtrail: environment.ENDPOINT_CLOUDTRAIL,
  });

/** Everything that the sweep is given, over the real clients. */
export const servicesOf = (
  environment: SweepEnvironment,
  { ec2, elbv2, elb, networkManager, dynamodb, sns, cloudtrail }: Clients,
  rest: { readonly now?: () => Date; readonly log?: Services['log']; readonly pacing?: Pacing } = {},
): Services => {
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
    announcer: snsAnnouncer(sns, { alerts: environment.TOPIC_ARN, troubles: environment.TROUBLES_TOPIC_ARN }),
    changes: dynamodbChanges(dynamodb, environment.TABLE_NAME),
    calls: callHistory(cloudtrail, {
      region: environment.AWS_REGION,
      wait: sleep,
      clientIn: (region) => cloudTrailClient(region, environment.ENDPOINT_CLOUDTRAIL),
    }),
    log: rest.log ?? jsonLog,
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
