import type { Alert } from '../domain/alert.ts';
import type { Question, ReachabilityReport, RouteQuestion, RouteReport } from '../domain/evidence.ts';
import type { Measured, Whose } from '../domain/measure.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { CallHistory, ChangeLog } from './ports/changes.ts';
import type { FlowLogs } from './ports/flow-logs.ts';
import type { Notice, Store } from './ports/store.ts';

/*
 * What the flow needs from the world. Every method either answers or throws a `Fault`; what cannot be told from success
 * does not exist. Implementations live in lambda/aws, the embedded account stands behind the same ones.
 */

/** Reads the network's configuration. A call that is refused makes its part unreadable, never the snapshot fail. */
export interface Network {
  /** A snapshot that was begun at `notBefore` (ISO time) or later: who asks meanwhile may share it. */
  snapshot(notBefore?: string): Promise<Snapshot>;
}

/** A NetworkInsightsPath that this deployment made, known by its tags alone. */
export interface InsightsPath {
  readonly id: string;
  readonly pathId: string;
  readonly key: string;
  /** ISO time. */
  readonly createdAt: string;
}

export interface StartedAnalysis {
  readonly analysisId: string;
  /** ISO time, by AWS's clock. */
  readonly startedAt: string;
}

/** Where an analysis stands. `gone` is one that the service no longer knows. */
export type Progress<Report> =
  | { readonly kind: 'running' }
  | { readonly kind: 'succeeded'; readonly report: Report }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'gone' };

export interface StoredAnalysis extends StartedAnalysis {
  readonly running: boolean;
  /** Whether this deployment started it: somebody may analyse our insights path by hand. */
  readonly own: boolean;
}

/**
 * VPC Reachability Analyzer. Only `start` costs money; `token` makes a repeated start the same start (at most 64
 * characters, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartNetworkInsightsAnalysis.html).
 */
export interface ReachabilityAnalyzer {
  /** Every insights path that carries this deployment's tag; nothing that others made. */
  owned(): Promise<readonly InsightsPath[]>;
  create(question: Question, token: string): Promise<InsightsPath>;
  start(insightsPathId: string, question: Question, token: string): Promise<StartedAnalysis>;
  /** Reads many at once; the answer holds every id asked for. */
  read(analysisIds: readonly string[]): Promise<ReadonlyMap<string, Progress<ReachabilityReport>>>;
  /** All stored analyses of one insights path, newest first. */
  stored(insightsPathId: string): Promise<readonly StoredAnalysis[]>;
  /** Removing what is already gone is success. */
  removeAnalysis(analysisId: string): Promise<void>;
  removePath(insightsPathId: string): Promise<void>;
}

/** A transit gateway that a global network of this account knows. */
export interface Registration {
  readonly globalNetworkId: string;
  readonly transitGatewayArn: string;
  /** As the API spells it; only `AVAILABLE` can be analysed. */
  readonly state: string;
}

/** Transit Gateway Network Manager's Route Analyzer; free, one endpoint for all Regions. */
export interface RouteAnalyzer {
  /** Empty where there is no global network or nothing is registered. */
  registrations(notBefore?: string): Promise<readonly Registration[]>;
  /** Has no client token: a repeated start is a second, free analysis. Asks for the return path. */
  start(question: RouteQuestion): Promise<{ readonly routeAnalysisId: string }>;
  read(globalNetworkId: string, routeAnalysisId: string): Promise<Progress<RouteReport>>;
}

export type { CallHistory, ChangeLog, Gathering, Starter, Trail } from './ports/changes.ts';
export type { FlowLog, FlowLogs, InterfacePlace, QueryProgress } from './ports/flow-logs.ts';
export type {
  Bought,
  HistoryQuery,
  Listing,
  Notice,
  Page,
  Reservation,
  Store,
  Unreadable,
} from './ports/store.ts';

/** Takes alerts to their channels; at least once, with the alert's stable id, which ends with the channel's name. */
export interface Announcer {
  /** Throws a `Fault` of kind `invalid` where the channel will never take it. */
  publish(alert: Alert, channel: string): Promise<void>;
  /** To the topic of the monitor itself. */
  notify(notice: Notice): Promise<void>;
}

export interface Log {
  info(message: string, context?: Readonly<Record<string, unknown>>): void;
  error(message: string, context?: Readonly<Record<string, unknown>>): void;
}

/** Takes what Pathwatch measures of itself to where alarms watch it. Never throws. */
export interface Meter {
  /** Of the whole deployment, unless something in it is named. */
  measure(values: Measured, of?: Whose): void;
}

/** Which deployment this is: its name marks what it makes in the account. */
export interface Deployment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** How long the sweep waits for what. Seconds. */
export interface Pacing {
  /** Gaps between the polls of a running analysis; when they are used up, it is unfinished. */
  readonly polls: readonly number[];
  /** Gaps between the attempts of a start that was throttled or met a quota. */
  readonly retries: readonly number[];
  /** Gaps between the looks for the author of a change in CloudTrail's history, which is minutes late. */
  readonly searches: readonly number[];
}

/** Everything the flow is given; nothing in it reaches for anything else. */
export interface Services {
  readonly network: Network;
  readonly reachability: ReachabilityAnalyzer;
  readonly routes: RouteAnalyzer;
  readonly store: Store;
  readonly announcer: Announcer;
  readonly changes: ChangeLog;
  readonly calls: CallHistory;
  readonly flowLogs: FlowLogs;
  readonly log: Log;
  readonly meter: Meter;
  readonly now: () => Date;
  readonly deployment: Deployment;
  readonly pacing: Pacing;
}
