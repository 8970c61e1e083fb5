import type { Event } from '@aws-sdk/client-cloudtrail';
import { list, type Raw, text } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';
import { type History, type LookUp, usernameOf } from './history.ts';
import type { CloudTrailRecord } from './record.ts';
import { resourcesOf } from './resources.ts';

const keys = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
];

const largestPage = 50;

/** Times come and go as seconds since 1970, with fractions: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html. */
const millisecondsOf = (value: unknown): number | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw new ServiceError('SerializationException', 'Expected a time in seconds');
  return value * 1000;
};

const lookUpOf = (input: Raw): LookUp => {
  const attributes = list(input, 'LookupAttributes');
  if (attributes.length > 1) {
    throw new ServiceError('InvalidLookupAttributesException', 'You can only use one lookup attribute in each lookup.');
  }
  const [key, value] = [text(attributes[0] ?? {}, 'AttributeKey'), text(attributes[0] ?? {}, 'AttributeValue')];
  if (attributes.length === 1 && (key === undefined || !keys.includes(key) || value === undefined || value === '')) {
    throw new ServiceError('InvalidLookupAttributesException', 'Invalid lookup attributes.');
  }
  const since = millisecondsOf(input.StartTime) ?? Number.NEGATIVE_INFINITY;
  const until = millisecondsOf(input.EndTime) ?? Number.POSITIVE_INFINITY;
  if (since > until) throw new ServiceError('InvalidTimeRangeException', 'StartTime must be before EndTime.');
  return { since, until, ...(key !== undefined && value !== undefined && { attribute: { key, value } }) };
};

const pageSizeOf = (input: Raw): number => {
  const size = input.MaxResults ?? largestPage;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > largestPage) {
    throw new ServiceError('InvalidMaxResultsException', `MaxResults must be between 1 and ${largestPage}.`);
  }
  return size;
};

/** A token names the event that a page ended with, and holds for the same look-up only. */
const tokenOf = (lookUp: LookUp, { eventID }: CloudTrailRecord): string =>
  Buffer.from(JSON.stringify([eventID, lookUp])).toString('base64');

const restAfter = (found: readonly CloudTrailRecord[], lookUp: LookUp, token: string | undefined) => {
  if (token === undefined) return found;
  const last = found.findIndex((record) => tokenOf(lookUp, record) === token);
  if (last === -1) throw new ServiceError('InvalidNextTokenException', 'Invalid NextToken.');
  return found.slice(last + 1);
};

const eventOf = (record: CloudTrailRecord): Omit<Event, 'EventTime'> & { readonly EventTime: number } => ({
  EventId: record.eventID,
  EventName: record.eventName,
  ReadOnly: String(record.readOnly),
  AccessKeyId: record.userIdentity.accessKeyId,
  EventTime: Date.parse(record.eventTime) / 1000,
  EventSource: record.eventSource,
  Username: usernameOf(record),
  Resources: [...resourcesOf(record)],
  CloudTrailEvent: JSON.stringify(record),
});

/** `LookupEvents` over the history. Throws `ServiceError` in CloudTrail's words. */
export const lookUpEvents = (history: History, input: Raw): object => {
  const lookUp = lookUpOf(input);
  const size = pageSizeOf(input);
  const rest = restAfter(history.find(lookUp), lookUp, text(input, 'NextToken'));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return {
    Events: page.map(eventOf),
    ...(rest.length > size && last !== undefined && { NextToken: tokenOf(lookUp, last) }),
  };
};
