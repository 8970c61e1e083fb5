import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Channels } from '../../lambda/domain/channel.ts';

/**
 * To a secret's name Secrets Manager adds a hyphen and six characters; they may be left out of an ARN too.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
const secretArn = (stack: Stack, secret: string): string => {
  if (!secret.startsWith('arn:'))
    return `arn:${stack.partition}:secretsmanager:${stack.region}:${stack.account}:secret:${secret}-??????`;
  return /-[A-Za-z0-9]{6}$/.test(secret) ? secret : `${secret}-??????`;
};

/** The channels that are no topics: only the secrets that are declared, and only the bus. Nothing where there are none. */
export const telling = (stack: Stack, { slack, events }: Channels): readonly PolicyStatement[] => [
  ...(slack.length === 0
    ? []
    : [
        new PolicyStatement({
          sid: 'ReadSlackAddresses',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [...new Set(slack.map(({ secret }) => secretArn(stack, secret)))],
        }),
      ]),
  ...(events === undefined
    ? []
    : [
        new PolicyStatement({
          sid: 'PutAlertsOnTheBus',
          actions: ['events:PutEvents'],
          resources: [stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: events.bus })],
        }),
      ]),
];
