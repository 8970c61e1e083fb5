import { LambdaClient } from '@aws-sdk/client-lambda';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import type { Service } from '../../local/endpoint.ts';
import { loopback } from './loopback.ts';

export interface Invocation {
  readonly functionName: string;
  readonly type: string | null;
  readonly executionName: string | null;
  readonly payload: SweepRequest;
}

/** Lambda's `Invoke` by REST-JSON: tells each invocation but dry runs, and answers with `status`. */
export const lambdaService = (told: (invocation: Invocation) => Promise<void> | void, status = 202): Service => ({
  name: 'lambda',
  recognise: ({ path, body, headers }) => ({
    operation: 'Invoke',
    input: {
      functionName: decodeURIComponent(/^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(path)?.[1] ?? ''),
      type: headers.get('x-amz-invocation-type'),
      executionName: headers.get('x-amz-durable-execution-name'),
      payload: body === '' ? undefined : JSON.parse(body),
    },
  }),
  answer: async (_, input: Invocation) => {
    if (input.type === 'DryRun') return { status: 204, contentType: 'application/json', body: '' };
    await told(input);
    return { status, contentType: 'application/json', body: '' };
  },
  refuse: (error) => ({
    status: error.status,
    contentType: 'application/json',
    headers: { 'x-amzn-errortype': error.code },
    body: JSON.stringify({ Message: error.message }),
  }),
});

export const lambdaAt = (endpoint: string): LambdaClient =>
  new LambdaClient({
    ...loopback(endpoint, 'eu-west-1'),
    retryStrategy: new ConfiguredRetryStrategy(3, () => 1),
  });
