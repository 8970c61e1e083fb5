import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { closeClients } from '../lambda/aws/clients.ts';
import { clientsOf } from '../lambda/compose.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import { describeNetwork } from './ec2/describe.ts';
import { type Insights, type InsightsOptions, type Outcome, openInsights } from './ec2/insights.ts';
import { ec2Service } from './ec2/service.ts';
import { tokenBuckets } from './ec2/throttle.ts';
import { type Endpoint, openEndpoint } from './endpoint.ts';
import { openRouteAnalyses, type RouteAnalyses } from './network-manager/service.ts';
import { ACCOUNT, documents, ids, REGION, transitGatewayArn } from './scripted/network.ts';
import { answerReachability } from './scripted/reachability.ts';
import { answerRoutes } from './scripted/routes.ts';
import type { Scene } from './scripted/scene.ts';
import { openTopics, type Published } from './sns/service.ts';
import { createTable, openTableEndpoint } from './table.ts';

/** An AWS account in this process: the services that the sweep talks to, over loopback HTTP, with a network to break. */
export interface EmbeddedAccount {
  /** What the sweep's function would find in its environment. */
  readonly environment: SweepEnvironment;
  readonly endpoints: { readonly ec2: Endpoint; readonly networkManager: Endpoint; readonly sns: Endpoint };
  readonly insights: Insights;
  /** Every message that the topic took, oldest first. */
  readonly published: readonly Published[];
  /** Breaks or repairs the network; analyses that were started before answer as of then. */
  show(scene: Scene): void;
  close(): Promise<void>;
}

export interface AccountOptions {
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
  /** In place of EC2's own quotas of Network Insights. */
  readonly limits?: InsightsOptions['limits'];
  /** How an analysis ends, where not as the script has it. */
  readonly answer?: (path: NetworkInsightsPath) => Outcome | undefined;
  /** What Network Manager knows, where not the one transit gateway in the one global network. */
  readonly registered?: Partial<Pick<RouteAnalyses, 'globalNetworks' | 'registrations'>>;
}

const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:pathwatch-alerts`;
const TABLE = 'pathwatch';

/** What the scripted network knows of; the model will look into the snapshot instead. */
const exists = (reference: string): boolean => {
  const id = reference.split('/').at(-1) ?? reference;
  return Object.values<string>(ids).includes(id);
};

/** Opens the account: three endpoints and a table, on free loopback ports. */
export const openAccount = async (options: AccountOptions = {}): Promise<EmbeddedAccount> => {
  const now = options.now ?? (() => new Date());
  const runSeconds = options.runSeconds ?? 0;
  let scene: Scene = 'healthy';

  const insights = openInsights({
    answer: (path) => options.answer?.(path) ?? answerReachability(scene, path),
    exists,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    now,
    runSeconds,
    account: ACCOUNT,
    region: REGION,
  });
  const topics = openTopics({ topics: [TOPIC_ARN], now });
  const ec2 = await openEndpoint(
    ec2Service(
      { ...describeNetwork(() => documents), ...insights.operations },
      options.throttled ? tokenBuckets(now) : undefined,
    ),
  );
  const networkManager = await openEndpoint(
    openRouteAnalyses({
      globalNetworks: [{ GlobalNetworkId: ids.globalNetwork, State: 'AVAILABLE' }],
      registrations: [
        {
          GlobalNetworkId: ids.globalNetwork,
          TransitGatewayArn: transitGatewayArn,
          State: { Code: 'AVAILABLE' },
        },
      ],
      ...options.registered,
      answer: (request) => answerRoutes(scene, request.Source.IpAddress),
      now,
      runSeconds,
    }),
  );
  const sns = await openEndpoint(topics.service);
  const table = await openTableEndpoint(options.folder);
  const environment: SweepEnvironment = {
    DEPLOYMENT: 'embedded',
    ACCOUNT,
    AWS_REGION: REGION,
    TABLE_NAME: TABLE,
    TOPIC_ARN,
    RETENTION_DAYS: options.retentionDays ?? 90,
    ENDPOINT_EC2: ec2.url,
    ENDPOINT_NETWORK_MANAGER: networkManager.url,
    ENDPOINT_SNS: sns.url,
    ENDPOINT_DYNAMODB: table.url,
    ...(options.polls === undefined ? {} : { POLLS: options.polls }),
  };
  const clients = clientsOf(environment);
  await createTable(clients.dynamodb, TABLE);
  closeClients(clients);
  return {
    environment,
    endpoints: { ec2, networkManager, sns },
    insights,
    published: topics.published,
    show: (next) => {
      scene = next;
    },
    close: async () => {
      await Promise.all([ec2.close(), networkManager.close(), sns.close(), table.close()]);
    },
  };
};
