/*
 * What flow logs have seen of a path's packets: records of what did happen, where analyses tell what could.
 */

/**
 * `answered`: requests were accepted, and replies came back; `unanswered`: requests were accepted at the destination, and no
 * reply left it; `reply-rejected`: the reply was; `rejected`: the request was; `silent`: no packet of this path was recorded, which says nothing.
 */
export type Testimony = 'answered' | 'unanswered' | 'reply-rejected' | 'rejected' | 'silent';

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

/** Where the asking of the flow logs stands, for one incident or disagreement. */
export type Witness =
  /** To be asked from `next` on (ISO time): records are delivered minutes late. */
  | { readonly kind: 'due'; readonly next: string; readonly tries: number }
  | { readonly kind: 'asked'; readonly next: string; readonly tries: number; readonly queries: readonly WitnessQuery[] }
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
  | { readonly kind: 'none'; readonly reason: string };

/** One running query. */
export interface WitnessQuery {
  readonly queryId: string;
  readonly interfaceId: string;
  readonly flowLogId: string;
}
