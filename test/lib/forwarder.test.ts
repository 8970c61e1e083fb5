import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { forwarderSigns, networkManagerEvents } from '../../lambda/changes/patterns.ts';
import { ForwarderStack, homeOf } from '../../lib/forwarder-stack.ts';
import { anApp } from '../support/synthesized.ts';

const REGION = 'eu-central-1';
const stackIn = (app: App): ForwarderStack => new ForwarderStack(app, 'Pathwatch', REGION, 'us-west-2');
const template = Template.fromStack(stackIn(anApp()));

const busIn = (region: string) => ({
  'Fn::Join': [
    '',
    ['arn:', { Ref: 'AWS::Partition' }, `:events:${region}:`, { Ref: 'AWS::AccountId' }, ':event-bus/default'],
  ],
});

const all = (type: string): readonly Readonly<Record<string, unknown>>[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test.each([
  ['eu-central-1', { home: 'us-west-2' }],
  ['us-gov-east-1', { home: 'us-gov-west-1' }],
  ['us-west-2', { refusal: expect.stringMatching(/^us-west-2 needs no forwarder/) }],
  ['us-gov-west-1', { refusal: expect.stringMatching(/^us-gov-west-1 needs no forwarder/) }],
  ['cn-north-1', { refusal: expect.stringMatching(/^cn-north-1 .*aws-cn/) }],
  ['eu-centrall-1', { refusal: expect.stringMatching(/no Region eu-centrall-1/) }],
])('where the forwarder to %s belongs', (region, home) => {
  expect(homeOf(region)).toEqual(home);
});

test("Network Manager's events of the Region and its own signs go to the default bus there, and no others", () => {
  const signs = { ...forwarderSigns, detail: { region: [REGION] } };
  const patterns = all('AWS::Events::Rule').map(({ EventPattern }) => EventPattern);
  expect(patterns).toHaveLength(2);
  expect(patterns).toEqual(expect.arrayContaining([networkManagerEvents(REGION), signs]));
  for (const { Targets } of all('AWS::Events::Rule'))
    expect(Targets).toEqual([
      {
        Id: expect.any(String),
        Arn: busIn(REGION),
        RoleArn: expect.anything(),
        DeadLetterConfig: { Arn: expect.anything() },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 60 },
      },
    ]);
});

test('the sign of life that is sent each hour is one that its own rule takes', () => {
  template.resourceCountIs('AWS::Scheduler::Schedule', 1);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 hour)',
    Target: {
      Arn: busIn('us-west-2'),
      EventBridgeParameters: { Source: forwarderSigns.source[0], DetailType: forwarderSigns['detail-type'][0] },
      Input: JSON.stringify({ region: REGION }),
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },
      DeadLetterConfig: { Arn: Match.anyValue() },
    },
  });
});

test('its roles put events on one bus each, for services that act for this account', () => {
  const statements = all('AWS::IAM::Policy').flatMap(
    ({ PolicyDocument }) => (PolicyDocument as { readonly Statement: readonly unknown[] }).Statement,
  );
  expect(statements).toHaveLength(3);
  for (const region of [REGION, 'us-west-2'])
    expect(statements).toContainEqual(
      expect.objectContaining({ Action: 'events:PutEvents', Resource: busIn(region), Effect: 'Allow' }),
    );
  expect(statements).toContainEqual(expect.objectContaining({ Action: 'sqs:SendMessage' }));
  for (const role of all('AWS::IAM::Role')) {
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(JSON.stringify(role)).toContain('"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}');
  }
});

test('it goes by its name and a tag of its own, so that the command line takes it for no deployment', () => {
  const app = anApp();
  stackIn(app);
  const { tags } = app.synth().getStackByName('Pathwatch-forwarder-eu-central-1');
  expect(tags).toEqual({ 'pathwatch-forwarder': 'Pathwatch' });
});

test('cdk-nag finds nothing in it that is not acknowledged with its reason', () => {
  const app = anApp();
  stackIn(app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});

describe('the app', () => {
  /** Runs it as the CDK command line does, and answers how it ended. */
  const synthesize = (context: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'forwarder-'));
    const app = resolve(import.meta.dirname, '../../bin/forwarder.ts');
    const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', app], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: '', HOME: folder, CDK_OUTDIR: join(folder, 'out'), CDK_CONTEXT_JSON: JSON.stringify(context) },
    });
    rmSync(folder, { recursive: true });
    return { status, stderr };
  };

  test('says that a Region needs none, and what it wants to be told, and ends with 2', () => {
    expect(synthesize({ region: 'us-west-2' })).toEqual({
      status: 2,
      stderr: "us-west-2 needs no forwarder: Network Manager's events come in this Region itself\n",
    });
    expect(synthesize({})).toEqual({ status: 2, stderr: expect.stringContaining('-c region=eu-central-1') });
  });

  test('makes the stack of another Region', () => {
    expect(synthesize({ region: REGION }).status).toBe(0);
  });
});
