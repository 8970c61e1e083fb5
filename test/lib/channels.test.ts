import { Match } from 'aws-cdk-lib/assertions';
import type { Channels } from '../../lambda/domain/channel.ts';
import { everyChannel } from '../support/channels.ts';
import { noChannels } from '../support/paths.ts';
import { aConfiguration, templateOf } from '../support/synthesized.ts';

const template = templateOf(aConfiguration({ channels: everyChannel }));

type Properties = Readonly<Record<string, unknown>>;

const all = (type: string, from = template): readonly Properties[] =>
  Object.values(from.findResources(type)).map(({ Properties }) => Properties);

const arn = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });
const partition = { Ref: 'AWS::Partition' };
const here = [{ Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];

const subscription = (topic: string, endpoint: string): Properties => {
  const [found, ...others] = all('AWS::SNS::Subscription').filter(
    ({ TopicArn, Endpoint }) => JSON.stringify(TopicArn) === JSON.stringify({ Ref: topic }) && Endpoint === endpoint,
  );
  if (found === undefined || others.length > 0) throw new Error(`${endpoint} is not subscribed once`);
  return found;
};

/** The statements of the sweep's role with a `Sid`, or with an action. */
const statements = (word: string, from = template): readonly Properties[] =>
  all('AWS::IAM::Policy', from)
    .flatMap(({ PolicyDocument }) => (PolicyDocument as { readonly Statement: readonly Properties[] }).Statement)
    .filter(({ Sid, Action }) => Sid === word || Action === word);

describe('e-mail and HTTPS', () => {
  test('who takes all severities is not filtered, others by the attribute', () => {
    expect(subscription('AlertsTopic', 'netops@example.com')).not.toHaveProperty('FilterPolicy');
    expect(subscription('AlertsTopic', 'https://archive.example.com/sns')).not.toHaveProperty('FilterPolicy');
    expect(subscription('AlertsTopic', 'oncall@example.com')).toMatchObject({
      Protocol: 'email',
      FilterPolicy: { severity: ['critical'] },
    });
    expect(subscription('AlertsTopic', 'https://pager.example.com/sns')).toMatchObject({
      Protocol: 'https',
      FilterPolicy: { severity: ['critical', 'warning'] },
    });
    // By the message's attributes, which is what SNS does where nothing is said.
    for (const properties of all('AWS::SNS::Subscription')) expect(properties).not.toHaveProperty('FilterPolicyScope');
  });

  test('every address hears of what ails the monitor, whatever severities it takes, and no other subscriber does', () => {
    for (const { address } of everyChannel.email)
      expect(subscription('TroublesTopic', address)).not.toHaveProperty('FilterPolicy');
    expect(all('AWS::SNS::Subscription')).toHaveLength(6);
  });

  test('what a subscriber by HTTPS does not take is tried again for minutes, and left where an alarm sees it', () => {
    for (const { url } of everyChannel.https)
      expect(subscription('AlertsTopic', url)).toMatchObject({
        RawMessageDelivery: false,
        DeliveryPolicy: { healthyRetryPolicy: { numRetries: 10, maxDelayTarget: 120 } },
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
      });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: 'DeadLetters' }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnEquals: { 'aws:SourceArn': { Ref: 'AlertsTopic' } } },
          }),
        ]),
      },
    });
  });
});

describe('Amazon Q Developer in chat applications', () => {
  const configurations = all('AWS::Chatbot::SlackChannelConfiguration');

  test('each channel has its configuration, its topic and its role, under a name of this stack', () => {
    expect(configurations).toHaveLength(everyChannel.chat.length);
    for (const [index, { name, workspace, channel }] of everyChannel.chat.entries())
      expect(configurations[index]).toMatchObject({
        ConfigurationName: `Pathwatch-${name}`,
        SlackWorkspaceId: workspace,
        SlackChannelId: channel,
        SnsTopicArns: [{ Ref: expect.stringMatching(/^PathwatchChatTopic/) }],
        LoggingLevel: 'ERROR',
      });
    const topics = configurations.map(({ SnsTopicArns }) => JSON.stringify(SnsTopicArns));
    expect(new Set(topics).size).toBe(topics.length);
  });

  test('the guardrail is read-only, and never the AdministratorAccess that stands there by default', () => {
    for (const { GuardrailPolicies, UserRoleRequired } of configurations) {
      expect(GuardrailPolicies).toEqual([arn('arn:', partition, ':iam::aws:policy/CloudWatchReadOnlyAccess')]);
      expect(UserRoleRequired).toBe(false);
    }
    expect(JSON.stringify(template.toJSON())).not.toContain('AdministratorAccess');
  });

  test('the role by which the members of a channel act may do nothing', () => {
    const roles = Object.entries(template.findResources('AWS::IAM::Role')).filter(([, { Properties }]) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('chatbot.amazonaws.com'),
    );
    expect(roles).toHaveLength(everyChannel.chat.length);
    const policies = JSON.stringify(all('AWS::IAM::Policy').map(({ Roles }) => Roles));
    for (const [id, { Properties }] of roles) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(Properties).not.toHaveProperty('Policies');
      expect(policies).not.toContain(id);
    }
  });

  test('nobody but the service subscribes to its topics', () => {
    for (const { TopicArn } of all('AWS::SNS::Subscription'))
      expect(JSON.stringify(TopicArn)).toMatch(/AlertsTopic|TroublesTopic/);
  });
});

