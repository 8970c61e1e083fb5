import {
  type EventPattern,
  forwarderSigns,
  instanceStates,
  networkManagerEvents,
  writeCalls,
} from '../../lambda/changes/patterns.ts';
import { wholeSeconds } from '../cloudtrail/record.ts';
import type { BusEvent, GivenEvent } from './event.ts';
import { matches } from './pattern.ts';
import { type Consumer, openQueue, type QueueRecord, type Subscription } from './queue.ts';

/** The account's event bus, and the queue that its rules put events into. */
export interface Events {
  /** Gives the bus an event, as an AWS service would. */
  put(event: GivenEvent): void;
  /** Takes what the rules let through, in batches as Lambda gets them from SQS; one consumer at a time. */
  subscribe(consumer: Consumer): Subscription;
  /** Messages whose batches failed three times, oldest first. */
  readonly dead: readonly QueueRecord[];
  /** Resolves once every event that was let through was taken or is dead, or nobody takes any. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface BusOptions {
  readonly account: string;
  readonly region: string;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Seconds of real time for which a batch gathers. */
  readonly windowSeconds: number;
}

/** Opens the default bus with the rules that the stack would make. */
export const openBus = ({ account, region, now, newId, windowSeconds }: BusOptions): Events => {
  const rules: readonly EventPattern[] = [writeCalls, instanceStates, networkManagerEvents(region), forwarderSigns];
  // Here nothing is gained by waiting long for a batch that failed.
  const queue = openQueue({ now, newId, windowSeconds, visibilitySeconds: windowSeconds, tries: 3 });
  return {
    put: (given) => {
      const event: BusEvent = {
        version: '0',
        id: newId(),
        account,
        time: wholeSeconds(now()),
        region,
        resources: [],
        ...given,
      };
      // A rule that fits puts the event into the queue; two that fit do so twice.
      for (const rule of rules) if (matches(rule, event)) queue.send(JSON.stringify(event));
    },
    subscribe: queue.subscribe,
    dead: queue.dead,
    settled: queue.settled,
    close: queue.close,
  };
};
