import { parsedJson } from '../../lambda/changes/parsed-json.ts';
import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';
import { type Reply, type RequestText, type Service, ServiceError } from '../endpoint.ts';

/** What answers each operation of a service. */
type JsonOperations = Readonly<Record<string, (input: Raw) => object>>;

const reply = (status: number, body: object, { id }: RequestText): Reply => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(body),
  headers: { 'x-amzn-requestid': id },
});

/** A service by AWS JSON 1.1, whose requests name `TARGET.Operation`: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. */
export const jsonService = (name: string, target: string, operations: JsonOperations): Service => {
  const served = new Map(Object.entries(operations));
  return {
    name,
    recognise: ({ headers, body }) => {
      const [service, operation] = (headers.get('x-amz-target') ?? '').split('.');
      if (service !== target || operation === undefined)
        throw new ServiceError('UnknownOperationException', 'Unknown operation');
      const input = parsedJson(body);
      if (!isRaw(input)) throw new ServiceError('SerializationException', 'The request is no JSON object');
      return { operation, input };
    },
    answer: (operation, input, request) => {
      const run = served.get(operation);
      if (run === undefined) throw new ServiceError('UnknownOperationException', `Unknown operation ${operation}`);
      return reply(200, run(input as Raw), request);
    },
    refuse: ({ status, code, message }, _, request) => reply(status, { __type: code, message }, request),
  };
};
