import { type CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { readRecord } from '../changes/read-record.ts';
import type { Change } from '../domain/change.ts';
import type { CallHistory } from '../monitor/ports.ts';
import { calling } from './fault.ts';
import { type TrailOptions, trailOf } from './trail.ts';

/**
 * Milliseconds between two look-ups: "limited to two per second, per account, per Region"
 * (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html). Others of the account look up too:
 * where those use it up, the SDK tries again.
 */
const gap = 500;
const largestPage = 50;
const mostEvents = 200;

export interface HistoryOptions extends TrailOptions {
  /** Waits so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Lets calls run one after another, each `gap` after the one before. */
const spaced = (wait: HistoryOptions['wait']) => {
  let before: Promise<unknown> | undefined;
  return <Output>(call: () => Promise<Output>): Promise<Output> => {
    const answer = before === undefined ? call() : before.then(() => wait(gap)).then(call);
    // The next one waits for its end, whatever that is; its own caller hears of it.
    before = answer.catch(() => undefined);
    return answer;
  };
};

/** An event holds the call's own record as text; where that is missing, its name and time are better than nothing. */
const changeOf = (event: Event, since: string): Change | undefined => {
  const { CloudTrailEvent, EventId, EventName, EventSource, EventTime, ReadOnly } = event;
  const named = { eventID: EventId, eventName: EventName, eventSource: EventSource, readOnly: ReadOnly };
  return readRecord(CloudTrailEvent ?? named, EventTime?.toISOString() ?? since);
};

/** CloudTrail behind its port; `client` is one of the Region whose calls are looked for. */
export const callHistory = (client: CloudTrailClient, options: HistoryOptions): CallHistory => {
  const inTurn = spaced(options.wait);

  const eventsOn = async (resourceId: string, since: string, until: string): Promise<readonly Event[]> => {
    const events: Event[] = [];
    let token: string | undefined;
    do {
      const command = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: resourceId }],
        StartTime: new Date(since),
        EndTime: new Date(until),
        MaxResults: largestPage,
        NextToken: token,
      });
      const page = await inTurn(() => calling('LookupEvents', () => client.send(command)));
      events.push(...(page.Events ?? []));
      // A token that comes again would lead round in a circle.
      token = page.NextToken === token ? undefined : page.NextToken;
    } while (token !== undefined && events.length < mostEvents);
    return events.slice(0, mostEvents);
  };

  return {
    callsOn: async (resourceId, since, until) =>
      (await eventsOn(resourceId, since, until))
        .flatMap((event) => changeOf(event, since) ?? [])
        .sort((one, other) => Date.parse(other.at) - Date.parse(one.at)),
    trail: () => trailOf(client, options),
  };
};
