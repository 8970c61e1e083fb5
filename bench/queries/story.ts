import type { Signal } from '../../lambda/domain/alert.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { Day } from '../../lambda/domain/day.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { State } from '../../lambda/domain/state.ts';
import { receive, received } from '../../lambda/incidents/receive.ts';
import { review } from '../../lambda/incidents/review.ts';
import { decide } from '../../lambda/monitor/decide.ts';
import { aCause } from '../../test/support/records.ts';
import { lookOver } from './looks.ts';
import { broken, whole } from './networks.ts';

/*
 * Thirty days of so many paths: each is audited once a week; thirty outages, of two paths each, of which the last two go on. Played by
 * the verbs of the flow, so that states, days and incidents are what a sweep would have written.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When it is told. */
export const NOW = Date.UTC(2026, 10, 22, 12);
const START = NOW - 30 * DAY;
const OUTAGES = 30;
const LASTING = 2;
const OUTAGE = 35 * 60_000;

interface Outage {
  readonly at: number;
  /** Places of its paths. */
  readonly hits: readonly number[];
  readonly ends: boolean;
}

const outagesOf = (paths: number): readonly Outage[] =>
  Array.from({ length: OUTAGES }, (_, place) => ({
    at: START + 12 * HOUR + place * 23 * HOUR,
    hits: [(2 * place) % paths, (2 * place + 1) % paths],
    ends: place < OUTAGES - LASTING,
  }));

export interface Story {
  readonly states: readonly State[];
  readonly days: readonly Day[];
  readonly incidents: readonly Incident[];
  /** Of each path, newest first. */
  readonly checks: readonly (readonly Check[])[];
  /** A path of which an outage goes on, and a moment of it, as ISO time. */
  readonly hit: string;
  readonly at: string;
}

interface Told {
  readonly at: string;
  readonly signals: readonly Signal[];
}

/** Of one path: what each look of the thirty days came to. */
const played = (path: Path, place: number, looks: ReturnType<typeof looksAt>) => {
  let state: State | undefined;
  const checks: Check[] = [];
  const days: Day[] = [];
  const told: Told[] = [];
  for (const check of looks(path, place)) {
    const decision = decide(state, path, check);
    state = { ...decision.state, outbox: [] };
    checks.unshift(decision.check);
    for (const entry of decision.state.outbox) if (entry.kind === 'day') days.push(entry.day);
    if (decision.signals.length > 0) told.push({ at: check.observedAt, signals: decision.signals });
  }
  if (state === undefined) throw new Error(`${path.id} was never looked at`);
  return { state, checks, days, told };
};

const looksAt = (outages: readonly Outage[]) => {
  const good = lookOver(whole);
  const bad = lookOver(broken);
  return (path: Path, place: number): readonly Check[] => {
    const audits = [0, 7, 14, 21, 28].map((day) => START + (day + (place % 7)) * DAY + (place % 1_000) * 60_000);
    const own = outages.filter(({ hits }) => hits.includes(place));
    const timed = [
      ...audits.filter((at) => at < NOW).map((at) => ({ at, look: good })),
      ...own.map(({ at }) => ({ at, look: bad })),
      ...own.filter(({ ends }) => ends).map(({ at }) => ({ at: at + OUTAGE, look: good })),
    ].sort((one, other) => one.at - other.at);
    // What is broken stays so until it ends: an audit on the way would find it so too.
    const lasting = own.find(({ ends }) => !ends)?.at ?? Number.POSITIVE_INFINITY;
    return timed.filter(({ at }) => at <= lasting).map(({ at, look }) => look(path, new Date(at).toISOString()));
  };
};

/** What the signals came to, in their order; all of it is told. */
const incidentsOf = (told: readonly Told[]): readonly Incident[] => {
  const incidents = new Map<string, Incident>();
  const policyOf = () => ({ reminderInterval: 0, sendOnResolved: true });
  for (const { at, signals } of told.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    const receiving = { policyOf, stamp: at.replace(/[-:]|\.\d+/g, ''), at };
    const open = [...incidents.values()].filter(({ endedAt }) => endedAt === undefined);
    for (const receipt of receive(open, signals, receiving)) {
      const desk = {
        now: new Date(at),
        silenceOf: () => undefined,
        channelsOf: () => ['topic'],
        isChannel: () => true,
        acknowledgements: new Map(),
      };
      const next = review(received(receipt.base, receipt, receiving), desk);
      incidents.set(next.id, { ...next, version: next.version + 1, cause: aCause(), outbox: [] });
    }
  }
  return [...incidents.values()];
};

/** Plays it over these paths. */
export const storyOf = (paths: readonly Path[]): Story => {
  const outages = outagesOf(paths.length);
  const looks = looksAt(outages);
  const each = paths.map((path, place) => played(path, place, looks));
  const last = outages.at(-1);
  const hit = paths[last?.hits[0] ?? 0]?.id ?? '';
  return {
    states: each.map(({ state }) => state),
    days: each.flatMap(({ days }) => days),
    incidents: incidentsOf(each.flatMap(({ told }) => told)),
    checks: each.map(({ checks }) => checks),
    hit,
    at: new Date((last?.at ?? NOW) + 10 * 60_000).toISOString(),
  };
};
