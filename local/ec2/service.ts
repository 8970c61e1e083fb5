import type { Reply, RequestText, Service } from '../endpoint.ts';
import { ServiceError } from '../endpoint.ts';
import { parametersOf } from '../query/request.ts';
import { answerXml, errorXml } from './answer.ts';
import { operationSchema } from './operations.ts';
import { parseQuery } from './query.ts';
import type { Throttle } from './throttle.ts';

/** Operation name → what answers it. The input is what `parseQuery` made by the same operation's schema. */
export type Operations = Readonly<Record<string, (input: never) => object | Promise<object>>>;

/** A call of an operation that is served, once it is over. */
export interface ServedCall {
  readonly operation: string;
  readonly input: unknown;
  readonly request: RequestText;
  readonly outcome:
    | { readonly kind: 'answered'; readonly output: object }
    | { readonly kind: 'refused'; readonly error: ServiceError };
}

const unthrottled: Throttle = () => undefined;

/**
 * EC2's query protocol over the operations given. An operation that is not among them is refused with `InvalidAction`;
 * `throttle` (see `tokenBuckets`) refuses what comes too fast; `told` hears of each call before its answer goes out.
 */
export const ec2Service = (
  operations: Operations,
  throttle: Throttle = unthrottled,
  told: (call: ServedCall) => void = () => undefined,
): Service => {
  const served = new Map(Object.entries(operations));
  for (const operation of served.keys())
    if (operationSchema(operation) === undefined) throw new Error(`local/ec2/operations.ts does not list ${operation}`);
  const reply = (status: number, body: string, { id }: RequestText): Reply => ({
    status,
    contentType: 'text/xml;charset=UTF-8',
    body,
    headers: { 'x-amzn-requestid': id },
  });
  return {
    name: 'ec2',
    recognise: (request) => parseQuery(parametersOf(request)),
    answer: async (operation, input, request) => {
      const run = served.get(operation);
      const answered = async (): Promise<object> => {
        throttle(operation);
        if (run !== undefined) return run(input as never);
        throw new ServiceError('InvalidAction', `The action ${operation} is not valid for this web service.`);
      };
      try {
        const output = await answered();
        told({ operation, input, request, outcome: { kind: 'answered', output } });
        return reply(200, answerXml(operation, output, request.id), request);
      } catch (error) {
        if (run !== undefined && error instanceof ServiceError) {
          told({ operation, input, request, outcome: { kind: 'refused', error } });
        }
        throw error;
      }
    },
    refuse: (error, _, request) => reply(error.status, errorXml(error.code, error.message, request.id), request),
  };
};
