import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';
import { type Bucket, type Throttle, tokenBuckets } from '../ec2/throttle.ts';
import { type Reply, type RequestText, type Service, ServiceError } from '../endpoint.ts';
import type { History } from './history.ts';
import { signedRegionOf } from './identity.ts';
import { lookUpEvents } from './look-up.ts';
import { describeTrails, getEventSelectors, getTrailStatus, type Place } from './trail-calls.ts';
import type { TrailSetup } from './trails.ts';

/** Requests a second: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html. */
const lookUps: Bucket = { capacity: 2, refill: 2 };
const others: Bucket = { capacity: 10, refill: 10 };

/** CloudTrail's own buckets. */
export const cloudTrailBuckets = (now: () => Date): Throttle =>
  tokenBuckets(
    now,
    () => new ServiceError('ThrottlingException', 'Rate exceeded'),
    (operation) => (operation === 'LookupEvents' ? lookUps : others),
  );

const unthrottled: Throttle = () => undefined;

const json = (status: number, body: object, { id }: RequestText): Reply => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
  headers: { 'x-amzn-requestid': id },
});

export interface CloudTrailOptions extends Place {
  readonly history: History;
  readonly trails: readonly TrailSetup[];
  readonly throttle?: Throttle | undefined;
}

/**
 * CloudTrail as far as the search for a call's author needs it, by AWS JSON 1.1. The Region is the one that a request was
 * signed for: trails answer differently outside of their home.
 */
export const cloudTrailService = (options: CloudTrailOptions): Service => {
  const { history, trails, throttle = unthrottled } = options;
  const answers: Readonly<Record<string, (input: Raw, place: Place) => object>> = {
    LookupEvents: (input) => lookUpEvents(history, input),
    DescribeTrails: (input, place) => describeTrails(trails, input, place),
    GetTrailStatus: (input, place) => getTrailStatus(trails, input, place),
    GetEventSelectors: (input, place) => getEventSelectors(trails, input, place),
  };
  const served = new Map(Object.entries(answers));
  return {
    name: 'cloudtrail',
    recognise: ({ headers, body }) => {
      const operation = /\bCloudTrail_20131101\.(\w+)$/.exec(headers.get('x-amz-target') ?? '')?.[1];
      if (operation === undefined) throw new ServiceError('UnknownOperationException', 'Unknown operation');
      return { operation, input: JSON.parse(body === '' ? '{}' : body) };
    },
    answer: (operation, input, request) => {
      const run = served.get(operation);
      if (run === undefined) throw new ServiceError('UnknownOperationException', `Unknown operation ${operation}`);
      throttle(operation);
      const place = { account: options.account, region: signedRegionOf(request.headers) ?? options.region };
      return json(200, run(isRaw(input) ? input : {}, place), request);
    },
    refuse: ({ status, code, message }, _, request) => json(status, { __type: code, message }, request),
  };
};
