import type { InterfaceRecords, RecordedTraffic } from '../domain/witness.ts';
import { type Conversation, legOf, type Sighting } from './sighting.ts';

/** Packets, and when the last of them came (seconds since 1970), where that was recorded. */
export interface Tally {
  readonly packets: number;
  readonly last?: number | undefined;
}

/** What became of one way's packets. */
export interface Way {
  readonly accepted: Tally;
  readonly rejected: Tally;
}

/** What one network interface's flow log has of a conversation. */
export interface Seen {
  readonly interfaceId: string;
  readonly flowLogId: string;
  readonly traffic: RecordedTraffic;
  /** Seconds that one record sums up at most. */
  readonly aggregation: number;
  readonly requests: Way;
  readonly replies: Way;
  /** Records that were skipped, so that others may be missing. */
  readonly skipped: number;
}

const tally = (sightings: readonly Sighting[]): Tally => {
  const times = sightings.flatMap(({ last }) => last ?? []);
  return {
    packets: sightings.reduce((sum, { packets }) => sum + packets, 0),
    ...(times.length > 0 && { last: times.reduce((one, other) => Math.max(one, other)) }),
  };
};

const way = (sightings: readonly Sighting[]): Way => ({
  accepted: tally(sightings.filter(({ action }) => action === 'ACCEPT')),
  rejected: tally(sightings.filter(({ action }) => action === 'REJECT')),
});

/** What one interface's flow log tells of a conversation; sightings of other interfaces are passed over. */
export const seenOf = (
  log: Pick<Seen, 'interfaceId' | 'flowLogId' | 'traffic' | 'aggregation'>,
  sightings: readonly Sighting[],
  conversation: Conversation,
): Seen => {
  const own = sightings.filter(({ interfaceId }) => interfaceId === undefined || interfaceId === log.interfaceId);
  const recorded = own.filter(({ status }) => status === 'OK');
  const leg = (wanted: 'request' | 'reply'): Way =>
    way(recorded.filter((sighting) => legOf(sighting, conversation) === wanted));
  return {
    ...log,
    requests: leg('request'),
    replies: leg('reply'),
    skipped: own.filter(({ status }) => status === 'SKIPDATA').reduce((sum, { records }) => sum + records, 0),
  };
};

/** The same without its times, as it is kept. */
export const recordsOf = ({ interfaceId, flowLogId, requests, replies, skipped }: Seen): InterfaceRecords => ({
  interfaceId,
  flowLogId,
  requests: { accepted: requests.accepted.packets, rejected: requests.rejected.packets },
  replies: { accepted: replies.accepted.packets, rejected: replies.rejected.packets },
  skipped,
});
