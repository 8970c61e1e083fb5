import { ServiceError } from '../endpoint.ts';

export interface Bucket {
  readonly capacity: number;
  /** Tokens per second. */
  readonly refill: number;
}

// https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
const reading: Bucket = { capacity: 100, refill: 20 };
const mutating: Bucket = { capacity: 50, refill: 5 };

/** Whether an operation of EC2 only reads, which its name tells. */
export const isReading = (operation: string): boolean => /^(Describe|Get|List|Search)/.test(operation);

const ec2Bucket = (operation: string): Bucket => (isReading(operation) ? reading : mutating);

/** Takes one request of an operation; throws the service's refusal where its bucket is empty. */
export type Throttle = (operation: string) => void;

const limitExceeded = (): ServiceError => new ServiceError('RequestLimitExceeded', 'Request limit exceeded.', 503);

/**
 * Token buckets, one for each operation of the account and Region. `now` is the clock that refills them. EC2's where nothing
 * else is given; other services refuse in other words, and have buckets of their own.
 */
export const tokenBuckets = (
  now: () => Date,
  refusal = limitExceeded,
  bucketOf: (operation: string) => Bucket = ec2Bucket,
): Throttle => {
  const levels = new Map<string, { readonly tokens: number; readonly at: number }>();
  return (operation) => {
    const { capacity, refill } = bucketOf(operation);
    const at = now().getTime();
    const before = levels.get(operation) ?? { tokens: capacity, at };
    const tokens = Math.min(capacity, before.tokens + ((at - before.at) / 1000) * refill);
    if (tokens < 1) {
      levels.set(operation, { tokens, at });
      throw refusal();
    }
    levels.set(operation, { tokens: tokens - 1, at });
  };
};
