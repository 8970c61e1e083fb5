/*
 * What of a template an upgrade must not change, and what CloudFormation makes anew where it is another: it would take the history,
 * the subscribers or the executions in flight with it. "Update requires: Replacement" in
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/.
 */

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
export type Resources = Readonly<Record<string, Resource>>;

/** By type, the properties of which another value replaces the resource, or which an update may change one step at a time. */
const replacing: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::GlobalTable': [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'TimeToLiveSpecification',
  ],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  // Durability is given when a function is made, and never changed.
  'AWS::Lambda::Function': ['FunctionName', 'PackageType', 'DurableConfig'],
  'AWS::Lambda::Alias': ['FunctionName', 'Name'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  // An address that is subscribed anew has to confirm anew.
  'AWS::SNS::Subscription': ['TopicArn', 'Protocol', 'Endpoint'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::Scheduler::Schedule': ['Name', 'GroupName'],
  // "Modifying service token is not allowed", says CloudFormation, and the whole update fails.
  'Custom::PathwatchFarewell': ['ServiceToken'],
};

/** The resources that hold something, with what would replace them. */
export const kept = (resources: Resources): Resources =>
  Object.fromEntries(
    Object.entries(resources).flatMap(([id, { Type, Properties = {} }]): readonly [string, Resource][] => {
      const names = replacing[Type];
      if (names === undefined) return [];
      const held = names.filter((name) => name in Properties).map((name) => [name, Properties[name]] as const);
      return [[id, { Type, Properties: Object.fromEntries(held) }]];
    }),
  );
