import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type Rule,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Events } from '../../local/events/bus.ts';
import type { BusEvent } from '../permissions/events.ts';
import type { Emulator } from './emulator.ts';
import type { Invocations } from './invocations.ts';

const GATHER_SECONDS = 30;

/** The rules of the default bus. */
export const rulesOf = async (events: EventBridgeClient): Promise<readonly Rule[]> =>
  (await events.send(new ListRulesCommand({}))).Rules ?? [];

/** The ARNs of all that rules lead to, each once. */
export const targetsOf = async (events: EventBridgeClient, rules: readonly Rule[]): Promise<readonly string[]> => {
  const arns = new Set<string>();
  for (const { Name } of rules) {
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
    for (const { Arn } of Targets) if (Arn !== undefined) arns.add(Arn);
  }
  return [...arns];
};

/** How many of the rules an event would be let through by, as the emulator reads their patterns. */
export const takersOf = async (events: EventBridgeClient, rules: readonly Rule[], event: BusEvent): Promise<number> => {
  let takers = 0;
  for (const { EventPattern } of rules) {
    const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) }));
    if (Result === true) takers += 1;
  }
  return takers;
};

/** Puts an event on the default bus, where EventBridge takes it from a caller: no event of AWS's own. */
const putEvent = async (events: EventBridgeClient, event: BusEvent): Promise<void> => {
  const entry = { Source: event.source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) };
  const { FailedEntryCount, Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
  assert.equal(FailedEntryCount, 0, JSON.stringify(Entries));
};

/** Lays an event into the queue of an ARN, as a rule does. */
const layInto = async (sqs: SQSClient, queue: string, event: BusEvent): Promise<void> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue.slice(queue.lastIndexOf(':') + 1) }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
};

/** How many events the gathering function has taken, in batches that ended well. */
const gatheredIn = (log: string): number =>
  [...log.matchAll(/ESM: Lambda \S+ processed (\d+) SQS messages/g)].reduce((sum, [, taken]) => sum + Number(taken), 0);

export interface Changes {
  /** An event goes over bus, rule, queue and mapping, is gathered, and starts nothing. */
  pass(event: BusEvent): Promise<void>;
  /** The events of what is done to the network, each let through by one rule, are gathered and start one sweep; its name. */
  sweepBy(action: () => Promise<void>): Promise<string>;
  close(): Promise<void>;
}

/** What happens on the deployed bus, whose rules lead to one queue; the events of the network are the embedded account's. */
export const openChanges = async (
  { events: bridge, sqs }: { readonly events: EventBridgeClient; readonly sqs: SQSClient },
  { log }: Emulator,
  { byChange }: Invocations,
  account: Events,
): Promise<Changes> => {
  const [queue = 'none', ...elsewhere] = await targetsOf(bridge, await rulesOf(bridge));
  assert.deepEqual(elsewhere, []);
  const heard: BusEvent[] = [];
  const { close } = account.subscribe(async ({ Records }) => {
    for (const { body } of Records) heard.push(JSON.parse(body));
  });
  let sent = 0;
  const gathered = async (count: number): Promise<void> => {
    sent += count;
    for (const until = Date.now() + GATHER_SECONDS * 1000; gatheredIn(log()) < sent; await sleep(100))
      if (Date.now() > until) throw new Error(`${sent} events were not gathered within ${GATHER_SECONDS} s`);
    assert.equal(gatheredIn(log()), sent);
  };
  return {
    pass: async (event) => {
      const before = byChange();
      await putEvent(bridge, event);
      await gathered(1);
      assert.deepEqual(byChange(), before);
    },
    close,
    sweepBy: async (action) => {
      await account.settled();
      heard.length = 0;
      await action();
      await account.settled();
      const before = byChange();
      const rules = await rulesOf(bridge);
      assert.ok(heard.length > 0);
      for (const event of heard) {
        assert.equal(await takersOf(bridge, rules, event), 1);
        await layInto(sqs, queue, event);
      }
      await gathered(heard.length);
      const [name = 'none', ...others] = byChange().slice(before.length);
      assert.deepEqual(others, []);
      return name;
    },
  };
};
