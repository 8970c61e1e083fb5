/* What the flow needs of VPC flow logs. Every method either answers or throws a `Fault`. */

/** A flow log that delivers to CloudWatch Logs. */
export interface FlowLog {
  readonly id: string;
  /** The network interface, subnet or VPC whose records it holds. */
  readonly resourceId: string;
  readonly logGroup: string;
  /** The fields of a record, in their order, as AWS spells them: `srcaddr`, `tcp-flags`. */
  readonly fields: readonly string[];
  readonly traffic: 'ACCEPT' | 'REJECT' | 'ALL';
  /** Seconds that one record sums up at most. */
  readonly aggregation: number;
}

/** Where a network interface lies: a flow log may be of any of these. */
export interface InterfacePlace {
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly vpcId: string;
}

/** Where a query stands. */
export type QueryProgress =
  | { readonly kind: 'running' }
  | {
      readonly kind: 'complete';
      readonly rows: readonly Readonly<Record<string, string>>[];
      readonly bytesScanned: number;
    }
  /** `reason`: a sentence without its full stop. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface FlowLogs {
  /** The active flow logs of interfaces, of their subnets and of their VPCs. `elsewhere`: how many there are
   * that cannot be asked: they deliver to other places, or fail to. */
  of(places: readonly InterfacePlace[]): Promise<{ readonly logs: readonly FlowLog[]; readonly elsewhere: number }>;
  /** Starts a query of CloudWatch Logs Insights over a window (ISO times); `limit`: rows at most. Costs by the bytes scanned. */
  start(
    log: Pick<FlowLog, 'logGroup'>,
    query: string,
    between: readonly [string, string],
    limit: number,
  ): Promise<{ readonly queryId: string }>;
  read(queryId: string): Promise<QueryProgress>;
  /** Ends a query that nobody waits for any more; one that has ended is no error. */
  stop(queryId: string): Promise<void>;
}
