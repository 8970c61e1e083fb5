import type { Signal } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { AlertPolicy } from '../domain/policy.ts';
import { homeOf } from './join.ts';
import { opened } from './open.ts';
import { isDown } from './subject.ts';
import { take, without } from './take.ts';

export type PolicyOf = (pathId: string) => Pick<AlertPolicy, 'reminderInterval' | 'sendOnResolved'>;

/** What one incident is to take. */
export interface Receipt {
  /** As it would be opened, or as it was read. */
  readonly base: Incident;
  readonly signals: readonly Signal[];
  /** A path of it that begins anew in another one. */
  readonly leaving: readonly string[];
}

/** By what signals are received. */
export interface Receiving {
  readonly policyOf: PolicyOf;
  /** Names the sweep: two that open an incident for the same cause in it meet. */
  readonly stamp: string;
  /** ISO time. */
  readonly at: string;
}

/** An incident once it has taken what it is to take; the same again changes nothing. */
export const received = (
  base: Incident,
  { signals, leaving }: Omit<Receipt, 'base'>,
  { policyOf, at }: Receiving,
): Incident =>
  signals.reduce(
    (incident, signal) => take(incident, signal, policyOf(signal.pathId)),
    leaving.length === 0 ? base : without(base, new Set(leaving), at),
  );

/**
 * Which incident takes which signal, among those that are open and those that the signals themselves open. Signals are taken
 * in the order given, which is that of each path's numbers. What ends a thing that nobody was told of opens nothing. Pure.
 */
export const receive = (
  open: readonly Incident[],
  signals: readonly Signal[],
  receiving: Receiving,
): readonly Receipt[] => {
  const { policyOf, stamp } = receiving;
  const receipts = new Map<string, Receipt>();
  const working = new Map(open.map((incident) => [incident.id, incident]));
  const add = (base: Incident, change: Partial<Pick<Receipt, 'signals' | 'leaving'>>): void => {
    const { signals: more = [], leaving = [] } = change;
    const known = receipts.get(base.id) ?? { base, signals: [], leaving: [] };
    receipts.set(base.id, { ...known, signals: [...known.signals, ...more], leaving: [...known.leaving, ...leaving] });
    // Only what is new, on top of what it has taken: a thousand signals are not taken a thousand times.
    working.set(base.id, received(working.get(base.id) ?? base, { signals: more, leaving }, receiving));
  };
  for (const signal of signals) {
    const incidents = [...working.values()];
    const home = homeOf(incidents, signal);
    if (signal.kind === 'baseline')
      for (const incident of incidents)
        if (
          incident !== home &&
          incident.about === 'outage' &&
          incident.paths.some(({ pathId, down, flapping }) => (down || flapping === true) && pathId === signal.pathId)
        )
          add(incident, { leaving: [signal.pathId] });
    if (home !== undefined) add(home, { signals: [signal] });
    else if (isDown(signal)) {
      const incident = opened(signal, policyOf(signal.pathId), stamp);
      // Two causes of one sweep may share their first component, and not the rest of what joins them.
      const isTaken = working.has(incident.id);
      const again = isTaken ? [...working.keys()].filter((id) => id.startsWith(incident.id)).length : 0;
      add(again === 0 ? incident : opened(signal, policyOf(signal.pathId), stamp, again), { signals: [signal] });
    }
  }
  return [...receipts.values()];
};
