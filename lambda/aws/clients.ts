import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { NetworkManagerClient } from '@aws-sdk/client-networkmanager';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { behaviour, type Patience, patience } from './behaviour.ts';
import { dynamodbClient } from './dynamodb-client.ts';
import { ec2Client } from './ec2-client.ts';
import { snsClient } from './sns-client.ts';

/** Where the services are, other than at AWS: for the embedded account and for tests. */
export interface Endpoints {
  readonly ec2?: string | undefined;
  /** Of both APIs of load balancing, as at AWS. */
  readonly elb?: string | undefined;
  readonly networkManager?: string | undefined;
  readonly dynamodb?: string | undefined;
  readonly sns?: string | undefined;
  readonly cloudtrail?: string | undefined;
  readonly logs?: string | undefined;
  readonly secrets?: string | undefined;
  readonly eventBridge?: string | undefined;
}

export interface Clients {
  readonly ec2: EC2Client;
  /** Application, network and gateway load balancers. */
  readonly elbv2: ElasticLoadBalancingV2Client;
  /** Classic load balancers. */
  readonly elb: ElasticLoadBalancingClient;
  readonly networkManager: NetworkManagerClient;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly sns: SNSClient;
  readonly cloudtrail: CloudTrailClient;
  /** Never tries again by itself: a query that was started twice is paid for twice. */
  readonly logs: CloudWatchLogsClient;
  readonly secrets: SecretsManagerClient;
  readonly eventBridge: EventBridgeClient;
}

/** A client of CloudTrail alone: what a trail logs is told in its home Region only. */
export const cloudTrailClient = (
  region: string,
  endpoint: string | undefined,
  given: Patience = patience,
): CloudTrailClient => new CloudTrailClient(behaviour(region, endpoint, given));

/** One client for each service (load balancing has two APIs), made once for the life of the process; credentials are found as the SDK finds them. */
export const clients = (region: string, endpoints: Endpoints, given: Patience = patience): Clients => ({
  ec2: ec2Client(region, endpoints.ec2, given),
  elbv2: new ElasticLoadBalancingV2Client(behaviour(region, endpoints.elb, given)),
  elb: new ElasticLoadBalancingClient(behaviour(region, endpoints.elb, given)),
  networkManager: new NetworkManagerClient(behaviour(region, endpoints.networkManager, given)),
  dynamodb: dynamodbClient(region, endpoints.dynamodb, given),
  sns: snsClient(region, endpoints.sns, given),
  cloudtrail: cloudTrailClient(region, endpoints.cloudtrail, given),
  logs: new CloudWatchLogsClient(behaviour(region, endpoints.logs, { ...given, maxAttempts: 1 })),
  secrets: new SecretsManagerClient(behaviour(region, endpoints.secrets, given)),
  eventBridge: new EventBridgeClient(behaviour(region, endpoints.eventBridge, given)),
});

/** Ends the connections that the clients keep; for processes that are to end by themselves. */
export const closeClients = (all: Clients): void => {
  for (const client of Object.values<{ destroy(): void }>({ ...all })) client.destroy();
};
