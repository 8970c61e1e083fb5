import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { Question } from '../../lambda/domain/evidence.ts';
import type { SweepRequest } from '../../lambda/domain/sweep.ts';
import { handler as farewell } from '../../lambda/handlers/farewell.ts';
import { handler as gather } from '../../lambda/handlers/gather.ts';
import { handler as start } from '../../lambda/handlers/start.ts';
import { handler as widget } from '../../lambda/handlers/widget.ts';
import { questionsOf } from '../../lambda/monitor/question.ts';
import { openEndpoint, type Service } from '../../local/endpoint.ts';
import { faultNamed } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import { everyChannel } from '../support/channels.ts';
import { openNetwork } from '../support/describing.ts';
import { lambdaService } from '../support/lambda.ts';
import { type Monitor, openMonitor } from '../support/monitor.ts';
import { twoPaths } from '../support/two-paths.ts';
import { wholeNetwork } from '../support/whole-network.ts';
import { batchOf, forwarderAlive, instanceStopped, routeDeleted } from './events.ts';
import { askFlowLogs, oneFlowLog } from './flow-logs.ts';
import { impliedCalls } from './implied.ts';
import { type Call, recordedAs } from './recorder.ts';
import type { Synthesized } from './synthesized.ts';

/** An end of each type that the scenario's network has none of; the account refuses them, after they were asked for. */
const furtherEnds = [
  'igw-0a1b2c3d4e5f60718',
  'vgw-0a1b2c3d4e5f60718',
  'vpce-0a1b2c3d4e5f60718',
  'vpce-svc-0a1b2c3d4e5f60718',
  'pcx-0a1b2c3d4e5f60718',
];

const askEveryEnd = async ({ services: { reachability, deployment } }: Monitor): Promise<void> => {
  const question = questionsOf(twoPaths[0], { reference: ids.instanceA }, { reference: ids.instanceB }, deployment)[0];
  if (question === undefined) throw new Error('nothing is asked');
  const ask = (over: Partial<Question>) => reachability.create({ ...question, ...over }, 'of one of every end');
  await ask({ source: ids.transitGateway }).then(({ id }) => reachability.removePath(id));
  for (const source of furtherEnds)
    await ask({ source }).then(
      () => Promise.reject(new Error(`the account took ${source}`)),
      () => undefined,
    );
};

/** Describes a network with something of every part, by the clients that the sweep composes: its own network is smaller. */
const describeEveryPart = async ({ account, recorder, now }: Monitor): Promise<readonly string[]> => {
  const whole = await openNetwork(() => wholeNetwork);
  const environment = { ...account.environment, ENDPOINT_EC2: whole.ec2.url, ENDPOINT_ELB: whole.elb.url };
  const clients = clientsOf(environment);
  recordedAs('sweep', clients, recorder);
  try {
    const { unreadable } = await servicesOf(environment, clients, { now }).network.snapshot();
    if (Object.keys(unreadable).length > 0) throw new Error(`the account refused ${Object.keys(unreadable)}`);
    return whole.calls().map(({ operation }) => operation);
  } finally {
    closeClients(clients);
    await whole.close();
  }
};

/** Sweeps a network that is healthy, breaks and recovers, under a configuration that changes. */
const sweepThroughAll = async (monitor: Monitor): Promise<void> => {
  const sweep = async (): Promise<void> => {
    const { status, error } = await monitor.run();
    if (status !== 'SUCCEEDED') throw new Error(`the sweep ended as ${status}: ${error}`);
    monitor.pass(300);
  };
  await sweep();
  await monitor.account.breakNetwork('transit-route-missing');
  // The topic refuses once: what is owed is drained by the next sweep.
  monitor.account.endpoints.sns.disturb(() => ({ kind: 'error', status: 500, code: 'InternalError' }));
  await sweep();
  monitor.account.endpoints.sns.disturb(() => undefined);
  await sweep();
  await monitor.account.repair('transit-route-missing');
  await sweep();
  const [hit, spared] = twoPaths;
  monitor.declare([{ ...hit, ports: [{ from: 443, to: 443 }] }, spared]);
  await sweep();
};

/** Events come in two batches: the second joins what the first has opened. */
const gatherChanges = async ({ now }: Monitor): Promise<void> => {
  const at = now();
  await gather(batchOf([routeDeleted(at), forwarderAlive(at)], at));
  await gather(batchOf([instanceStopped(at)], at));
};

