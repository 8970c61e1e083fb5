import { findStack } from '../../lambda/aws/deployment.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import { type AStack, aStack, cloudFormationAt, stacksService } from '../support/cloudformation.ts';
import { faultOfCall } from '../support/ec2.ts';

const withStacks = async <Value>(
  stacks: readonly AStack[],
  use: (
    client: ReturnType<typeof cloudFormationAt>,
    endpoint: Awaited<ReturnType<typeof openEndpoint>>,
  ) => Promise<Value>,
): Promise<Value> => {
  const endpoint = await openEndpoint(stacksService(stacks));
  const client = cloudFormationAt(endpoint.url);
  try {
    return await use(client, endpoint);
  } finally {
    client.destroy();
    await endpoint.close();
  }
};

const others = ['a', 'b', 'c', 'd', 'e'].map((name) => aStack({ name, tags: { team: 'x' } }));

test('the stack that carries the tag is found behind pages of others', async () => {
  await withStacks([...others, aStack()], async (client, endpoint) => {
    expect(await findStack(client)).toEqual({
      kind: 'found',
      stack: {
        name: 'pathwatch',
        tableName: 'pathwatch-table',
        sweepAlias: 'arn:aws:lambda:eu-west-1:111111111111:function:sweep:live',
        topicArn: 'arn:aws:sns:eu-west-1:111111111111:alerts',
        status: 'CREATE_COMPLETE',
        changedAt: '2026-11-01T00:00:00.000Z',
      },
    });
    expect(endpoint.calls).toHaveLength(3);
  });
});

test('without such a stack there is none', async () => {
  expect(await withStacks(others, (client) => findStack(client))).toEqual({ kind: 'none' });
  expect(await withStacks([], (client) => findStack(client))).toEqual({ kind: 'none' });
});

test('of several none is chosen, unless it is named', async () => {
  const stacks = [aStack({ name: 'prod' }), ...others, aStack({ name: 'dev' })];
  expect(await withStacks(stacks, (client) => findStack(client))).toEqual({ kind: 'several', names: ['dev', 'prod'] });
  expect(await withStacks(stacks, (client) => findStack(client, 'dev'))).toMatchObject({
    kind: 'found',
    stack: { name: 'dev' },
  });
});

test('a name that no stack has finds none', async () => {
  expect(await withStacks(others, (client) => findStack(client, 'nix'))).toEqual({ kind: 'none' });
});

test('a stack without the outputs is incomplete, with its status', async () => {
  const stacks = [aStack({ outputs: { TableName: 'pathwatch-table' }, status: 'CREATE_IN_PROGRESS' })];
  expect(await withStacks(stacks, (client) => findStack(client))).toEqual({
    kind: 'incomplete',
    name: 'pathwatch',
    status: 'CREATE_IN_PROGRESS',
    changedAt: '2026-11-01T00:00:00.000Z',
  });
});

test('a stack tells its version where it has one, and when it was deployed last', async () => {
  const stack = aStack({ outputs: { ...aStack().outputs, Version: '0.2.0' }, updatedAt: '2026-11-28T12:00:00Z' });
  expect(await withStacks([stack], (client) => findStack(client))).toMatchObject({
    stack: { version: '0.2.0', changedAt: '2026-11-28T12:00:00.000Z' },
  });
});

test.each([
  ['AccessDenied', 403, 'denied'],
  ['ExpiredToken', 403, 'expired-credentials'],
  ['InternalFailure', 500, 'unavailable'],
  ['ValidationError', 400, 'invalid'],
])('%s is a fault', async (code, status, kind) => {
  const fault = await withStacks([aStack()], (client, endpoint) => {
    endpoint.disturb(() => ({ kind: 'error', status, code }));
    return faultOfCall(findStack(client, 'pathwatch'));
  });
  expect(fault).toMatchObject({ kind, code, operation: 'DescribeStacks' });
});

test('throttling is overcome', async () => {
  await withStacks([aStack()], async (client, endpoint) => {
    let calls = 0;
    endpoint.disturb(() => {
      calls += 1;
      return calls === 1 ? { kind: 'error', status: 400, code: 'Throttling' } : undefined;
    });
    expect(await findStack(client)).toMatchObject({ kind: 'found' });
    expect(calls).toBe(2);
  });
});

test('an answer that is no answer is a fault', async () => {
  const fault = await withStacks([aStack()], (client, endpoint) => {
    endpoint.disturb(() => ({ kind: 'malformed', body: '<not xml' }));
    return faultOfCall(findStack(client));
  });
  expect(fault.operation).toBe('DescribeStacks');
});
