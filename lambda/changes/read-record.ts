import type { Change } from '../domain/change.ts';
import { isRaw, type Raw } from '../snapshot/raw.ts';
import { authorOf } from './author.ts';
import { boundedText } from './bounded.ts';
import { isWatched } from './calls.ts';
import { concernOf } from './concern.ts';
import { detailsOf } from './details.ts';
import { parsedJson } from './parsed-json.ts';
import { scalarsOf } from './scalars.ts';

/** What stands in for what an event does not tell. */
export interface Delivery {
  readonly id: string;
  /** ISO time. */
  readonly at: string;
}

/** An ISO time in UTC in the one form in which times sort as text, to the millisecond; or what stands in for it. */
export const timeOr = (value: unknown, otherwise: string): string => {
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value);
  const time = isTime ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? otherwise : new Date(time).toISOString();
};

/** A change of which no more is known than that something came. */
export const unknownChange = (name: string | undefined, { id, at }: Delivery): Change => ({
  id,
  at,
  source: 'cloudtrail',
  name: name ?? 'unknown',
  concern: { kind: 'anything' },
  details: {},
});

const isFailed = ({ errorCode }: Raw): boolean => typeof errorCode === 'string' && errorCode !== '';
const isReadOnly = ({ readOnly }: Raw): boolean => readOnly === true || readOnly === 'true';

/** A record of CloudTrail: undefined where it failed, only read, or is a call that changes no network. */
export const changeOf = (record: Raw, delivery: Delivery): Change | undefined => {
  const service = boundedText(record.eventSource, 100) ?? '';
  const operation = boundedText(record.eventName, 100);
  if (isFailed(record) || isReadOnly(record)) return undefined;
  const id = boundedText(record.eventID, 100) ?? delivery.id;
  const at = timeOr(record.eventTime, delivery.at);
  if (operation === undefined) return unknownChange(undefined, { id, at });
  const watched = isWatched(service, operation);
  if (watched === 'ignored') return undefined;
  const request = scalarsOf(record.requestParameters);
  const author = authorOf(record);
  return {
    id,
    at,
    source: 'cloudtrail',
    name: operation,
    concern:
      watched === 'watched'
        ? concernOf(service, operation, request, scalarsOf(record.responseElements))
        : { kind: 'anything' },
    ...(author !== undefined && { author }),
    details: detailsOf(request),
  };
};

/**
 * A bare record of CloudTrail, as JSON text, such as `CloudTrailEvent` of LookupEvents, or as what that says. Undefined for
 * what changed no network for sure; what is not understood is a change that may concern anything. Never throws.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html
 */
export const readRecord = (record: unknown, fallbackAt: string): Change | undefined => {
  const content = typeof record === 'string' ? parsedJson(record) : record;
  const raw: Raw = isRaw(content) ? content : {};
  const id = boundedText(raw.requestID, 100) ?? `record at ${fallbackAt}`;
  return changeOf(raw, { id, at: fallbackAt });
};
