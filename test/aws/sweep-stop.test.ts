import { stopSweep } from '../../lambda/aws/sweep-stop.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { type AnExecution, anExecution, executionsService } from '../support/executions.ts';
import { lambdaAt, lambdaService } from '../support/lambda.ts';

const alias = 'arn:aws:lambda:ap-northeast-1:111111111111:function:sweep:live';
const NAME = 'hand-20261122T100000123Z-0a1b2c3d4e5f';

let endpoint: Endpoint;
let client: ReturnType<typeof lambdaAt>;
let executions: AnExecution[];
let waited: number;

beforeEach(async () => {
  executions = [];
  waited = 0;
  endpoint = await openEndpoint(
    executionsService(
      executions,
      lambdaService(() => undefined),
    ),
  );
  client = lambdaAt(endpoint.url);
});
afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

const wait = async (seconds: number): Promise<void> => {
  waited += seconds;
};
const stop = (arn?: string) => stopSweep(client, alias, { name: NAME, ...(arn !== undefined && { arn }) }, wait);
const operations = () => endpoint.calls.map(({ operation }) => operation);

test('the execution is stopped by the ARN that its start told', async () => {
  executions.push(anExecution(NAME));
  expect(await stop(executions[0]?.arn)).toEqual({ kind: 'stopped', portions: 0 });
  expect(executions[0]?.status).toBe('STOPPED');
  expect(operations()).toEqual(['StopDurableExecution', 'GetDurableExecutionHistory']);
});

test('without it the execution is found by its name, of whichever version, and no other is stopped', async () => {
  executions.push(anExecution(`${NAME}-x`), anExecution(NAME), anExecution('schedule-1'));
  expect(await stop()).toEqual({ kind: 'stopped', portions: 0 });
  expect(executions.map(({ status }) => status)).toEqual(['RUNNING', 'STOPPED', 'RUNNING']);
});

test('one that is not there yet is looked for again, and one that has ended is not', async () => {
  expect(await stop()).toEqual({ kind: 'none' });
  expect(waited).toBe(5);
  const late = stopSweep(client, alias, { name: NAME }, async () => {
    executions.push(anExecution(NAME));
  });
  expect(await late).toMatchObject({ kind: 'stopped' });
});

test('the portions that it has started are stopped too, but for those that have ended: over pages of its history', async () => {
  const portions = ['p0', 'p1', 'p2'].map((name) => anExecution(name));
  const whole = anExecution(NAME, { portions: portions.map(({ arn }, place) => ({ arn, ended: place === 1 })) });
  executions.push(whole, ...portions);
  expect(await stop(whole.arn)).toEqual({ kind: 'stopped', portions: 2 });
  expect(executions.map(({ status }) => status)).toEqual(['STOPPED', 'STOPPED', 'RUNNING', 'STOPPED']);
});

test('where it may not be stopped, or its portions not be read, that is said', async () => {
  executions.push(anExecution(NAME));
  const refuse = (refused: string) =>
    endpoint.disturb(({ operation }) =>
      operation === refused ? { kind: 'error', status: 403, code: 'AccessDeniedException' } : undefined,
    );
  refuse('StopDurableExecution');
  expect(await stop(executions[0]?.arn)).toMatchObject({
    kind: 'failed',
    fault: { operation: 'StopDurableExecution', kind: 'denied' },
  });
  refuse('ListDurableExecutionsByFunction');
  expect(await stop()).toMatchObject({ kind: 'failed', fault: { operation: 'ListDurableExecutionsByFunction' } });
  refuse('GetDurableExecutionHistory');
  expect(await stop()).toMatchObject({
    kind: 'stopped',
    portions: 0,
    fault: { operation: 'GetDurableExecutionHistory', kind: 'denied' },
  });
});
