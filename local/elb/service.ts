import { randomUUID } from 'node:crypto';
import { isRaw, text } from '../../lambda/snapshot/raw.ts';
import type { Operations } from '../ec2/service.ts';
import { type Throttle, tokenBuckets } from '../ec2/throttle.ts';
import { type Service, ServiceError } from '../endpoint.ts';
import { parametersOf } from '../query/request.ts';
import { elbAnswer, elbRefusal, parseElbQuery, versions } from './query.ts';

/** What answers each API. The input is what `parseElbQuery` made. */
export interface ElbOperations {
  readonly second: Operations;
  readonly classic: Operations;
}

/** Load balancing's own buckets are not published; EC2's stand in for them. */
export const elbBuckets = (now: () => Date): Throttle =>
  tokenBuckets(now, () => new ServiceError('Throttling', 'Rate exceeded'));

const unthrottled: Throttle = () => undefined;

/** Elastic Load Balancing's query protocol in both APIs, over the operations given; `throttle` as in `ec2Service`. */
export const elbService = (operations: ElbOperations, throttle: Throttle = unthrottled): Service => {
  const served: ReadonlyMap<string, ReadonlyMap<string, Operations[string]>> = new Map([
    [versions.second, new Map(Object.entries(operations.second))],
    [versions.classic, new Map(Object.entries(operations.classic))],
  ]);
  return {
    name: 'elasticloadbalancing',
    recognise: (request) => parseElbQuery(parametersOf(request)),
    answer: async (operation, input) => {
      const version = isRaw(input) ? (text(input, 'Version') ?? '') : '';
      throttle(operation);
      const run = served.get(version)?.get(operation);
      if (run === undefined) {
        throw new ServiceError('InvalidAction', `The action ${operation} is not valid for this web service.`);
      }
      return elbAnswer(version, operation, await run(input as never), randomUUID());
    },
    refuse: (error) => elbRefusal(error, randomUUID()),
  };
};
