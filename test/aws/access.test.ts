import { tryInvoke, tryPut, tryUpdate } from '../../lambda/aws/access.ts';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { openEndpoint } from '../../local/endpoint.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { openProxy } from '../support/dynamodb-proxy.ts';
import { faultOfCall } from '../support/ec2.ts';
import { lambdaAt, lambdaService } from '../support/lambda.ts';

/* Whether the caller may act is found out without acting. */

let engine: Engine;
beforeAll(async () => {
  engine = await startDynalite();
});
afterAll(() => engine.close());

test.each([
  ['put', 'PutItem', tryPut],
  ['updated', 'UpdateItem', tryUpdate],
] as const)('whether items may be %s, while none is: %s', async (_, operation, attempt) => {
  const table = await engine.openTable();
  const proxy = await openProxy(engine.url);
  const client = table.by(proxy.url, 1);
  const store = dynamodbStore(table.client, table.name, 90, () => new Date());
  // Neither where nothing lies, nor where something does.
  const mute = { from: '2026-11-22T10:00:00.000Z', until: '2099-11-22T10:00:00.000Z', reason: 'x', by: 'y' };
  await store.putMute({ id: 'doctor', scope: { kind: 'all' }, ...mute });
  const before = await store.silences();
  await attempt(client, table.name);
  expect(await store.silences()).toEqual(before);
  expect(proxy.calls).toEqual([operation]);
  proxy.disturb(() => ({ kind: 'error', status: 400, code: 'AccessDeniedException' }));
  expect(await faultOfCall(attempt(client, table.name))).toMatchObject({ kind: 'denied', operation });
  await proxy.close();
  table.close();
});

test('whether the function may be invoked, while it is not', async () => {
  const invoked: unknown[] = [];
  const endpoint = await openEndpoint(lambdaService((invocation) => void invoked.push(invocation)));
  const client = lambdaAt(endpoint.url);
  await tryInvoke(client, 'sweep:live');
  expect(endpoint.calls).toMatchObject([{ operation: 'Invoke', input: { type: 'DryRun' } }]);
  expect(invoked).toEqual([]);
  // Nobody without the right would be told what is wrong with the call.
  endpoint.disturb(() => ({ kind: 'error', status: 400, code: 'InvalidParameterValueException' }));
  await tryInvoke(client, 'sweep:live');
  endpoint.disturb(() => ({ kind: 'error', status: 403, code: 'AccessDeniedException' }));
  expect(await faultOfCall(tryInvoke(client, 'sweep:live'))).toMatchObject({ kind: 'denied', operation: 'Invoke' });
  client.destroy();
  await endpoint.close();
});
