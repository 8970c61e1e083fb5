import { ALARMS } from '../../lambda/spend/usage.ts';
import { everyChannel } from '../support/channels.ts';
import { aConfiguration, templateOf } from '../support/synthesized.ts';

/* What the forecast takes for granted of the stack is what is deployed. */

const template = templateOf(aConfiguration({ channels: everyChannel }));
const of = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test('there are as many alarms as the forecast counts, and one key, which is rotated', () => {
  template.resourceCountIs('AWS::CloudWatch::Alarm', ALARMS);
  expect(of('AWS::KMS::Key')).toEqual([expect.objectContaining({ EnableKeyRotation: true })]);
});

test('functions have the memory that is counted, and all run on arm64', () => {
  const functions = of('AWS::Lambda::Function');
  // The widget's runs only where somebody looks: docs/cost.md tells what a look costs.
  expect(functions.map(({ MemorySize }) => MemorySize).sort()).toEqual([1024, 1024, 256, 256, 256]);
  expect(functions.every(({ Architectures }) => Architectures[0] === 'arm64')).toBe(true);
});

test('checkpoints are kept for 14 days, logs for 30', () => {
  const durable = of('AWS::Lambda::Function').flatMap(({ DurableConfig }) => DurableConfig ?? []);
  expect(durable).toEqual([expect.objectContaining({ RetentionPeriodInDays: 14 })]);
  expect(of('AWS::Logs::LogGroup').every(({ RetentionInDays }) => RetentionInDays === 30)).toBe(true);
});

test('nothing is deployed that has a price and is not in the forecast', () => {
  const priced = new Set(
    Object.values(template.toJSON().Resources as Record<string, { readonly Type: string }>)
      .map(({ Type }) => Type)
      .filter((type) => !/^AWS::(IAM|CDK)::|Permission$|Policy$|Alias$|Version$|Config$|Alias$/.test(type)),
  );
  expect([...priced].filter((type) => !known.includes(type))).toEqual([]);
});

/** Counted in usage.ts and telling.ts, or free: the account's first three dashboards, rules on AWS's own events, subscriptions, chat channels, event source mappings, custom resources. */
const known = [
  'AWS::Chatbot::SlackChannelConfiguration',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::Rule',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::Scheduler::Schedule',
  'Custom::PathwatchFarewell',
];
