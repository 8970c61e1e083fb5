import type { AdvancedEventSelector, AdvancedFieldSelector, EventSelector } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailRecord } from './record.ts';

/** A trail that the account has, or that its organization has for it. */
export interface TrailSetup {
  readonly name: string;
  /** The account that made it. */
  readonly owner: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logging: boolean;
  readonly selectors: readonly EventSelector[];
  /** In place of `selectors`: a trail has one kind only. */
  readonly advancedSelectors?: readonly AdvancedEventSelector[];
}

/** What a trail is unless something else is asked for: all management events of all Regions. */
export const usualTrail = (account: string, region: string): TrailSetup => ({
  name: 'management-events',
  owner: account,
  homeRegion: region,
  multiRegion: true,
  organization: false,
  logging: true,
  selectors: [
    { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
  ],
});

export const trailArn = ({ name, owner, homeRegion }: TrailSetup): string =>
  `arn:aws:cloudtrail:${homeRegion}:${owner}:trail/${name}`;

/** Whether the trail is there in a Region, as itself or as its shadow. */
export const reaches = (trail: TrailSetup, region: string): boolean => trail.multiRegion || trail.homeRegion === region;

const bySelector = (selector: EventSelector, record: CloudTrailRecord): boolean =>
  selector.IncludeManagementEvents !== false &&
  selector.ReadWriteType !== (record.readOnly ? 'WriteOnly' : 'ReadOnly') &&
  !selector.ExcludeManagementEventSources?.includes(record.eventSource);

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
const byField = (selector: AdvancedFieldSelector, record: CloudTrailRecord): boolean => {
  const value = String(record[selector.Field as keyof CloudTrailRecord]);
  const some = (texts: readonly string[] | undefined, test: (text: string) => boolean): boolean | undefined =>
    texts === undefined ? undefined : texts.some(test);
  return (
    (some(selector.Equals, (text) => value === text) ?? true) &&
    (some(selector.StartsWith, (text) => value.startsWith(text)) ?? true) &&
    (some(selector.EndsWith, (text) => value.endsWith(text)) ?? true) &&
    !some(selector.NotEquals, (text) => value === text) &&
    !some(selector.NotStartsWith, (text) => value.startsWith(text)) &&
    !some(selector.NotEndsWith, (text) => value.endsWith(text))
  );
};

/** Whether a trail logs an event, which is also when EventBridge hears of it. */
export const logs = (trail: TrailSetup, record: CloudTrailRecord): boolean =>
  trail.logging &&
  reaches(trail, record.awsRegion) &&
  (trail.advancedSelectors === undefined
    ? trail.selectors.some((selector) => bySelector(selector, record))
    : trail.advancedSelectors.some(({ FieldSelectors = [] }) =>
        FieldSelectors.every((selector) => byField(selector, record)),
      ));
