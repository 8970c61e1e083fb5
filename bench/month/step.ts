import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { requestParametersOf } from '../../local/cloudtrail/style.ts';
import { callEvent, type GivenEvent, stateEvents } from '../../local/events/event.ts';
import { owner } from '../large-network/site.ts';
import type { Call } from './edit.ts';
import { REGION } from './subnets.ts';

/** Something that happens: the network of a cell becomes another, or an event comes, or both. */
export interface Step {
  /** Seconds from the month's beginning. */
  readonly at: number;
  readonly cell: number;
  /** The cell's network from then on; absent where it stays as it is. */
  readonly documents?: Documents;
  /** What EventBridge delivers of it, as JSON. */
  readonly events: (at: Date, id: string) => readonly string[];
}

const textOf = (given: GivenEvent, at: Date, id: string): string =>
  JSON.stringify({
    version: '0',
    id,
    account: owner,
    time: `${at.toISOString().slice(0, 19)}Z`,
    region: REGION,
    resources: [],
    ...given,
  });

/** A call as a trail brings it. */
export const callText = ({ operation, input }: Call, at: Date, id: string, response: object | null = null): string =>
  textOf(
    callEvent({
      eventVersion: '1.08',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLE',
        arn: `arn:aws:iam::${owner}:user/operator`,
        accountId: owner,
        accessKeyId: 'AKIAEXAMPLE',
        userName: 'operator',
      },
      eventTime: `${at.toISOString().slice(0, 19)}Z`,
      eventSource: 'ec2.amazonaws.com',
      eventName: operation,
      awsRegion: REGION,
      sourceIPAddress: '203.0.113.24',
      userAgent: 'Terraform/1.9.8',
      requestParameters: requestParametersOf(operation, input),
      responseElements: response === null ? null : { ...response },
      requestID: id,
      eventID: id,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: owner,
      eventCategory: 'Management',
    }),
    at,
    id,
  );

/** What EventBridge tells of instances that came, went or changed their state. */
export const stateTexts = (before: Documents, after: Documents, at: Date, id: string): readonly string[] =>
  stateEvents(before, after, { account: owner, region: REGION }).map((event, place) =>
    textOf(event, at, `${id}-state-${place}`),
  );

/** A step that one call makes. */
export const calling = (at: number, cell: number, call: Call, documents?: Documents): Step => ({
  at,
  cell,
  ...(documents !== undefined && { documents }),
  events: (time, id) => [callText(call, time, id)],
});

/** Hours, minutes and days in seconds. */
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 24 * HOUR;
/** A month of 30.4 days, as the forecast has it (lambda/spend/looks.ts). */
export const MONTH = 30.4 * DAY;
