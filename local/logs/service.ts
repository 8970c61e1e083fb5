import { isRaw } from '../../lambda/snapshot/raw.ts';
import { type Bucket, type Throttle, tokenBuckets } from '../ec2/throttle.ts';
import { type Reply, type RequestText, type Service, ServiceError } from '../endpoint.ts';
import { type LogGroups, openQueries } from './queries.ts';

/** Requests a second: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html. */
const perSecond: Bucket = { capacity: 10, refill: 10 };

/** CloudWatch Logs' own buckets. */
export const logsBuckets = (now: () => Date): Throttle =>
  tokenBuckets(
    now,
    () => new ServiceError('ThrottlingException', 'Rate exceeded'),
    () => perSecond,
  );

const json = (status: number, body: object, { id }: RequestText): Reply => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
  headers: { 'x-amzn-requestid': id },
});

const unthrottled: Throttle = () => undefined;

/** CloudWatch Logs Insights as far as the asking of flow logs needs it, by AWS JSON 1.1. */
export const logsService = (options: LogGroups, throttle: Throttle = unthrottled): Service => {
  const served = new Map(Object.entries(openQueries(options)));
  return {
    name: 'logs',
    recognise: ({ headers, body }) => {
      const operation = /^Logs_20140328\.(\w+)$/.exec(headers.get('x-amz-target') ?? '')?.[1];
      if (operation === undefined) throw new ServiceError('UnknownOperationException', 'Unknown operation');
      return { operation, input: JSON.parse(body === '' ? '{}' : body) };
    },
    answer: (operation, input, request) => {
      const run = served.get(operation);
      if (run === undefined) throw new ServiceError('UnknownOperationException', `Unknown operation ${operation}`);
      throttle(operation);
      return json(200, run(isRaw(input) ? input : {}), request);
    },
    refuse: ({ status, code, message }, _, request) => json(status, { __type: code, message }, request),
  };
};
