import { DurableExecutionClientError, type OperationUpdate, type WireOperation } from '@aws/durable-execution-sdk-js';
import { type Reply, type Service, ServiceError } from '../../local/endpoint.ts';
import type { CheckpointService } from './checkpoint-service.ts';

/** Operations in one answer to `GetDurableExecutionState`. */
const PAGE = 1_000;

const json = (content: unknown): Reply => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify(content),
});

/** Lambda's REST API writes times as epoch seconds. */
const onTheWire = (operations: readonly WireOperation[]): unknown =>
  JSON.parse(JSON.stringify(operations), (key, value) =>
    key.endsWith('Timestamp') ? Date.parse(value) / 1000 : value,
  );

interface CheckpointCall {
  readonly arn: string;
  readonly token: string;
  readonly updates: OperationUpdate[];
  /** How many operations the pages before this one held. */
  readonly marker: number;
}

const operations: Readonly<Record<string, string>> = {
  'POST checkpoint': 'CheckpointDurableExecution',
  'GET state': 'GetDurableExecutionState',
};

const checkpoint = async (service: CheckpointService<unknown>, { arn, token, updates }: CheckpointCall) => {
  try {
    const answer = await service.checkpoint({ DurableExecutionArn: arn, CheckpointToken: token, Updates: updates });
    return json({ ...answer, NewExecutionState: { Operations: onTheWire(answer.NewExecutionState.Operations) } });
  } catch (error) {
    if (!(error instanceof DurableExecutionClientError)) throw error;
    throw new ServiceError('InvalidParameterValueException', error.message);
  }
};

/**
 * The two operations of Lambda that a durable function calls, over `openEndpoint`:
 * https://docs.aws.amazon.com/lambda/latest/api/API_CheckpointDurableExecution.html. `find` knows executions by ARN.
 */
export const checkpointApi = (find: (arn: string) => CheckpointService<unknown> | undefined): Service => ({
  name: 'lambda',
  recognise: ({ method, path, body }) => {
    const { pathname, searchParams } = new URL(path, 'http://lambda');
    const [, arn = '', action = ''] = /^\/2025-12-01\/durable-executions\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
    const operation = operations[`${method} ${action}`];
    if (operation === undefined) throw new ServiceError('ResourceNotFoundException', `${method} ${path}`, 404);
    const { CheckpointToken = '', Updates = [] } = body === '' ? {} : JSON.parse(body);
    const input: CheckpointCall = {
      arn: decodeURIComponent(arn),
      token: CheckpointToken,
      updates: Updates,
      marker: Number(searchParams.get('Marker') ?? 0),
    };
    return { operation, input };
  },
  answer: async (operation, input: CheckpointCall) => {
    const service = find(input.arn);
    if (service === undefined) throw new ServiceError('ResourceNotFoundException', `no execution ${input.arn}`, 404);
    if (operation === 'CheckpointDurableExecution') return checkpoint(service, input);
    const end = input.marker + PAGE;
    const all = service.visible();
    return json({
      Operations: onTheWire(all.slice(input.marker, end)),
      ...(end < all.length ? { NextMarker: `${end}` } : {}),
    });
  },
  refuse: (error) => ({
    status: error.status,
    contentType: 'application/json',
    headers: { 'x-amzn-errortype': error.code },
    body: JSON.stringify({ Type: 'User', message: error.message }),
  }),
});