/** Runs the sweep that the gathering has asked for, when by the clock of its function it is quiet. */
const sweepByChange = async (monitor: Monitor, requests: readonly SweepRequest[]): Promise<void> => {
  const request = requests.find(({ trigger }) => trigger.by === 'change');
  monitor.pass(Math.max(0, (Date.now() - monitor.now().getTime()) / 1000) + 60);
  const { status, error } = await monitor.run(request);
  if (status !== 'SUCCEEDED') throw new Error(`the sweep ended as ${status}: ${error}`);
};

/** CloudFormation's end of a custom resource: takes the answer. */
const stackEvents: Service = {
  name: 'cloudformation',
  recognise: ({ body }) => ({ operation: 'Respond', input: JSON.parse(body) }),
  answer: () => ({ status: 200, contentType: 'text/plain', body: '' }),
  refuse: ({ status, message }) => ({ status, contentType: 'text/plain', body: message }),
};

const within = async (environment: Readonly<Record<string, string>>, run: () => Promise<unknown>): Promise<void> => {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    await run();
  } finally {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
};

export interface Flow {
  readonly environment: Monitor['account']['environment'];
  readonly recorded: readonly Call[];
  readonly implied: readonly Call[];
  /** The operations that reached the services, whoever sent them. */
  readonly asked: readonly string[];
  /** What CloudFormation was told when the stack went. */
  readonly farewells: readonly unknown[];
}

/**
 * Runs everything that is deployed, over the embedded account: the start's, the gathering's, the widget's and the farewell's own handlers in
 * the environment of the template, and the sweep over the clients that its handler composes. Tells every call that was made.
 */
export const runFlow = async ({ deployed, environments }: Synthesized): Promise<Flow> => {
  const monitor = await openMonitor(twoPaths, { channels: everyChannel, ...oneFlowLog });
  const requests: SweepRequest[] = [];
  const lambda = await openEndpoint(lambdaService(({ payload }) => void requests.push(payload)));
  const cloudformation = await openEndpoint(stackEvents);
  const { account, recorder } = monitor;
  let described: readonly string[] = [];
  try {
    const unhookStart = recorder.onEvery(LambdaClient, 'start');
    await within({ ...environments.start, ENDPOINT_LAMBDA: lambda.url }, () =>
      start({ every: 'rate(5 minutes)', scheduledTime: '2026-11-22T10:00:00Z' }),
    );
    unhookStart();
    // Until the forwarder gives its sign, the operator hears that it is missing.
    await sweepThroughAll(monitor);
    const unhookGather = [LambdaClient, DynamoDBDocumentClient].map((type) => recorder.onEvery(type, 'gather'));
    const { ENDPOINT_DYNAMODB = '' } = account.environment;
    await within({ ...environments.gather, ENDPOINT_DYNAMODB, ENDPOINT_LAMBDA: lambda.url }, () =>
      gatherChanges(monitor),
    );
    for (const unhook of unhookGather) unhook();
    await sweepByChange(monitor, requests);
    const unhookWidget = recorder.onEvery(DynamoDBDocumentClient, 'widget');
    await within(
      { ...environments.widget, ENDPOINT_DYNAMODB, TABLE_NAME: account.environment.TABLE_NAME },
      async () => {
        const html = await widget({});
        if (html.includes('cannot be read')) throw new Error(html);
      },
    );
    unhookWidget();
    await askEveryEnd(monitor);
    await askFlowLogs(monitor);
    described = await describeEveryPart(monitor);
    const unhookFarewell = [EC2Client, SNSClient].map((type) => recorder.onEvery(type, 'farewell'));
    const { ENDPOINT_EC2 = '', ENDPOINT_SNS = '' } = account.environment;
    await within({ ...environments.farewell, ENDPOINT_EC2, ENDPOINT_SNS, LINGER: '0' }, () =>
      farewell({
        RequestType: 'Delete',
        ResponseURL: cloudformation.url,
        StackId: 'arn:aws:cloudformation:stack',
        RequestId: 'one',
        LogicalResourceId: 'OnDelete',
      }),
    );
    for (const unhook of unhookFarewell) unhook();
  } finally {
    await lambda.close();
    await cloudformation.close();
    await monitor.close();
  }
  // Slack knows no roles; and the fault and its repair are a person's calls, whatever roles there are.
  const { slack: _, ...ofAws } = account.endpoints;
  const { breaks, mends } = faultNamed('transit-route-missing');
  const asked = [...Object.values(ofAws), lambda]
    .flatMap(({ calls }) => calls)
    .filter(({ operation }) => operation !== breaks.operation && operation !== mends.operation);
  return {
    environment: account.environment,
    recorded: recorder.calls,
    implied: impliedCalls(deployed),
    asked: [...new Set([...asked.map(({ operation }) => operation), ...described])],
    farewells: cloudformation.calls.map(({ input }) => input),
  };
};
