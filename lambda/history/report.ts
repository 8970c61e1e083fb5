import { type Day, dateOf, secondsBetween } from '../domain/day.ts';
import { grouped } from '../domain/grouped.ts';
import type { Incident } from '../domain/incident.ts';
import { tagsOf } from '../domain/measure.ts';
import type { Severity } from '../domain/path.ts';
import { availability, byDay, type DaySeconds, heldFor, none, type Seconds, sum } from './availability.ts';
import { detectionOf } from './detection.ts';
import { daysOf, type Past, timeline, type Window } from './timeline.ts';

/** What is counted of a time. */
export interface Counted {
  readonly seconds: Seconds;
  /** Share of the known time that was as expected, 0 to 1; null where nothing is known. */
  readonly availability: number | null;
  /** Outages that began in the time or went on into it. */
  readonly outages: number;
  /** Changes of standing, there and back, on the days of the time. */
  readonly changes: number;
  /** Of the days of the time, whole. Dollars. */
  readonly checks: number;
  readonly analyses: number;
  readonly cost: number;
}

export interface PathCounted extends Counted {
  readonly pathId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly severity: Severity | null;
  /** Seconds of its longest outage, as far as it lies in the time; 0: none. */
  readonly longest: number;
  readonly days: readonly DaySeconds[];
}

export interface TagCounted extends Counted {
  /** `key=value`. */
  readonly tag: string;
  readonly paths: number;
}

/** Of incidents that began in the time. Means are of those of which both times are known; null where there are none. Seconds. */
export interface IncidentsCounted {
  readonly count: number;
  readonly open: number;
  /** From the change that explains it, by the clock of AWS, to the check that found it. */
  readonly meanToDetect: number | null;
  readonly meanToRestore: number | null;
  /** How many went into each of the two means. */
  readonly detected: number;
  readonly restored: number;
  /** Of paths that flap still: one that is steady again is one that changed often, which `changes` has. */
  readonly flapping: number;
}

export interface Report {
  readonly window: Window;
  readonly all: Counted;
  /** The least available first. */
  readonly paths: readonly PathCounted[];
  readonly tags: readonly TagCounted[];
  readonly incidents: IncidentsCounted;
}

/** A path as the report is asked of it. */
export interface Asked {
  readonly pathId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly severity?: Severity | undefined;
  readonly past: Past;
}

const inWindow = (days: readonly Day[], { since, until }: Window): readonly Day[] =>
  days.filter(({ date }) => date >= dateOf(since) && date <= dateOf(until));

const total = (values: readonly number[]): number => values.reduce((sofar, each) => sofar + each, 0);

const dollars = (values: readonly number[]): number => Math.round(total(values) * 100) / 100;

const pathCounted = ({ pathId, tags, severity, past }: Asked, window: Window, now: string): PathCounted => {
  const spans = timeline(past, window, now);
  const all = daysOf(past);
  const seconds = heldFor(spans, all, window);
  const outages = spans.filter(({ standing }) => standing === 'unexpected');
  const counted = inWindow(all, window);
  return {
    pathId,
    tags,
    severity: severity ?? null,
    seconds,
    availability: availability(seconds) ?? null,
    outages: outages.length,
    longest: Math.max(0, ...outages.map(({ from, until }) => secondsBetween(from, until))),
    changes: total(counted.map(({ turns }) => turns)),
    checks: total(counted.map(({ checks }) => checks)),
    analyses: total(counted.map(({ analyses }) => analyses)),
    cost: dollars(counted.map(({ cost }) => cost)),
    days: byDay(spans, all, window),
  };
};

const together = (paths: readonly Counted[]): Counted => {
  const seconds = paths.reduce((sofar, path) => sum(sofar, path.seconds), none);
  const add = (of: (path: Counted) => number): number => total(paths.map(of));
  return {
    seconds,
    availability: availability(seconds) ?? null,
    outages: add(({ outages }) => outages),
    changes: add(({ changes }) => changes),
    checks: add(({ checks }) => checks),
    analyses: add(({ analyses }) => analyses),
    cost: dollars(paths.map(({ cost }) => cost)),
  };
};

const byAvailability = (one: Counted, other: Counted): number => (one.availability ?? 2) - (other.availability ?? 2);

const tagsCounted = (paths: readonly PathCounted[]): readonly TagCounted[] => {
  const tagged = grouped(paths, tagsOf);
  return [...tagged]
    .map(([tag, members]) => ({ tag, paths: members.length, ...together(members) }))
    .sort((one, other) => byAvailability(one, other) || (one.tag < other.tag ? -1 : 1));
};

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : total(values) / values.length);

const incidentsCounted = (incidents: readonly Incident[], { since, until }: Window): IncidentsCounted => {
  const outages = incidents.filter(
    ({ about, startedAt }) => about === 'outage' && startedAt >= since && startedAt < until,
  );
  const detected = outages.flatMap((incident) => detectionOf(incident) ?? []);
  const restored = outages.flatMap(({ startedAt, endedAt }) =>
    endedAt === undefined ? [] : [secondsBetween(startedAt, endedAt)],
  );
  return {
    count: outages.length,
    open: outages.filter(({ endedAt }) => endedAt === undefined).length,
    meanToDetect: mean(detected),
    meanToRestore: mean(restored),
    detected: detected.length,
    restored: restored.length,
    flapping: outages.filter(({ paths }) => paths.some(({ flapping }) => flapping === true)).length,
  };
};

/** How paths fared in a time: by path, by tag, and together. Pure; its cost is by what changed, not by how often was looked. */
export const reportOn = (
  paths: readonly Asked[],
  incidents: readonly Incident[],
  window: Window,
  now: string,
): Report => {
  const counted = paths
    .map((path) => pathCounted(path, window, now))
    .sort((one, other) => byAvailability(one, other) || (one.pathId < other.pathId ? -1 : 1));
  return {
    window,
    all: together(counted),
    paths: counted,
    tags: tagsCounted(counted),
    incidents: incidentsCounted(incidents, window),
  };
};
