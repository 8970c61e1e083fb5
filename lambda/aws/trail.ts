import {
  type AdvancedFieldSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsResponse,
  GetTrailStatusCommand,
  type Trail as ListedTrail,
} from '@aws-sdk/client-cloudtrail';
import { Fault } from '../domain/fault.ts';
import type { Trail } from '../monitor/ports.ts';
import { calling, having, malformed } from './fault.ts';

export interface TrailOptions {
  readonly region: string;
  /** A client of another Region. It is closed after use. */
  readonly clientIn: (region: string) => CloudTrailClient;
}

/** What is asked of a trail: whether it logs calls like these. Fields that an event store alone knows narrow it down. */
const asked: Readonly<Record<string, string>> = {
  eventCategory: 'Management',
  readOnly: 'false',
  eventSource: 'ec2.amazonaws.com',
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
const lets = (selector: AdvancedFieldSelector): boolean => {
  const value = asked[selector.Field ?? ''];
  if (value === undefined) return false;
  const { Equals, StartsWith, EndsWith, NotEquals = [], NotStartsWith = [], NotEndsWith = [] } = selector;
  return (
    (Equals?.includes(value) ?? true) &&
    (StartsWith?.some((text) => value.startsWith(text)) ?? true) &&
    (EndsWith?.some((text) => value.endsWith(text)) ?? true) &&
    !NotEquals.includes(value) &&
    !NotStartsWith.some((text) => value.startsWith(text)) &&
    !NotEndsWith.some((text) => value.endsWith(text))
  );
};

/**
 * Whether selectors let EC2's write calls through: basic ones log all management events unless they say otherwise, of
 * advanced ones all fields of one must fit.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
const logsWrites = ({ EventSelectors, AdvancedEventSelectors }: GetEventSelectorsResponse): boolean => {
  if (EventSelectors === undefined && AdvancedEventSelectors === undefined) {
    throw malformed('GetEventSelectors', 'the answer has no selectors');
  }
  return (
    (EventSelectors ?? []).some(
      ({ IncludeManagementEvents, ReadWriteType, ExcludeManagementEventSources = [] }) =>
        IncludeManagementEvents !== false &&
        ReadWriteType !== 'ReadOnly' &&
        !ExcludeManagementEventSources.includes('ec2.amazonaws.com'),
    ) || (AdvancedEventSelectors ?? []).some(({ FieldSelectors = [] }) => FieldSelectors.every(lets))
  );
};

type Standing = { readonly logs: true } | { readonly logs: false; readonly why: string };

/** Selectors are told in the trail's home Region only: https://github.com/aws/aws-sdk-go-v2/issues/1957. */
const selectorsOf = async (
  client: CloudTrailClient,
  { region, clientIn }: TrailOptions,
  { HomeRegion = region }: ListedTrail,
  TrailName: string,
): Promise<GetEventSelectorsResponse> => {
  const ask = (there: CloudTrailClient) =>
    calling('GetEventSelectors', () => there.send(new GetEventSelectorsCommand({ TrailName })));
  if (HomeRegion === region) return ask(client);
  const there = clientIn(HomeRegion);
  try {
    return await ask(there);
  } finally {
    there.destroy();
  }
};

const standingOf = async (client: CloudTrailClient, options: TrailOptions, trail: ListedTrail): Promise<Standing> => {
  // A shadow, and a trail of the organization, answer to their ARN only.
  const arn = having(trail.TrailARN, 'TrailARN', 'DescribeTrails');
  const { IsLogging } = await calling('GetTrailStatus', () => client.send(new GetTrailStatusCommand({ Name: arn })));
  if (!having(IsLogging, 'IsLogging', 'GetTrailStatus')) return { logs: false, why: 'is not logging' };
  return logsWrites(await selectorsOf(client, options, trail, arn))
    ? { logs: true }
    : { logs: false, why: 'does not log management write events' };
};

const reasonOf = (refusals: readonly string[], region: string): string =>
  refusals.length === 0
    ? `no trail of CloudTrail covers ${region}`
    : `no trail of CloudTrail logs the write calls of ${region}: ${refusals.join(', ')}`;

/**
 * Whether a trail brings the write calls of the Region to EventBridge
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html). A trail that cannot be read
 * may log them all the same: where no other is known to, its `Fault` is thrown.
 */
export const trailOf = async (client: CloudTrailClient, options: TrailOptions): Promise<Trail> => {
  const { trailList = [] } = await calling('DescribeTrails', () =>
    client.send(new DescribeTrailsCommand({ includeShadowTrails: true })),
  );
  const refusals: string[] = [];
  let unread: Fault | undefined;
  for (const trail of trailList) {
    if (trail.IsMultiRegionTrail !== true && trail.HomeRegion !== options.region) continue;
    const name = trail.Name ?? trail.TrailARN ?? 'a trail without a name';
    try {
      const standing = await standingOf(client, options, trail);
      if (standing.logs) return { kind: 'logging', name };
      refusals.push(`${name} ${standing.why}`);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      unread ??= error;
    }
  }
  if (unread !== undefined) throw unread;
  return { kind: 'none', reason: reasonOf(refusals, options.region) };
};
