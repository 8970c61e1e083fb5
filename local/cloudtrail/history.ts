import type { CloudTrailRecord } from './record.ts';
import { resourcesOf } from './resources.ts';

/** What to look for; at most one attribute, times in milliseconds, both included. */
export interface LookUp {
  readonly attribute?: { readonly key: string; readonly value: string };
  readonly since: number;
  readonly until: number;
}

export interface History {
  keep(record: CloudTrailRecord): void;
  /** Newest first. */
  find(lookUp: LookUp): readonly CloudTrailRecord[];
}

/** How long the history goes back: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html. */
const DAYS = 90;

const has = (record: CloudTrailRecord, { key, value }: { readonly key: string; readonly value: string }): boolean => {
  switch (key) {
    case 'EventId':
      return record.eventID === value;
    case 'EventName':
      return record.eventName === value;
    case 'EventSource':
      return record.eventSource === value;
    case 'ReadOnly':
      return String(record.readOnly) === value;
    case 'AccessKeyId':
      return record.userIdentity.accessKeyId === value;
    case 'Username':
      return usernameOf(record) === value;
    case 'ResourceName':
      return resourcesOf(record).some(({ ResourceName }) => ResourceName === value);
    case 'ResourceType':
      return resourcesOf(record).some(({ ResourceType }) => ResourceType === value);
    default:
      return false;
  }
};

/** The user's name, or that of a role's session. */
export const usernameOf = ({ userIdentity: { arn, userName } }: CloudTrailRecord): string =>
  userName ?? arn.slice(arn.lastIndexOf('/') + 1);

/** Opens the history of events; an event can be found `lagSeconds` after it happened, and for 90 days. */
export const openHistory = (options: { readonly now: () => Date; readonly lagSeconds: number }): History => {
  const records: CloudTrailRecord[] = [];
  return {
    keep: (record) => {
      records.push(record);
    },
    find: ({ attribute, since, until }) => {
      const now = options.now().getTime();
      const oldest = Math.max(since, now - DAYS * 86_400_000);
      const newest = Math.min(until, now - options.lagSeconds * 1000);
      const at = (record: CloudTrailRecord): number => Date.parse(record.eventTime);
      return records
        .filter((record) => at(record) >= oldest && at(record) <= newest)
        .filter((record) => attribute === undefined || has(record, attribute))
        .reverse()
        .sort((one, other) => at(other) - at(one));
    },
  };
};
