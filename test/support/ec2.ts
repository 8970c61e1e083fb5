import { EC2Client } from '@aws-sdk/client-ec2';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import type { Question } from '../../lambda/domain/evidence.ts';
import type { FaultInfo } from '../../lambda/domain/fault.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import type { Deployment } from '../../lambda/monitor/ports.ts';
import type { Insights, InsightsOptions, Outcome } from '../../local/ec2/insights.ts';
import { openInsights } from '../../local/ec2/insights.ts';
import type { Operations } from '../../local/ec2/service.ts';
import { ec2Service } from '../../local/ec2/service.ts';
import type { Throttle } from '../../local/ec2/throttle.ts';
import type { Endpoint } from '../../local/endpoint.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import { loopback } from './loopback.ts';

export const aDeployment: Deployment = { name: 'prod', account: '111111111111', region: 'us-east-1' };

export const aQuestion = (over: Partial<Question> = {}): Question => ({
  key: 'k1',
  pathId: 'web-db',
  source: 'i-0aaaaaaaaaaaaaaaa',
  destination: 'i-0bbbbbbbbbbbbbbbb',
  protocol: 'tcp',
  ports: { from: 443, to: 443 },
  accounts: [],
  ...over,
});

export const found: Outcome = { status: 'succeeded', NetworkPathFound: true };

/** A clock that stands until it is moved. */
export interface Clock {
  readonly now: () => Date;
  readonly pass: (seconds: number) => void;
}

export const aClock = (start = '2026-11-22T12:00:00.000Z'): Clock => {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    pass: (seconds) => {
      at += seconds * 1000;
    },
  };
};

/** The SDK's own client, with its own retries (three attempts) but without their waits. */
export const ec2At = (url: string): EC2Client =>
  new EC2Client({
    ...loopback(url),
    retryStrategy: new ConfiguredRetryStrategy(3, () => 1),
  });

export interface OpenEc2 {
  readonly ec2: EC2Client;
  readonly endpoint: Endpoint;
  readonly close: () => Promise<void>;
}

/** The loopback endpoint over `operations`, and a client for it. */
export const openEc2 = async (operations: Operations, throttle?: Throttle): Promise<OpenEc2> => {
  const endpoint = await openEndpoint(ec2Service(operations, throttle));
  const ec2 = ec2At(endpoint.url);
  return {
    ec2,
    endpoint,
    close: async () => {
      ec2.destroy();
      await endpoint.close();
    },
  };
};

export interface OpenInsights extends OpenEc2 {
  readonly insights: Insights;
  readonly clock: Clock;
}

/** The endpoint over the emulated Network Insights service; analyses run for 30 s and then find the path. */
export const openNetworkInsights = async (over: Partial<InsightsOptions> = {}): Promise<OpenInsights> => {
  const clock = aClock();
  const insights = openInsights({ answer: () => found, exists: () => true, now: clock.now, runSeconds: 30, ...over });
  return { ...(await openEc2(insights.operations)), insights, clock };
};

/** The fault that a call ends in. Throws where it ends otherwise. */
export const faultOfCall = async (call: Promise<unknown>): Promise<FaultInfo> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof Fault) return error.info;
    throw error;
  }
  throw new Error('the call was answered');
};
