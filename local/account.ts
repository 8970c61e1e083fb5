import { randomUUID } from 'node:crypto';
import type { EC2Client, FlowLog, NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { closeClients } from '../lambda/aws/clients.ts';
import { ec2Client } from '../lambda/aws/ec2-client.ts';
import { clientsOf } from '../lambda/compose.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import type { Documents } from '../lambda/snapshot/snapshot.ts';
import { type Analyzers, analyzersOf } from './answers/analyzers.ts';
import { whereaboutsOf } from './answers/place.ts';
import { type AuditOptions, openAuditing } from './auditing.ts';
import { changeNetwork } from './change-network.ts';
import {
  type ChannelEnds,
  type ChannelOptions,
  noChannels,
  openChannels,
  type Taken,
  takenInChat,
} from './channels.ts';
import { describeNetwork } from './ec2/describe.ts';
import { describeFlowLogs } from './ec2/flow-logs.ts';
import { type Insights, type InsightsOptions, type Outcome, openInsights } from './ec2/insights.ts';
import type { PageSize } from './ec2/page.ts';
import { ec2Service } from './ec2/service.ts';
import { tokenBuckets } from './ec2/throttle.ts';
import { describeLoadBalancing } from './elb/describe.ts';
import { elbBuckets, elbService } from './elb/service.ts';
import { type Endpoint, openEndpoint, type Taking } from './endpoint.ts';
import type { Events } from './events/bus.ts';
import type { PutEvent } from './events/put-events.ts';
import { type FaultName, faultNamed } from './faults.ts';
import type { LogEvent } from './logs/evaluate.ts';
import { logsBuckets, logsService } from './logs/service.ts';
import { type Network, openNetwork } from './network/network.ts';
import { openRouteAnalyses, type RouteAnalyses } from './network-manager/service.ts';
import { registrationsIn } from './registrations.ts';
import { scenario } from './scenario.ts';
import type { Posted } from './slack/service.ts';
import { openTopics, type Published } from './sns/service.ts';
import { createTable, openTableEndpoint } from './table.ts';

/** An AWS account in this process: the services that the sweep talks to, over loopback HTTP, with a network to break. */
export interface EmbeddedAccount {
  /** What the sweep's function would find in its environment. */
  readonly environment: SweepEnvironment;
  readonly endpoints: ChannelEnds['endpoints'] & {
    readonly ec2: Endpoint;
    readonly elb: Endpoint;
    readonly networkManager: Endpoint;
    readonly sns: Endpoint;
    readonly cloudtrail: Endpoint;
    readonly logs: Endpoint;
  };
  readonly table: Taking;
  readonly insights: Insights;
  /** The network as it is; analyses that were started before a change answer as of then. */
  readonly network: Network;
  /** Every message that the topic of alerts took, oldest first. */
  readonly published: readonly Published[];
  /** Every message that the topic of the monitor's own troubles took, oldest first. */
  readonly troubles: readonly Published[];
  /** Every message that the topic of a chat channel took, oldest first. */
  chat(name: string): readonly Published[];
  /** Every message that the webhooks of Slack took, oldest first. */
  readonly slack: readonly Posted[];
  /** Every event that was put on a bus by `PutEvents`, oldest first. */
  readonly putEvents: readonly PutEvent[];
  /** What happens in the account, as EventBridge's rules let it through. */
  readonly events: Events;
  /** Makes the EC2 call that brings a fault of the scenario about, as a person would, with a client of EC2. */
  breakNetwork(fault: FaultName): Promise<void>;
  /** Makes the EC2 call that undoes it. */
  repair(fault: FaultName): Promise<void>;
  close(): Promise<void>;
}

export interface AccountOptions extends AuditOptions {
  /** The network that the account begins with; the scenario's if absent. */
  readonly network?: Documents;
  /** Where the table is kept; in memory if absent. */
  readonly folder?: string;
  readonly now?: () => Date;
  /** Seconds for which an analysis runs. */
  readonly runSeconds?: number;
  /** Seconds between polls, such as `1,1,2`. */
  readonly polls?: string;
  readonly retentionDays?: number;
  /** Refuses calls that come faster than EC2 takes them. */
  readonly throttled?: boolean;
  /** How many elements a page of a Describe call has at most, asked at every call; as many as AWS gives if absent. */
  readonly pageSize?: PageSize | undefined;
  /** In place of EC2's own quotas of Network Insights. */
  readonly limits?: InsightsOptions['limits'];
  /** How an analysis ends, where not as the model has it. */
  readonly answer?: (path: NetworkInsightsPath) => Outcome | undefined;
  /** What Network Manager knows, where not every transit gateway of the network in the one global network. */
  readonly registered?: Partial<Pick<RouteAnalyses, 'globalNetworks' | 'registrations'>>;
  /** What stands behind the channels of a configuration; the two topics alone if absent. */
  readonly channels?: ChannelOptions;
  /** The flow logs of the network, and the log groups that they deliver to, read anew whenever they are asked for; none if absent. */
  readonly flowLogs?: () => readonly FlowLog[];
  readonly logGroups?: () => ReadonlyMap<string, readonly LogEvent[]>;
  /** Told of each message that either topic takes. */
  readonly told?: (message: Published) => void;
  /** Told of each that another channel takes, whose form is not for people's eyes. */
  readonly taken?: (message: Taken) => void;
}

const TABLE = 'pathwatch';

/** What the analyzers say of the network as it is; built anew only where that has changed. */
const answering = (network: Network): (() => Analyzers) => {
  let known: { readonly documents: Documents; readonly analyzers: Analyzers } | undefined;
  return () => {
    const documents = network.documents();
    if (known?.documents !== documents) known = { documents, analyzers: analyzersOf(documents) };
    return known.analyzers;
  };
};

const faultsOf = (client: EC2Client): Pick<EmbeddedAccount, 'breakNetwork' | 'repair'> => ({
  breakNetwork: (fault) => changeNetwork(client, faultNamed(fault).breaks),
  repair: (fault) => changeNetwork(client, faultNamed(fault).mends),
});

/** Opens the account: an endpoint for each service and a table, on free loopback ports. */
export const openAccount = async (options: AccountOptions = {}): Promise<EmbeddedAccount> => {
  // First, since it is what can fail: nothing else stands open then.
  const table = await openTableEndpoint(options.folder);
  const now = options.now ?? (() => new Date());
  const runSeconds = options.runSeconds ?? 0;
  const initial = options.network ?? scenario;
  const { account, region } = whereaboutsOf(initial);
  const topicArn = `arn:aws:sns:${region}:${account}:pathwatch-alerts`;
  const troublesArn = `arn:aws:sns:${region}:${account}:pathwatch-troubles`;
  const network = openNetwork(initial, { account, region, now });
  const analyzers = answering(network);

  const insights = openInsights({
    answer: (path, filters) => options.answer?.(path) ?? analyzers().reachability(path, filters),
    exists: (reference) => analyzers().isEnd(reference),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    now,
    runSeconds,
    account,
    region,
  });
  const channels = await openChannels(options.channels ?? noChannels, {
    account,
    region,
    now,
    taken: (message) => options.taken?.(message),
  });
  const chats = new Map(Object.entries(channels.chatTopics).map(([name, arn]) => [arn, name]));
  const topics = openTopics({
    topics: [topicArn, troublesArn, ...chats.keys()],
    now,
    told: (message) => {
      const chat = chats.get(message.topicArn);
      if (chat === undefined) options.told?.(message);
      else options.taken?.(takenInChat(chat, message));
    },
  });
  const throttled = options.throttled ?? false;
  const auditing = openAuditing(network, { account, region, now, throttled }, options);
  const ec2 = await openEndpoint(
    ec2Service(
      {
        ...describeNetwork(network.documents, options.pageSize),
        ...describeFlowLogs(options.flowLogs ?? (() => []), options.pageSize),
        ...network.operations,
        ...insights.operations,
      },
      throttled ? tokenBuckets(now) : undefined,
      auditing.record,
    ),
  );
  const elb = await openEndpoint(
    elbService(describeLoadBalancing(network.documents, options.pageSize), throttled ? elbBuckets(now) : undefined),
  );
  const networkManager = await openEndpoint(
    openRouteAnalyses({
      ...registrationsIn(initial, { account, region }),
      ...options.registered,
      answer: (request) => analyzers().routes(request),
      now,
      runSeconds,
    }),
  );
  const sns = await openEndpoint(topics.service);
  const cloudtrail = await openEndpoint(auditing.cloudtrail);
  const logs = await openEndpoint(
    logsService(
      { groups: options.logGroups ?? (() => new Map()), now, runSeconds, newId: randomUUID },
      throttled ? logsBuckets(now) : undefined,
    ),
  );
  const environment: SweepEnvironment = {
    DEPLOYMENT: 'embedded',
    ACCOUNT: account,
    AWS_REGION: region,
    TABLE_NAME: TABLE,
    TOPIC_ARN: topicArn,
    TROUBLES_TOPIC_ARN: troublesArn,
    RETENTION_DAYS: options.retentionDays ?? 90,
    ENDPOINT_EC2: ec2.url,
    ENDPOINT_ELB: elb.url,
    ENDPOINT_NETWORK_MANAGER: networkManager.url,
    ENDPOINT_SNS: sns.url,
    ENDPOINT_CLOUDTRAIL: cloudtrail.url,
    ENDPOINT_LOGS: logs.url,
    ENDPOINT_DYNAMODB: table.url,
    ...channels.environment,
    ...(options.polls === undefined ? {} : { POLLS: options.polls }),
  };
  const clients = clientsOf(environment);
  await createTable(clients.dynamodb, TABLE);
  closeClients(clients);
  const person = ec2Client(region, ec2.url);
  const endpoints = { ec2, elb, networkManager, sns, cloudtrail, logs, ...channels.endpoints };
  return {
    environment,
    endpoints,
    table,
    insights,
    network,
    published: topics.to(topicArn),
    troubles: topics.to(troublesArn),
    chat: (name) => topics.to(channels.chatTopics[name] ?? ''),
    slack: channels.posted,
    putEvents: channels.put,
    events: auditing.events,
    ...faultsOf(person),
    close: async () => {
      person.destroy();
      await auditing.events.close();
      await Promise.all([...Object.values(endpoints), table].map((endpoint) => endpoint.close()));
    },
  };
};
