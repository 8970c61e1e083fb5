import {
  DeleteRuleCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EVENT_SOURCE, EVENT_TYPE } from '../../lambda/alerts/event.ts';
import { type AlertEvent, alertEvent } from '../../lambda/alerts/event-schema.ts';
import { openQueue } from './queue.ts';

const Event = z.object({ source: z.string(), 'detail-type': z.string(), detail: alertEvent });

export interface BusInbox {
  /** The details of Pathwatch's events that have come since. */
  receive(): Promise<readonly AlertEvent[]>;
  /** Takes the rule away. */
  close(): Promise<void>;
}

/** A rule as a user would make it for a pager, from the default bus into a queue. */
export const openBusInbox = async (events: EventBridgeClient, sqs: SQSClient): Promise<BusInbox> => {
  const Name = 'pager';
  const EventPattern = JSON.stringify({ source: [EVENT_SOURCE], 'detail-type': [EVENT_TYPE] });
  const { RuleArn = 'none' } = await events.send(new PutRuleCommand({ Name, EventPattern }));
  const queue = await openQueue(sqs, 'pager', { service: 'events', source: RuleArn });
  await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'queue', Arn: queue.arn }] }));
  return {
    receive: async () => (await queue.receive()).map((body) => Event.parse(JSON.parse(body)).detail),
    close: async () => {
      await events.send(new RemoveTargetsCommand({ Rule: Name, Ids: ['queue'] }));
      await events.send(new DeleteRuleCommand({ Name }));
    },
  };
};
