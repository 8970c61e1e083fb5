import { Match } from 'aws-cdk-lib/assertions';
import { version } from '../../lambda/version.ts';
import { aPath } from '../support/paths.ts';
import { aConfiguration, templateOf } from '../support/synthesized.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

const template = templateOf();

const all = (type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.findResources(type)).map(([id, resource]) => [id, resource as Resource]);

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const statementsOf = (type: string, property: string): readonly Statement[] =>
  all(type).flatMap(([, { Properties = {} }]) => (Properties[property] as { Statement: Statement[] }).Statement);

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

describe('the whole template', () => {
  test('every function runs Node 24 on arm64, with a log group that forgets', () => {
    expect(all('AWS::Lambda::Function')).toHaveLength(5);
    for (const [, { Properties }] of all('AWS::Lambda::Function'))
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
      });
    for (const [, { Properties }] of all('AWS::Logs::LogGroup'))
      expect(Properties).toMatchObject({ RetentionInDays: 30 });
  });

  test('no role is given a managed policy, no statement a wildcard for an action', () => {
    for (const [, { Properties }] of all('AWS::IAM::Role')) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    const actions = statementsOf('AWS::IAM::Policy', 'PolicyDocument').flatMap((statement) => listOf(statement.Action));
    expect(actions.length).toBeGreaterThan(60);
    // The one that SNS documents for publishers to an encrypted topic.
    expect([...new Set(actions.filter((action) => action.includes('*')))]).toEqual(['kms:GenerateDataKey*']);
  });

  test('what may be changed in the account is held by a condition on the tag of the deployment, or by a name', () => {
    const changing = statementsOf('AWS::IAM::Policy', 'PolicyDocument').filter((statement) =>
      listOf(statement.Action).some((action) => /^ec2:(Delete|Start|CreateTags)/.test(action)),
    );
    expect(changing).toHaveLength(5);
    for (const { Condition } of changing) expect(Condition).toBeDefined();
  });

  test('nothing is open to the public: no principal is everybody but to be denied', () => {
    const types = [
      ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
      ['AWS::SQS::QueuePolicy', 'PolicyDocument'],
      ['AWS::KMS::Key', 'KeyPolicy'],
      ['AWS::IAM::Role', 'AssumeRolePolicyDocument'],
    ] as const;
    for (const { Effect, Principal } of types.flatMap(([type, property]) => statementsOf(type, property)))
      if (JSON.stringify(Principal).includes('*')) expect(Effect).toBe('Deny');
    template.resourceCountIs('AWS::Lambda::Url', 0);
    template.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  test('all that holds data is encrypted', () => {
    for (const [, { Properties }] of all('AWS::SNS::Topic')) expect(Properties).toHaveProperty('KmsMasterKeyId');
    for (const [, { Properties }] of all('AWS::SQS::Queue'))
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true });
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', { SSESpecification: { SSEEnabled: true } });
  });

  test('the farewell goes before what it says its last message by, and before whoever hears it', () => {
    const heard = ['AWS::SNS::Subscription', 'AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'].flatMap((type) =>
      all(type).map(([id]) => id),
    );
    expect(heard.length).toBeGreaterThanOrEqual(5);
    for (const [, { DependsOn = [] }] of all('Custom::PathwatchFarewell'))
      expect(DependsOn).toEqual(expect.arrayContaining([...heard, expect.stringMatching(/FarewellRoleDefaultPolicy/)]));
    expect(all('Custom::PathwatchFarewell')).toHaveLength(1);
  });

  test('every schedule has few retries, a bounded age and a dead letter queue', () => {
    for (const [, { Properties }] of all('AWS::Scheduler::Schedule'))
      expect(Properties).toMatchObject({
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },
          DeadLetterConfig: { Arn: expect.anything() },
        },
      });
  });

  test('every alarm tells the troubles topic, and watches one metric, for that is what is paid for', () => {
    expect(all('AWS::CloudWatch::Alarm')).toHaveLength(10);
    for (const [, { Properties }] of all('AWS::CloudWatch::Alarm'))
      expect(JSON.stringify(Properties).match(/"MetricName"/g)).toHaveLength(1);
    for (const [, { Properties }] of all('AWS::CloudWatch::Alarm'))
      expect(Properties).toMatchObject({ AlarmActions: [{ Ref: 'TroublesTopic' }] });
  });

  test('what people depend on keeps its logical id', () => {
    for (const [type, id] of [
      ['AWS::DynamoDB::GlobalTable', 'HistoryTable'],
      ['AWS::SNS::Topic', 'AlertsTopic'],
      ['AWS::SNS::Topic', 'TroublesTopic'],
      ['AWS::KMS::Key', 'TopicKey'],
      ['AWS::Lambda::Function', 'SweepFunction'],
      ['AWS::Lambda::Function', 'GatherFunction'],
      ['AWS::SQS::Queue', 'ChangesQueue'],
      ['AWS::SQS::Queue', 'DeadLetters'],
    ] as const)
      expect(all(type).map(([name]) => name)).toContain(id);
  });

  test('no name is frozen, so that a stack can stand beside another', () => {
    const named = Object.entries<Resource>(template.toJSON().Resources).filter(([, { Properties = {} }]) =>
      ['TableName', 'FunctionName', 'TopicName', 'QueueName', 'RoleName', 'AlarmName', 'LogGroupName'].some(
        (property) => typeof Properties[property] === 'string',
      ),
    );
    expect(named).toEqual([]);
  });
});

