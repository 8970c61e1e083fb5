import { randomUUID } from 'node:crypto';
import type { Service } from '../endpoint.ts';
import { ServiceError } from '../endpoint.ts';
import { parametersOf } from '../query/request.ts';
import { answerXml, errorXml } from './answer.ts';
import { parseQuery } from './query.ts';
import type { Throttle } from './throttle.ts';

/** Operation name → what answers it. The input is what `parseQuery` made by the same operation's schema. */
export type Operations = Readonly<Record<string, (input: never) => object | Promise<object>>>;

const unthrottled: Throttle = () => undefined;

/**
 * EC2's query protocol over the operations given. An operation that is not among them is refused with `InvalidAction`;
 * `throttle` (see `tokenBuckets`) refuses what comes too fast.
 */
export const ec2Service = (operations: Operations, throttle: Throttle = unthrottled): Service => {
  const served = new Map(Object.entries(operations));
  const reply = (status: number, body: string) => ({ status, contentType: 'text/xml;charset=UTF-8', body });
  return {
    name: 'ec2',
    recognise: (request) => parseQuery(parametersOf(request)),
    answer: async (operation, input) => {
      throttle(operation);
      const run = served.get(operation);
      if (run === undefined) {
        throw new ServiceError('InvalidAction', `The action ${operation} is not valid for this web service.`);
      }
      return reply(200, answerXml(operation, await run(input as never), randomUUID()));
    },
    refuse: (error) => reply(error.status, errorXml(error.code, error.message, randomUUID())),
  };
};
