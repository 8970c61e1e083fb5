import { handRunName, startSweep, sweepStarter } from '../../lambda/aws/sweep-start.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { faultOfCall } from '../support/ec2.ts';
import { type Invocation, lambdaAt, lambdaService } from '../support/lambda.ts';

const alias = 'arn:aws:lambda:eu-west-1:111111111111:function:sweep:live';
const at = new Date('2026-11-22T10:00:00.123Z');
const request: SweepRequest = { trigger: { by: 'hand', paths: ['web-db'] } };

const withLambda = async <Value>(
  use: (client: ReturnType<typeof lambdaAt>, endpoint: Endpoint, told: readonly Invocation[]) => Promise<Value>,
  status?: number,
): Promise<Value> => {
  const told: Invocation[] = [];
  const endpoint = await openEndpoint(lambdaService((invocation) => void told.push(invocation), status));
  const client = lambdaAt(endpoint.url);
  try {
    return await use(client, endpoint, told);
  } finally {
    client.destroy();
    await endpoint.close();
  }
};

test('a sweep is started by its alias, without waiting, under a name of its own', async () => {
  await withLambda(async (client, _, told) => {
    const name = await startSweep(client, alias, request, handRunName(request, at));
    expect(told).toEqual([
      {
        functionName: alias,
        type: 'Event',
        executionName: handRunName(request, at),
        payload: { ...request, self: alias },
      },
    ]);
    expect(name).toEqual({ name: handRunName(request, at) });
  });
});

test('the name is that of the request and the moment, within what Lambda takes', () => {
  const name = handRunName(request, at);
  expect(name).toMatch(/^hand-20261122T100000123Z-[0-9a-f]{12}$/);
  expect(name.length).toBeLessThanOrEqual(64);
  expect(handRunName(request, at)).toBe(name);
  expect(handRunName({ trigger: { by: 'hand' } }, at)).not.toBe(name);
  expect(handRunName(request, new Date(at.getTime() + 1))).not.toBe(name);
});

test('a repeated call carries the same name', async () => {
  await withLambda(async (client, endpoint) => {
    let calls = 0;
    endpoint.disturb(() => {
      calls += 1;
      return calls === 1 ? { kind: 'error', status: 429, code: 'TooManyRequestsException' } : undefined;
    });
    await startSweep(client, alias, request, handRunName(request, at));
    const names = endpoint.calls.map(({ input }) => (input as Invocation).executionName);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(1);
  });
});

test.each([
  ['AccessDeniedException', 403, 'denied'],
  ['ResourceNotFoundException', 404, 'not-found'],
  ['DurableExecutionAlreadyStartedException', 409, 'conflict'],
  ['TooManyRequestsException', 429, 'throttled'],
  ['ServiceException', 500, 'unavailable'],
  ['InvalidParameterValueException', 400, 'invalid'],
])('%s is a fault', async (code, status, kind) => {
  const fault = await withLambda((client, endpoint) => {
    endpoint.disturb(() => ({ kind: 'error', status, code }));
    return faultOfCall(startSweep(client, alias, request, handRunName(request, at)));
  });
  expect(fault).toMatchObject({ kind, code, operation: 'Invoke' });
});

describe('whoever starts a sweep by a name that may have been given before', () => {
  const starting = (code?: string, status = 409) =>
    withLambda(async (client, endpoint, told) => {
      if (code !== undefined) endpoint.disturb(() => ({ kind: 'error', status, code }));
      const outcome = await sweepStarter(client, alias)
        .start(request, 'change-1')
        .then(
          () => 'started',
          (error: unknown) => error,
        );
      return { outcome, told };
    });

  test('starts it under that name', async () => {
    const { outcome, told } = await starting();
    expect(outcome).toBe('started');
    expect(told.map(({ executionName, payload }) => [executionName, payload.self])).toEqual([['change-1', alias]]);
  });

  test('takes one that was started before for started', async () => {
    expect((await starting('DurableExecutionAlreadyStartedException')).outcome).toBe('started');
    expect((await starting('DurableExecutionAlreadyStarted')).outcome).toBe('started');
  });

  test.each([
    ['AccessDeniedException', 403],
    ['ResourceConflictException', 409],
    ['ServiceException', 500],
  ])('hears of %s', async (code, status) => {
    expect((await starting(code, status)).outcome).toMatchObject({ info: { code, operation: 'Invoke' } });
  });
});

test('an answer other than that the sweep is queued is a fault', async () => {
  const fault = await withLambda(
    (client) => faultOfCall(startSweep(client, alias, request, handRunName(request, at))),
    200,
  );
  expect(fault).toMatchObject({ kind: 'malformed', operation: 'Invoke' });
});
