import type { FaultInfo } from './fault.ts';
import type { PortRange, Protocol } from './path.ts';
import type { Direction, Verdict } from './verdict.ts';

/** What one analysis of Reachability Analyzer is asked. Each costs money: see spend. */
export interface Question {
  /** Digest of the path's id and of all else here: the name under which its insights path is found again. */
  readonly key: string;
  readonly pathId: string;
  /** An id, or an ARN where the resource belongs to another account. */
  readonly source: string;
  /** Absent where the destination is an address. */
  readonly destination?: string;
  readonly destinationAddress?: string;
  readonly protocol: Protocol;
  readonly ports: PortRange;
  readonly sourcePorts?: PortRange;
  /**
   * Of the question about the reply, from the destination to its VPC's transit gateway attachment: the key of the question
   * that it is the reply to.
   */
  readonly replyTo?: string;
  /** Accounts, other than ours, that the ends belong to. */
  readonly accounts: readonly string[];
}

/** A resource as an answer names it. */
export interface Reference {
  readonly id: string;
  readonly arn?: string;
  readonly name?: string;
}

/** One code with the resources that it speaks of, by the role that AWS gives them (`securityGroup`, `routeTable`, …). */
export interface Explanation {
  readonly code: string;
  /** Of the rule at the component: `ingress` or `egress`. */
  readonly direction?: string;
  readonly resources: Readonly<Record<string, readonly Reference[]>>;
  /** Everything else that AWS tells, such as `port`, `cidrs`, `state`, `missingComponent`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** One component that the packet passes, with the rule or route that let it on. */
export interface Hop {
  readonly sequence: number;
  readonly component?: Reference;
  readonly attachedTo?: Reference;
  readonly vpc?: Reference;
  readonly subnet?: Reference;
  /** The rule or route in words, such as `allow tcp 443 from 10.0.0.0/16`. */
  readonly because?: string;
  readonly explanations: readonly Explanation[];
  readonly details: readonly string[];
}

/** A succeeded analysis of Reachability Analyzer. */
export interface ReachabilityReport {
  readonly analysisId: string;
  readonly insightsPathId: string;
  readonly found: boolean;
  readonly forward: readonly Hop[];
  readonly back: readonly Hop[];
  readonly explanations: readonly Explanation[];
  readonly alternatePathHints: readonly Reference[];
  readonly suggestedAccounts: readonly string[];
  /** Additional detail codes of the whole answer, each once. */
  readonly details: readonly string[];
  readonly warning?: string;
  /** The answer as AWS gave it, for the history. */
  readonly document: unknown;
}

export interface RouteStep {
  /** 0 is the destination, as the API documents it. */
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  readonly arn?: string;
  readonly name?: string;
  readonly destinationCidr?: string;
  readonly middlebox: boolean;
}

export interface RouteLeg {
  readonly connected: boolean;
  readonly reason?: string;
  readonly context: Readonly<Record<string, string>>;
  /** In the order of travel. */
  readonly steps: readonly RouteStep[];
}

/** A completed analysis of Route Analyzer. */
export interface RouteReport {
  readonly routeAnalysisId: string;
  readonly globalNetworkId: string;
  readonly forward: RouteLeg;
  /** Absent where it was not looked at, which is so whenever the forward leg fails. */
  readonly back?: RouteLeg;
  readonly document: unknown;
}

/** One thing that stops the packets in the network model, or that it could not see. */
export interface ModelFinding {
  /** AWS's explanation code where one exists. */
  readonly code: string;
  readonly direction: Direction;
  readonly says: 'unreachable' | 'unknown';
  readonly component: string;
  /** One sentence, without its full stop. */
  readonly message: string;
  /** Ids by the role that Reachability Analyzer gives them, as in `Explanation`. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  /** What else AWS's explanation would tell: `direction` of the rule, `destination`, `state`, … */
  readonly facts: Readonly<Record<string, string>>;
}

/** A rule of a security group that admits the packets at a network interface, as the network model sees it. */
export interface Admission {
  readonly interface: string;
  readonly group: string;
  readonly side: 'ingress' | 'egress';
  /** In words: `sg-… allows tcp/443 from 10.0.0.0/16`. */
  readonly rule: string;
}

/** An answer of the network model, in short: the ways themselves are what `pathwatch analyze` draws. */
export interface ModelReport {
  /** Of the connection: both directions. */
  readonly verdict: Verdict;
  readonly forward: Verdict;
  readonly back: Verdict;
  /** Of the way there first. */
  readonly findings: readonly ModelFinding[];
  /** How many findings were left out, for their size. */
  readonly left: number;
  /** Components that the model met and does not follow. */
  readonly unmodelled: readonly string[];
  /** True where the way there leads over a transit gateway: AWS looks at that way alone. */
  readonly transit?: boolean;
  /** On the way there, where something stops the connection: AWS may blame a group falsely. Left out where room is short. */
  readonly admitted?: readonly Admission[];
}

/** How a run of an analyzer ended. Only `succeeded` says anything about the network. */
export type Run<Report> =
  | { readonly kind: 'succeeded'; readonly report: Report }
  /** The service ended the analysis as failed. */
  | { readonly kind: 'failed'; readonly message: string; readonly analysisId: string }
  /** The service would not start or read it. */
  | { readonly kind: 'fault'; readonly fault: FaultInfo; readonly analysisId?: string }
  /** It was still running when we stopped waiting. */
  | { readonly kind: 'unfinished'; readonly analysisId: string; readonly seconds: number };

/** One question put to Route Analyzer. What could not be read, so that it was never put, is empty. */
export interface RouteQuestion {
  readonly transitGatewayId: string;
  readonly globalNetworkId: string;
  readonly sourceAttachmentArn: string;
  readonly sourceAddress: string;
  readonly destinationAttachmentArn: string;
  readonly destinationAddress: string;
}

/** One answer, or the want of one, of one analyzer. `pair` counts the pairs of resources of the path from 0. */
export type Analysis =
  | {
      readonly analyzer: 'reachability-analyzer';
      readonly pair: number;
      readonly question: Question;
      readonly run: Run<ReachabilityReport>;
    }
  | {
      readonly analyzer: 'route-analyzer';
      readonly pair: number;
      readonly question: RouteQuestion;
      readonly run: Run<RouteReport>;
    }
  | {
      readonly analyzer: 'route-analyzer';
      readonly pair: number;
      /** Why Route Analyzer has nothing to say here; no error. */
      readonly notApplicable: string;
    }
  | {
      readonly analyzer: 'network-model';
      readonly pair: number;
      /** The question as it is put to Reachability Analyzer; its key tells which answers belong together. */
      readonly question: Question;
      readonly run: Run<ModelReport>;
    };

/** The analyses of one check together. */
export type Evidence = readonly Analysis[];

/** Whether an analysis is about the reply alone. */
export const isReply = ({ question }: { readonly question: Pick<Question, 'replyTo'> }): boolean =>
  question.replyTo !== undefined;
