import { Stack } from 'aws-cdk-lib';
import { LoggingLevel, SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { ChatChannel } from '../lambda/domain/channel.ts';
import type { TopicKey } from './key.ts';

export interface ChatProps {
  readonly key: TopicKey;
  readonly channels: readonly ChatChannel[];
}

/**
 * Slack by Amazon Q Developer in chat applications: of each channel a topic of its own, whose messages have the service's own
 * form. The service subscribes to it and confirms by itself, so that no subscription is declared; and it decrypts nothing,
 * since SNS does that for its subscribers, so that the key need not admit it. The workspace has to be authorized once, in the
 * console: https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html.
 */
export class Chat extends Construct {
  /** By the channel's name. */
  readonly topics: Readonly<Record<string, Topic>>;

  constructor(scope: Construct, id: string, { key, channels }: ChatProps) {
    super(scope, id);
    this.topics = Object.fromEntries(
      channels.map((channel) => {
        const topic = new Topic(this, `Topic-${channel.name}`, {
          masterKey: key.key,
          enforceSSL: true,
          displayName: 'Pathwatch',
        });
        this.show(channel, topic);
        return [channel.name, topic];
      }),
    );
  }

  private show({ name, workspace, channel }: ChatChannel, topic: Topic): void {
    new SlackChannelConfiguration(this, `Channel-${name}`, {
      // Unique in the account, and no update can change it.
      slackChannelConfigurationName: `${Stack.of(this).stackName}-${name}`,
      slackWorkspaceId: workspace,
      slackChannelId: channel,
      notificationTopics: [topic],
      // All members of the channel act by this role, and it may do nothing: messages come without it. A role of their own,
      // which `userRoleRequired` would have each of them choose, might do more.
      role: new Role(this, `Role-${name}`, {
        description: 'Pathwatch: what may be done from the chat, which is nothing',
        assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
      }),
      userRoleRequired: false,
      // Whatever role a member has chosen, no more than this. By default it would be AdministratorAccess.
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
      loggingLevel: LoggingLevel.ERROR,
    });
  }
}
