import type { Maintenance, Mute, Scope } from '../domain/silence.ts';
import { never } from '../domain/verdict.ts';
import { activeMaintenance } from './maintenance.ts';

/** A path as far as silences ask for it. */
export interface Silenced {
  readonly pathId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** All that may keep alerts back. */
export interface Silences {
  readonly mutes: readonly Mute[];
  readonly maintenance: readonly Maintenance[];
}

/** Why alerts of a path are kept back, and the ISO time up to which they are. */
export interface Silence {
  readonly reason: string;
  readonly until: string;
}

/** Whether a scope holds a path: by its id, or by one of its tags. */
export const covers = (scope: Scope, { pathId, tags }: Silenced): boolean => {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'some':
      return (
        scope.paths.includes(pathId) ||
        Object.entries(tags).some(([key, value]) => scope.tags.includes(`${key}=${value}`))
      );
    default:
      return never(scope);
  }
};

/** `2026-11-22 08:00 UTC`. */
const minuteText = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** Whether a mute is on at an instant. */
export const isOn = ({ from, until }: Mute, now: Date): boolean => {
  const at = now.toISOString();
  return from <= at && at < until;
};

const ofMute = ({ until, by, reason }: Mute): Silence => ({
  reason: `a mute until ${minuteText(until)}, by ${by}: ${reason}`,
  until,
});

const ofMaintenance = (window: Maintenance, now: Date): readonly Silence[] => {
  const span = activeMaintenance(window, now);
  return span === undefined
    ? []
    : [{ reason: `the maintenance "${window.name}" until ${minuteText(span.until)}`, until: span.until }];
};

const latest = (silences: readonly Silence[]): Silence | undefined =>
  silences.reduce<Silence | undefined>(
    (last, each) => (last === undefined || each.until > last.until ? each : last),
    undefined,
  );

/**
 * What keeps the alerts of each path back at an instant; of several silences the one that ends last. Its words hold what
 * strangers wrote, as they wrote it. What is on is looked up once, for however many paths.
 */
export const silencesAt = ({ mutes, maintenance }: Silences, now: Date): ((path: Silenced) => Silence | undefined) => {
  const on = [
    ...mutes.filter((mute) => isOn(mute, now)).map((mute) => ({ scope: mute.scope, silence: ofMute(mute) })),
    ...maintenance.flatMap((window) => ofMaintenance(window, now).map((silence) => ({ scope: window.scope, silence }))),
  ];
  return (path) => latest(on.flatMap(({ scope, silence }) => (covers(scope, path) ? [silence] : [])));
};
