import type { Configuration } from '../../lambda/domain/path.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';

/** What of the table is drawn. */
export type Table = Pick<
  Store,
  'states' | 'state' | 'days' | 'gaps' | 'looks' | 'incidents' | 'incident' | 'openIncidents' | 'silences' | 'checks'
>;

/** Where all that is drawn comes from. */
export interface Source {
  readonly store: Table;
  /** The configuration at hand; without one the states tell which paths there are. */
  readonly configuration: Configuration | undefined;
  /** Name of the deployment, for the title. */
  readonly name: string;
  /** ISO time. */
  readonly now: string;
}

/** The network as it is, or why it could not be described: a sentence. */
export type Described = { readonly snapshot: Snapshot } | { readonly reason: string };