test('every topic is encrypted with the key of the deployment, and refuses calls without TLS', () => {
  expect(all('AWS::SNS::Topic')).toHaveLength(2 + everyChannel.chat.length);
  for (const { KmsMasterKeyId } of all('AWS::SNS::Topic'))
    expect(KmsMasterKeyId).toEqual({ 'Fn::GetAtt': ['TopicKey', 'Arn'] });
  const refusing = all('AWS::SNS::TopicPolicy').filter(({ PolicyDocument }) =>
    JSON.stringify(PolicyDocument).includes('"aws:SecureTransport":"false"'),
  );
  expect(refusing).toHaveLength(all('AWS::SNS::Topic').length);
});

describe('the sweep', () => {
  const variables = (from = template): Properties => {
    const { Environment } = from.findResources('AWS::Lambda::Function').SweepFunction?.Properties ?? {};
    return (Environment as { readonly Variables: Properties }).Variables;
  };

  test('is told the topics of the chat by name, and may publish to each', () => {
    const topic = (name: string) => ({ Ref: expect.stringMatching(new RegExp(`ChatTopic${name}`)) });
    expect(variables().CHAT_TOPICS).toEqual(
      arn('{"war-room":"', topic('warroom'), '","managers":"', topic('managers'), '"}'),
    );
    const published = statements('sns:Publish').map(({ Resource }) => Resource);
    expect(published).toEqual(expect.arrayContaining([topic('warroom'), topic('managers')]));
  });

  test('may read the declared secrets and no others, and holds neither their values nor their names', () => {
    expect(statements('ReadSlackAddresses')).toEqual([
      expect.objectContaining({
        Action: 'secretsmanager:GetSecretValue',
        Resource: [
          arn('arn:', partition, ':secretsmanager:', ...here, ':secret:pathwatch/slack/noc-??????'),
          everyChannel.slack[1]?.secret,
        ],
      }),
    ]);
    expect(JSON.stringify(variables())).not.toContain('slack');
    expect(JSON.stringify(template.toJSON())).not.toContain('hooks.slack.com');
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('may put events on the declared bus and on no other', () => {
    const channels: Channels = { ...noChannels, events: { bus: 'alerts', severities: ['critical'] } };
    expect(statements('events:PutEvents', templateOf(aConfiguration({ channels })))).toEqual([
      expect.objectContaining({ Resource: arn('arn:', partition, ':events:', ...here, ':event-bus/alerts') }),
    ]);
  });

  test('has no more rights, topics and variables than there are channels', () => {
    const plain = templateOf(aConfiguration({ channels: noChannels }));
    for (const word of ['secretsmanager:GetSecretValue', 'events:PutEvents'])
      expect(statements(word, plain)).toEqual([]);
    expect(variables(plain)).not.toHaveProperty('CHAT_TOPICS');
    plain.resourceCountIs('AWS::SNS::Topic', 2);
    plain.resourceCountIs('AWS::SNS::Subscription', 0);
    plain.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 0);
  });

  test('may query flow logs of this account and Region, and read and stop its queries', () => {
    expect(statements('QueryFlowLogs')).toEqual([
      expect.objectContaining({ Resource: arn('arn:', partition, ':logs:', ...here, ':log-group:*') }),
    ]);
    expect(statements('ReadQueries')).toEqual([
      expect.objectContaining({ Action: ['logs:GetQueryResults', 'logs:StopQuery'], Resource: '*' }),
    ]);
  });
});
