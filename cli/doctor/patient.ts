import type { Presented } from '../../lambda/aws/account.ts';
import type { Alarm } from '../../lambda/aws/alarms.ts';
import type { DeployedStack, FoundStack } from '../../lambda/aws/deployment.ts';
import type { InsightsCount } from '../../lambda/aws/insights-count.ts';
import type { SecretStanding } from '../../lambda/aws/secret-standing.ts';
import type { StackResource } from '../../lambda/aws/stack-resources.ts';
import type { Subscription } from '../../lambda/aws/subscriptions.ts';
import type { TableDescription } from '../../lambda/aws/table-settings.ts';
import type { Canary } from '../../lambda/domain/canary.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Look, SweepRecord } from '../../lambda/domain/sweep.ts';
import type { Bought, Registration, Trail, Unreadable } from '../../lambda/monitor/ports.ts';
import type { FoundFile } from '../configuration-file.ts';
import type { Options } from '../options.ts';
import type { Judgement } from './judgement.ts';

/*
 * What is examined, as the facts that can be read of it. Each reading answers or throws, and is made once however many checks
 * ask for it.
 */

/** Of a deployment and of the embedded account alike. */
export interface Readings {
  readonly now: Date;
  readonly options: Options;
  region(): Promise<string>;
  /** The configuration file at hand, with all that is wrong with it; undefined where there is none. */
  file(): Promise<FoundFile | undefined>;
  table(): Promise<TableDescription & { readonly name: string }>;
  states(): Promise<readonly State[]>;
  /** States that this release cannot read. */
  unreadable(): Promise<readonly Unreadable[]>;
  looks(): Promise<readonly Look[]>;
  canary(): Promise<Canary | undefined>;
  /** The newest of them. */
  sweeps(): Promise<readonly SweepRecord[]>;
  /** Those that are open, and how many more could not be read. */
  incidents(): Promise<{ readonly open: readonly Incident[]; readonly unreadable: number }>;
  /** In the running month. */
  spent(): Promise<Bought>;
  /** The newest check of a path; undefined where there is none. */
  newestCheck(pathId: string): Promise<Check | undefined>;
  secret(name: string): Promise<SecretStanding>;
  trail(): Promise<Trail>;
  transitGateways(): Promise<readonly string[]>;
  registrations(): Promise<readonly Registration[]>;
  insightsPaths(): Promise<InsightsCount>;
}

export interface EmbeddedPatient extends Readings {
  readonly kind: 'embedded';
}

export interface DeployedPatient extends Readings {
  readonly kind: 'deployed';
  /** With this machine's own time at which the answer was there. */
  presented(): Promise<Presented & { readonly heardAt: Date }>;
  found(): Promise<FoundStack>;
  /** Throws where there is not just one that is whole. */
  stack(): Promise<DeployedStack>;
  resources(): Promise<readonly StackResource[]>;
  alarms(): Promise<readonly Alarm[]>;
  subscriptions(topicArn: string): Promise<readonly Subscription[]>;
  isRecoverable(): Promise<boolean>;
  /** The attribute by which items expire; undefined where none do. */
  expiringBy(): Promise<string | undefined>;
  /** Whether the caller may act; each throws where not. Nothing is done. */
  readonly tries: Readonly<Record<'invoke' | 'put' | 'update', () => Promise<void>>>;
  /** The stack of that name in another Region. */
  stackIn(region: string, name: string): Promise<FoundStack>;
}

export type Patient = EmbeddedPatient | DeployedPatient;

/** One thing that may ail a monitor: reads its facts, and judges them. */
export type Examination = { readonly name: string } & (
  | { readonly of: 'both'; readonly examine: (patient: Patient) => Promise<Judgement> }
  /** Of what the embedded account has not. */
  | { readonly of: 'deployed'; readonly examine: (patient: DeployedPatient) => Promise<Judgement> }
);
