import type { Alert } from '../domain/alert.ts';
import type { Check } from '../domain/check.ts';
import type { Question, ReachabilityReport, RouteQuestion, RouteReport } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { State } from '../domain/state.ts';
import type { SweepRecord } from '../domain/sweep.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/*
 * What the flow needs from the world. Every method either answers or throws a `Fault`; what cannot be told from success
 * does not exist. Implementations live in lambda/aws, the embedded account stands behind the same ones.
 */

/** Reads the network's configuration. A call that is refused makes its part unreadable, never the snapshot fail. */
export interface Network {
  snapshot(): Promise<Snapshot>;
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
  registrations(): Promise<readonly Registration[]>;
  /** Has no client token: a repeated start is a second, free analysis. Asks for the return path. */
  start(question: RouteQuestion): Promise<{ readonly routeAnalysisId: string }>;
  read(globalNetworkId: string, routeAnalysisId: string): Promise<Progress<RouteReport>>;
}

export interface HistoryQuery {
  /** ISO times, both included. */
  readonly since?: string;
  readonly until?: string;
  /** At most so many, newest first. */
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** The one table. The state item is the truth; the others are completed from it. */
export interface Store {
  /** Read consistently. */
  state(pathId: string): Promise<State | undefined>;
  /** Writes only if the stored version is `expected` (0: no item yet). False: another writer was first. */
  putState(state: State, expected: number): Promise<boolean>;
  /** If not there yet; so is every other put below. */
  putCheck(check: Check): Promise<void>;
  /** The first put opens it, a later one with `endedAt` closes it; neither undoes the other. */
  putIncident(incident: Incident): Promise<void>;
  putSweep(record: SweepRecord): Promise<void>;
  /** All states, in the order of their path ids. */
  states(): Promise<readonly State[]>;
  /** Ids of the paths whose outbox is not empty; may lag by a second. */
  pending(): Promise<readonly string[]>;
  /** Newest first. */
  checks(pathId: string, query: HistoryQuery): Promise<Page<Check>>;
  sweeps(query: HistoryQuery): Promise<Page<SweepRecord>>;
  incidents(query: HistoryQuery): Promise<Page<Incident>>;
}

/** Takes an alert to its channel; at least once, with the alert's stable id. */
export interface Announcer {
  publish(alert: Alert): Promise<void>;
}

export interface Log {
  info(message: string, context?: Readonly<Record<string, unknown>>): void;
  error(message: string, context?: Readonly<Record<string, unknown>>): void;
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
}

/** Everything the flow is given; nothing in it reaches for anything else. */
export interface Services {
  readonly network: Network;
  readonly reachability: ReachabilityAnalyzer;
  readonly routes: RouteAnalyzer;
  readonly store: Store;
  readonly announcer: Announcer;
  readonly log: Log;
  readonly now: () => Date;
  readonly deployment: Deployment;
  readonly pacing: Pacing;
}
