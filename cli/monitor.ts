import type { Channels } from '../lambda/domain/channel.ts';
import type { Configuration } from '../lambda/domain/path.ts';
import type { SweepRecord, Trigger } from '../lambda/domain/sweep.ts';
import type { Store } from '../lambda/monitor/ports.ts';
import type { Live } from './live.ts';
import type { Context } from './options.ts';
import type { Scene } from './scene.ts';

/** A sweep that has ended, with the records of the further executions that it has started. */
export interface Swept {
  readonly whole: SweepRecord;
  readonly parts: readonly SweepRecord[];
}

export type HandTrigger = Extract<Trigger, { by: 'hand' | 'test' }>;

export interface SweepOptions {
  /** What the embedded account sweeps by; the deployed sweep has its own. */
  readonly configuration: Configuration | undefined;
  /** Minutes after which to stop waiting; the deployed sweep goes on. */
  readonly timeout: number;
  /** The paths that it is to look at, to show how far it is; undefined: all that are known. */
  readonly paths: readonly string[] | undefined;
  readonly live: Live;
}

/** What a command talks to: the deployed monitor, or the one in the embedded account. */
export interface Monitor {
  /** What people call it: the name of the stack. */
  readonly name: string;
  readonly store: Pick<
    Store,
    | 'state'
    | 'states'
    | 'briefs'
    | 'checks'
    | 'days'
    | 'gaps'
    | 'incidents'
    | 'sweeps'
    | 'looks'
    | 'spent'
    | 'incident'
    | 'openIncidents'
    | 'silences'
    | 'putMute'
    | 'endMute'
    | 'putAcknowledgement'
  >;
  /** Who runs the command: the ARN of a principal, or a user of this machine. */
  caller(): Promise<string>;
  /** Starts a sweep by hand and waits for nothing: the name of its execution. Absent where it would run in this process. */
  start?(trigger: HandTrigger): Promise<string>;
  /** Runs a sweep by hand and waits for its end. Whoever gives that up while it is deployed stops it. */
  sweep(trigger: HandTrigger, options: SweepOptions): Promise<Swept>;
  close(): Promise<void>;
}

/** How the embedded account is opened. */
export interface EmbeddedOptions {
  /** What to make of the network first; as it was left where absent. */
  readonly scene?: Scene;
  /** Where its alerts go beside the topics; nowhere else where absent. */
  readonly channels?: Channels;
  /** A command that only reads makes no folder. */
  readonly writes?: boolean;
}

/** Opens the monitor that the options name; whoever opens it closes it. */
export const openMonitor = async (context: Context, embedded: EmbeddedOptions = {}): Promise<Monitor> => {
  // Loaded only where it is used: `validate` needs neither the SDK nor an account.
  if (context.options.local) return (await import('./monitor-embedded.ts')).openEmbedded(context, embedded);
  return (await import('./monitor-deployed.ts')).openDeployed(context);
};

/** Opens the monitor that the options name, and closes it after `use`. */
export const withMonitor = async <Value>(
  context: Context,
  use: (monitor: Monitor) => Promise<Value>,
  embedded: EmbeddedOptions = {},
): Promise<Value> => {
  const monitor = await openMonitor(context, embedded);
  try {
    return await use(monitor);
  } finally {
    await monitor.close();
  }
};
