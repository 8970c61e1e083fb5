/*
 * What flow logs have seen of a path's packets: records of what did happen, where analyses tell what could.
 */

/**
 * What became of the path's packets. `answered`: requests were accepted, and replies came back as far as anyone recorded them;
 * `unanswered`: requests were accepted at the destination, and no reply left it; `reply-rejected`: the reply was rejected;
 * `reply-lost`: replies left the destination and did not come to the source; `rejected`: the request was;
 * `request-lost`: requests left the source and did not come to the destination; `silent`: nothing was recorded that says anything.
 */
export const testimonies = [
  'answered',
  'unanswered',
  'reply-rejected',
  'reply-lost',
  'rejected',
  'request-lost',
  'silent',
] as const;
export type Testimony = (typeof testimonies)[number];

/** What one network interface's records say. */
export interface InterfaceRecords {
  readonly interfaceId: string;
  readonly flowLogId: string;
  /** Packets of requests and of replies, by what became of them. */
  readonly requests: { readonly accepted: number; readonly rejected: number };
  readonly replies: { readonly accepted: number; readonly rejected: number };
  /** Windows of aggregation that were skipped, so that records may be missing. */
  readonly skipped: number;
}

/** What the asking has used up so far. */
export interface WitnessSpent {
  readonly queries: number;
  /** Bytes that the queries scanned, which is what they cost. */
  readonly bytesScanned: number;
}

/** Where the asking of the flow logs stands, for one incident or disagreement. */
export type Witness =
  /** To be asked from `next` on (ISO time): records are delivered minutes late. */
  | { readonly kind: 'due'; readonly next: string; readonly tries: number; readonly spent?: WitnessSpent }
  | {
      readonly kind: 'asked';
      readonly next: string;
      readonly tries: number;
      /** How often the answers were read and were not there yet. */
      readonly reads: number;
      readonly spent: WitnessSpent;
      /** ISO times of the window that is looked at. */
      readonly between: readonly [string, string];
      readonly queries: readonly WitnessQuery[];
    }
  | {
      readonly kind: 'heard';
      readonly testimony: Testimony;
      /** ISO times of the window that was looked at. */
      readonly between: readonly [string, string];
      readonly records: readonly InterfaceRecords[];
      /** One sentence without its full stop: what the flow logs say. */
      readonly message: string;
      /** Bytes that the queries scanned, which is what they cost. */
      readonly bytesScanned: number;
    }
  /** `reason`: a sentence without its full stop. */
  | { readonly kind: 'none'; readonly reason: string; readonly bytesScanned?: number };

/** What of a path's packets a flow log records. */
export type RecordedTraffic = 'ACCEPT' | 'REJECT' | 'ALL';

/** One running query: of one log group, about one or several network interfaces. */
export interface WitnessQuery {
  readonly queryId: string;
  readonly interfaceIds: readonly string[];
  readonly flowLogId: string;
  readonly traffic: RecordedTraffic;
  /** Seconds that one record sums up at most. */
  readonly aggregation: number;
}
