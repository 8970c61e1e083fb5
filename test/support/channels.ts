import type { Channels } from '../../lambda/domain/channel.ts';
import { severities } from '../../lambda/domain/path.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';

/** Channels of every kind; of those that filter, one that takes all severities and one that does not. */
export const everyChannel: Channels = {
  email: [
    { address: 'netops@example.com', severities },
    { address: 'oncall@example.com', severities: ['critical'] },
  ],
  https: [
    { url: 'https://pager.example.com/sns', severities: ['critical', 'warning'] },
    { url: 'https://archive.example.com/sns', severities },
  ],
  slack: [
    { name: 'noc', secret: 'pathwatch/slack/noc', severities },
    {
      name: 'team',
      secret: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:pathwatch/slack/team-AbCdEf`,
      severities: ['critical'],
    },
  ],
  chat: [
    { name: 'war-room', workspace: 'T0123ABCD', channel: 'C0123ABCD', severities },
    { name: 'managers', workspace: 'T0123ABCD', channel: 'C4567EFGH', severities: ['critical'] },
  ],
  events: { bus: 'default', severities },
};
