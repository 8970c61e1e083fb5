import { list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import type { CloudTrailRecord } from '../cloudtrail/record.ts';

/** What an event must say; the bus fills in the rest. */
export interface GivenEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: object;
  readonly id?: string;
  /** ISO time. */
  readonly time?: string;
  readonly account?: string;
  readonly region?: string;
  readonly resources?: readonly string[];
}

/** An event as EventBridge delivers it: https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html. */
export type BusEvent = Required<GivenEvent> & { readonly version: '0' };

/** A recorded call, as EventBridge hears of it from a trail. */
export const callEvent = (record: CloudTrailRecord): GivenEvent => ({
  source: `aws.${record.eventSource.split('.')[0]}`,
  'detail-type': 'AWS API Call via CloudTrail',
  time: record.eventTime,
  region: record.awsRegion,
  detail: record,
});

/** States that an instance passes through on its way to another. */
const ways: Readonly<Record<string, readonly string[]>> = {
  running: ['pending', 'running'],
  stopped: ['stopping', 'stopped'],
  terminated: ['shutting-down', 'terminated'],
};

const statesIn = (documents: Documents): ReadonlyMap<string, string> =>
  new Map(
    (documents.Reservations ?? [])
      .flatMap((reservation: Raw) => list(reservation, 'Instances'))
      .map((instance) => [text(instance, 'InstanceId') ?? '', text(part(instance, 'State'), 'Name') ?? 'running']),
  );

/** What EventBridge hears of instances whose state is another than it was, or that were not there before. */
export const stateEvents = (
  before: Documents,
  after: Documents,
  { account, region }: { readonly account: string; readonly region: string },
): readonly GivenEvent[] => {
  if (before.Reservations === after.Reservations) return [];
  const known = statesIn(before);
  return [...statesIn(after)]
    .filter(([id, state]) => known.get(id) !== state)
    .flatMap(([id, state]) =>
      (ways[state] ?? [state]).map((each) => ({
        source: 'aws.ec2',
        'detail-type': 'EC2 Instance State-change Notification',
        resources: [`arn:aws:ec2:${region}:${account}:instance/${id}`],
        detail: { 'instance-id': id, state: each },
      })),
    );
};
