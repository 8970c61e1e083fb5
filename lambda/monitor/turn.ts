import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { State } from '../domain/state.ts';

/** What one step of a decision makes of the state, and what it owes. */
export interface Turn {
  readonly state: State;
  readonly alerts: readonly Alert[];
  readonly incidents: readonly Incident[];
}

export const unchanged = (state: State): Turn => ({ state, alerts: [], incidents: [] });