describe('the table', () => {
  test('is kept when the stack goes, protected from deletion, with point-in-time recovery and expiry', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });
});

describe('the sweep', () => {
  test('is durable, with an execution time and a history that are bounded', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      DurableConfig: { ExecutionTimeout: 3600, RetentionPeriodInDays: 14 },
    });
  });

  test('may checkpoint its own executions only, and start nothing but itself', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['SweepFunction', 'Arn'] }, ':*']] },
          }),
          Match.objectLike({ Action: 'lambda:InvokeFunction', Resource: { Ref: Match.stringLikeRegexp('live') } }),
        ],
      },
    });
  });

  test('keeps its old versions, on which executions in flight come to their end', () => {
    template.hasResource('AWS::Lambda::Version', { DeletionPolicy: 'Retain' });
  });
});

describe('schedules', () => {
  test('there is one for each distinct `every`, with its time zone', () => {
    const paths = ['rate(5 minutes)', 'rate(5 minutes)', 'cron(0 8 ? * MON-FRI *) Europe/Berlin'].map((every, index) =>
      aPath({ id: `path-${index}`, every }),
    );
    const several = templateOf(aConfiguration({ paths }));
    several.resourceCountIs('AWS::Scheduler::Schedule', 3);
    several.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 day)',
      Target: { Input: JSON.stringify({ every: 'canary', scheduledTime: '<aws.scheduler.scheduled-time>' }) },
    });
    several.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 8 ? * MON-FRI *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
    several.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      Target: {
        Input: JSON.stringify({ every: 'rate(5 minutes)', scheduledTime: '<aws.scheduler.scheduled-time>' }),
      },
    });
  });

  test('where all come more seldom than each five minutes, a clock starts sweeps that look at no path', () => {
    const paths = ['rate(1 hour)', 'cron(0 8 ? * MON-FRI *) UTC'].map((every, index) =>
      aPath({ id: `path-${index}`, every }),
    );
    const seldom = templateOf(aConfiguration({ paths }));
    seldom.resourceCountIs('AWS::Scheduler::Schedule', 4);
    seldom.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
      Target: {
        Input: JSON.stringify({ every: 'clock', scheduledTime: '<aws.scheduler.scheduled-time>' }),
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 300 },
      },
    });
  });
});

test('the stack goes by its tag and its outputs', () => {
  for (const output of ['TableName', 'SweepAlias', 'TopicArn']) template.hasOutput(output, {});
  template.hasOutput('Version', { Value: version });
  template.hasResourceProperties('AWS::SNS::Topic', { Tags: [{ Key: 'pathwatch', Value: 'Pathwatch' }] });
});
