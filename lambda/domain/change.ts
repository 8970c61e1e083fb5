import type { Setting } from './setting.ts';

/*
 * What changed in the network, and who changed it: the events as they come, and the facts of a path before and after.
 */

/** Who made a call, as CloudTrail tells it. Everything in it was written by strangers. */
export interface Author {
  /** ARN of the principal, or what CloudTrail names in its place, such as `rds.amazonaws.com`. */
  readonly principal: string;
  /** IP address, or the AWS service that called. */
  readonly sourceAddress?: string;
  /** The tool in a word or two, such as `Terraform`, `AWS CLI`, `console`, `CloudFormation`. */
  readonly tool?: string;
}

/** What a change can have touched. `anything`: the event does not tell, so every path may be another. */
export type Concern = { readonly kind: 'resources'; readonly ids: readonly string[] } | { readonly kind: 'anything' };

/** One event that may have changed the network. */
export interface Change {
  /** The event's own id: the same event delivered again is the same change. */
  readonly id: string;
  /** ISO time of the call or event, by the clock of AWS. */
  readonly at: string;
  readonly source: 'cloudtrail' | 'network-manager' | 'instance-state';
  /** The operation or kind of change as AWS spells it: `DeleteRoute`, `TGW-ROUTE-UNINSTALLED`, `stopped`. */
  readonly name: string;
  readonly concern: Concern;
  /** Absent where nobody called: a route that BGP withdrew. */
  readonly author?: Author;
  /** What was asked for, flat, such as `destinationCidrBlock` → `10.0.0.0/16`: at most 20, each at most 200 characters. */
  readonly details: Readonly<Record<string, string>>;
}

/** One fact that a path depends on, before and after. */
export interface FactChange {
  /** The id of the resource whose fact it is, such as `rtb-…` or `sg-…`. */
  readonly component: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly what: 'route' | 'rule' | 'association' | 'attribute' | 'resource';
  /** In words, such as `10.0.0.0/16 → tgw-0e8d7c6b5a4f39201`. */
  readonly before?: string;
  readonly after?: string;
  /** The same of one route, rule or entry, as a command needs it. */
  readonly was?: Setting;
  readonly is?: Setting;
  /** One sentence without its full stop: `rtb-… lost its route 10.0.0.0/16 → tgw-…`. */
  readonly message: string;
}

/** A change that may be behind a transition, and why it is thought so. */
export interface Candidate {
  readonly change: Change;
  /** `explains`: it does what turned the verdict; `touches`: it concerns what changed; `nearby`: it came in that time. */
  readonly fit: 'explains' | 'touches' | 'nearby';
}

/** What is known of the cause of an incident. */
export interface Cause {
  /** Those that explain the blocker first. */
  readonly facts: readonly FactChange[];
  /** How many facts were left out. */
  readonly left: number;
  /** ISO times between which the facts changed: the last look before, and the look that found it. */
  readonly between: readonly [string, string];
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Whether the call is still looked for in CloudTrail's history, which is minutes late. */
  readonly search:
    | { readonly kind: 'found' }
    | { readonly kind: 'pending'; readonly tries: number; readonly next: string }
    | { readonly kind: 'given-up'; readonly reason: string };
}
