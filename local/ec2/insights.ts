import type {
  NetworkInsightsAnalysis,
  NetworkInsightsPath,
  StartNetworkInsightsAnalysisRequest,
} from '@aws-sdk/client-ec2';
import { analysisOperations } from './insights-analyses.ts';
import { pathOperations } from './insights-paths.ts';
import type { Operations } from './service.ts';

/** How an analysis ends, in the SDK's fields. */
export type Outcome =
  | ({ readonly status: 'succeeded' } & Pick<
      NetworkInsightsAnalysis,
      | 'NetworkPathFound'
      | 'WarningMessage'
      | 'ForwardPathComponents'
      | 'ReturnPathComponents'
      | 'Explanations'
      | 'AlternatePathHints'
      | 'SuggestedAccounts'
    >)
  | { readonly status: 'failed'; readonly StatusMessage: string };

/** What an analysis is asked for beside its path. */
export type AnalysisFilters = Pick<
  StartNetworkInsightsAnalysisRequest,
  'AdditionalAccounts' | 'FilterInArns' | 'FilterOutArns'
>;

/** Quotas: https://docs.aws.amazon.com/vpc/latest/reachability/reachability-analyzer-limits.html. */
export interface Limits {
  readonly paths: number;
  readonly analyses: number;
  readonly concurrent: number;
}

const quotas: Limits = { paths: 1_000, analyses: 10_000, concurrent: 100 };

export interface InsightsOptions {
  /** Answers an analysis from the network as it is when the analysis is started. */
  readonly answer: (path: NetworkInsightsPath, filters: AnalysisFilters) => Outcome;
  /** Whether a source or destination, an id or an ARN, is in the network. */
  readonly exists: (reference: string) => boolean;
  readonly now: () => Date;
  /** How long an analysis is `running`, by `now`. */
  readonly runSeconds: number;
  readonly limits?: Partial<Limits>;
  /** Whose network it is; part of the ARNs. */
  readonly account?: string;
  readonly region?: string;
}

/** An analysis with the answer that it will show once it has run. */
export interface StoredRun {
  readonly shown: NetworkInsightsAnalysis;
  readonly outcome: Outcome;
}

/** A request that carried a client token, and what came of it. */
export interface Remembered {
  readonly request: string;
  readonly id: string;
}

/** What the service keeps, and what its operations need. */
export interface Account {
  readonly paths: Map<string, NetworkInsightsPath>;
  readonly runs: Map<string, StoredRun>;
  readonly pathTokens: Map<string, Remembered>;
  readonly runTokens: Map<string, Remembered>;
  readonly limits: Limits;
  readonly options: InsightsOptions;
  readonly arn: (resource: string) => string;
  /** A new id, such as `nip-00000000000000001`. */
  readonly newId: (prefix: string) => string;
}

export interface Insights {
  readonly operations: Operations;
  /** Analyses that were started, each of which AWS would charge for. */
  readonly started: () => number;
}

/**
 * The Network Insights part of EC2 as AWS keeps it: paths and analyses with their validation, idempotency, quotas and
 * error codes. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartNetworkInsightsAnalysis.html
 */
export const openInsights = (options: InsightsOptions): Insights => {
  let ids = 0;
  const prefix = `arn:aws:ec2:${options.region ?? 'us-east-1'}:${options.account ?? '111111111111'}`;
  let started = 0;
  const account: Account = {
    paths: new Map(),
    runs: new Map(),
    pathTokens: new Map(),
    runTokens: new Map(),
    limits: { ...quotas, ...options.limits },
    options,
    arn: (resource) => `${prefix}:${resource}`,
    newId: (kind) => {
      ids += 1;
      return `${kind}-${ids.toString(16).padStart(17, '0')}`;
    },
  };
  const charge = (): void => {
    started += 1;
  };
  return {
    operations: { ...pathOperations(account), ...analysisOperations(account, charge) },
    started: () => started,
  };
};
