import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Template } from 'aws-cdk-lib/assertions';
import { closeClients } from '../../lambda/aws/clients.ts';
import { clientsOf, servicesOf } from '../../lambda/compose.ts';
import type { Question } from '../../lambda/domain/evidence.ts';
import { handler as farewell } from '../../lambda/handlers/farewell.ts';
import { handler as start } from '../../lambda/handlers/start.ts';
import { questionsOf } from '../../lambda/monitor/question.ts';
import { openEndpoint, type Service } from '../../local/endpoint.ts';
import { faultNamed } from '../../local/faults.ts';
import { ids, REGION } from '../../local/scenario/ids.ts';
import { openNetwork } from '../support/describing.ts';
import { lambdaService } from '../support/lambda.ts';
import { type Monitor, openMonitor } from '../support/monitor.ts';
import { aStack } from '../support/synthesized.ts';
import { twoPaths } from '../support/two-paths.ts';
import { wholeNetwork } from '../support/whole-network.ts';
import { type Deployed, impliedCalls } from './implied.ts';
import type { Call } from './recorder.ts';
import { type Resolved, type Resources, readRoles } from './roles.ts';

/** The deployment that the embedded account stands for: resources by logical id, named as its environment names them. */
const DEPLOYMENT = 'embedded';
const names = { HistoryTable: 'pathwatch', AlertsTopic: 'pathwatch-alerts' };

export interface Synthesized extends Resolved {
  readonly deployed: Deployed;
  /** What each function finds in its environment. */
  readonly environments: Readonly<Record<'sweep' | 'start' | 'farewell', Readonly<Record<string, string>>>>;
}

/** The template of the deployment with all its references resolved. */
export const synthesized = (): Synthesized => {
  const stack = aStack(undefined, undefined, DEPLOYMENT);
  const { Resources: resources } = Template.fromStack(stack).toJSON() as { readonly Resources: Resources };
  const resolved = readRoles(resources, names);
  const idOf = (type: string, pattern: RegExp): string => {
    const found = Object.entries(resources).find(([id, resource]) => resource.Type === type && pattern.test(id));
    if (found === undefined) throw new Error(`the template has no ${type} like ${pattern}`);
    return found[0];
  };
  const arnOf = (id: string): string => `${resolved.resolve({ 'Fn::GetAtt': [id, 'Arn'] })}`;
  const logGroup = (pattern: RegExp): string => arnOf(idOf('AWS::Logs::LogGroup', pattern)).slice(0, -':*'.length);
  const environmentOf = (id: string): Readonly<Record<string, string>> => {
    const environment = resolved.resolve(resources[id]?.Properties?.Environment ?? {});
    const { Variables = {} } = environment as { readonly Variables?: Readonly<Record<string, string>> };
    return { ...Variables, AWS_REGION: REGION };
  };
  return {
    ...resolved,
    environments: {
      sweep: environmentOf('SweepFunction'),
      start: environmentOf('StartFunction'),
      farewell: environmentOf(idOf('AWS::Lambda::Function', /FarewellFunction/)),
    },
    deployed: {
      sweepFunction: arnOf('SweepFunction'),
      sweepAlias: `${resolved.resolve({ Ref: idOf('AWS::Lambda::Alias', /live/) })}`,
      startFunction: arnOf('StartFunction'),
      topicKey: arnOf('TopicKey'),
      deadLetters: arnOf('DeadLetters'),
      logGroups: { sweep: logGroup(/SweepLogs/), start: logGroup(/StartLogs/), farewell: logGroup(/FarewellLogs/) },
    },
  };
};

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
  for (const client of Object.values<object>({ ...clients })) recorder.on(client, 'sweep');
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
 * Runs everything that is deployed, over the embedded account: the start's and the farewell's own handlers in the
 * environment of the template, and the sweep over the clients that its handler composes. Tells every call that was made.
 */
export const runFlow = async ({ deployed, environments }: Synthesized): Promise<Flow> => {
  const monitor = await openMonitor(twoPaths);
  const lambda = await openEndpoint(lambdaService(() => undefined));
  const cloudformation = await openEndpoint(stackEvents);
  const { account, recorder } = monitor;
  let described: readonly string[] = [];
  try {
    const unhookStart = recorder.onEvery(LambdaClient, 'start');
    await within({ ...environments.start, ENDPOINT_LAMBDA: lambda.url }, () =>
      start({ every: 'rate(5 minutes)', scheduledTime: '2026-11-22T10:00:00Z' }),
    );
    unhookStart();
    await sweepThroughAll(monitor);
    await askEveryEnd(monitor);
    described = await describeEveryPart(monitor);
    const unhookFarewell = recorder.onEvery(EC2Client, 'farewell');
    await within({ ...environments.farewell, ENDPOINT_EC2: account.endpoints.ec2.url }, () =>
      farewell({
        RequestType: 'Delete',
        ResponseURL: cloudformation.url,
        StackId: 'arn:aws:cloudformation:stack',
        RequestId: 'one',
        LogicalResourceId: 'OnDelete',
      }),
    );
    unhookFarewell();
  } finally {
    await lambda.close();
    await cloudformation.close();
    await monitor.close();
  }
  // The fault and its repair are a person's calls, whatever roles there are.
  const { breaks, mends } = faultNamed('transit-route-missing');
  const asked = [...Object.values(account.endpoints), lambda]
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
