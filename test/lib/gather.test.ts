import { Match } from 'aws-cdk-lib/assertions';
import { forwarderSigns, instanceStates, networkManagerEvents, writeCalls } from '../../lambda/changes/patterns.ts';
import { templateOf } from '../support/synthesized.ts';

const template = templateOf();

/** A resource of a type that there is one of, or many: by logical id. */
const propertiesOf = (type: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> =>
  Object.fromEntries(Object.entries(template.findResources(type)).map(([id, { Properties }]) => [id, Properties]));

const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const rules = propertiesOf('AWS::Events::Rule');
const region: unknown = { Ref: 'AWS::Region' };

test('the rules let through what may change the network, by the patterns that the tests of the changes read', () => {
  const networkManager = { ...networkManagerEvents(''), detail: { region: [region] } };
  const expected = [writeCalls, instanceStates, networkManager, forwarderSigns];
  expect(Object.values(rules).map(({ EventPattern }) => EventPattern)).toEqual(expect.arrayContaining(expected));
  expect(Object.keys(rules)).toHaveLength(expected.length);
});

test('every rule is on the default bus, is enabled, and leads into the queue, with a dead letter queue and an end', () => {
  for (const rule of Object.values(rules)) {
    expect(rule).not.toHaveProperty('EventBusName');
    expect(rule).not.toHaveProperty('Name');
    expect(rule).toMatchObject({
      State: 'ENABLED',
      Targets: [
        {
          Arn: arn('ChangesQueue'),
          DeadLetterConfig: { Arn: arn('DeadLetters') },
          RetryPolicy: { MaximumEventAgeInSeconds: 3600 },
        },
      ],
    });
  }
});

test.each(['ChangesQueue', 'DeadLetters'])('%s admits EventBridge for these rules and nobody else', (id) => {
  const policies = Object.values(propertiesOf('AWS::SQS::QueuePolicy')).filter(({ Queues }) =>
    JSON.stringify(Queues).includes(`"${id}"`),
  );
  const statements = policies.flatMap(
    ({ PolicyDocument }) =>
      (PolicyDocument as { readonly Statement: readonly { readonly Effect: string }[] }).Statement,
  );
  expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
    {
      Sid: 'EventsOfTheRules',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arn(id),
      Condition: { ArnEquals: { 'aws:SourceArn': Object.keys(rules).map(arn) } },
    },
  ]);
  expect(statements.filter(({ Effect }) => Effect === 'Deny')).toEqual([
    expect.objectContaining({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  ]);
});

test('a batch that fails comes again, after no less than six times what the function may take, and five times at most', () => {
  const { ChangesQueue: queue } = propertiesOf('AWS::SQS::Queue');
  const { GatherFunction: gather } = propertiesOf('AWS::Lambda::Function');
  expect(queue).toMatchObject({
    SqsManagedSseEnabled: true,
    RedrivePolicy: { deadLetterTargetArn: arn('DeadLetters'), maxReceiveCount: 5 },
  });
  expect(Number(queue?.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(gather?.Timeout));
  expect(gather).toMatchObject({ MemorySize: 256, Timeout: 30 });
  expect(gather).not.toHaveProperty('DurableConfig');
});

test('the queue is read in large batches, two at a time, and a batch is taken whole or not at all', () => {
  template.resourceCountIs('AWS::Lambda::EventSourceMapping', 1);
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: arn('ChangesQueue'),
    FunctionName: { Ref: 'GatherFunction' },
    BatchSize: 1000,
    MaximumBatchingWindowInSeconds: 2,
    ScalingConfig: { MaximumConcurrency: 2 },
    FunctionResponseTypes: Match.absent(),
  });
});

test('an alarm tells when changes wait for more than five minutes', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateAgeOfOldestMessage',
    Statistic: 'Maximum',
    Threshold: 300,
  });
});

test('all that can start a sweep goes before the farewell does its work', () => {
  for (const type of ['AWS::Events::Rule', 'AWS::Lambda::EventSourceMapping'])
    for (const { DependsOn } of Object.values(template.findResources(type)))
      expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/FarewellOnDelete/)]));
});
