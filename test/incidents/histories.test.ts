import fc from 'fast-check';
import type { Signal, SignalKind } from '../../lambda/domain/alert.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { AlertPolicy } from '../../lambda/domain/policy.ts';
import { receive, received } from '../../lambda/incidents/receive.ts';
import { type Desk, GROUP_INTERVAL, review } from '../../lambda/incidents/review.ts';
import { isOpen } from '../../lambda/incidents/subject.ts';
import { aPolicy } from '../support/paths.ts';
import { aFinding, aSignal } from '../support/records.ts';

/*
 * Random histories of paths, and of the mutes over them, told by the pure part of the flow; a look comes every minute. What the readers know at
 * any time is what the messages said last.
 */

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 22, 10);
const paths = ['a', 'b', 'c'] as const;
type PathId = (typeof paths)[number];

interface Step {
  readonly path: PathId;
  /** Minutes from the step before. */
  readonly after: number;
  readonly component: 'rtb-1' | 'sg-2';
}
interface Silence {
  readonly path: PathId;
  readonly from: number;
  readonly until: number;
}
interface History {
  readonly steps: readonly Step[];
  readonly silences: readonly Silence[];
  /** Minutes; 0: none. */
  readonly reminder: number;
}

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly minute: number;
  readonly incidentId: string;
  readonly down: readonly string[];
  readonly up: readonly string[];
}

const END = 400;

/** Each path goes down and up in turn, at the steps that name it. */
const play = ({ steps, silences, reminder }: History) => {
  const policy: AlertPolicy = aPolicy({ reminderInterval: reminder * 60 });
  const incidents = new Map<string, Incident>();
  const told: Told[] = [];
  const turns: { readonly path: PathId; readonly minute: number; readonly down: boolean }[] = [];
  const numbers = new Map<PathId, number>();
  const isSilenced = (path: string, minute: number): boolean =>
    silences.some((silence) => silence.path === path && silence.from <= minute && minute < silence.until);
  const times: number[] = [];
  for (const { after } of steps) times.push((times.at(-1) ?? 0) + after);
  for (let minute = 0; minute <= END; minute += 1) {
    const now = new Date(START + minute * MINUTE);
    const signals = steps.flatMap((step, place): Signal[] => {
      if (times[place] !== minute) return [];
      const number = (numbers.get(step.path) ?? 0) + 1;
      numbers.set(step.path, number);
      const down = number % 2 === 1;
      turns.push({ path: step.path, minute, down });
      const kind: SignalKind = down ? 'broke' : 'recovered';
      return [
        aSignal({
          kind,
          number,
          pathId: step.path,
          since: now.toISOString(),
          verdict: down ? 'unreachable' : 'reachable',
          findings: down ? [aFinding({ component: step.component })] : [],
        }),
      ];
    });
    const desk: Desk = {
      now,
      silenceOf: ({ pathId }) => (isSilenced(pathId, minute) ? 'a mute' : undefined),
      channelsOf: () => ['topic', 'slack:ops'],
      isChannel: () => true,
      acknowledgements: new Map(),
    };
    const receiving = { policyOf: () => policy, stamp: `${minute}`, at: now.toISOString() };
    const open = [...incidents.values()].filter(isOpen);
    const receipts = receive(open, signals, receiving);
    const touched = new Set(receipts.map(({ base }) => base.id));
    const bases = [
      ...receipts.map((receipt) => received(receipt.base, receipt, receiving)),
      ...open.filter(({ id }) => !touched.has(id)),
    ];
    for (const base of bases) {
      const next = review(base, desk);
      for (const { alert, waiting } of next.outbox) {
        expect(waiting.map(({ channel }) => channel)).toEqual(['topic', 'slack:ops']);
        told.push({
          id: alert.id,
          kind: alert.kind,
          minute,
          incidentId: alert.incidentId,
          down: alert.down.first.map(({ id }) => id),
          up: alert.up.first.map(({ id }) => id),
        });
      }
      incidents.set(next.id, { ...next, outbox: [] });
    }
  }
  return { told, turns, isSilenced, incidents: [...incidents.values()] };
};

const histories: fc.Arbitrary<History> = fc.record({
  steps: fc.array(
    fc.record({
      path: fc.constantFrom(...paths),
      after: fc.integer({ min: 0, max: 12 }),
      component: fc.constantFrom('rtb-1', 'sg-2'),
    }),
    { maxLength: 20 },
  ),
  silences: fc.array(
    fc
      .record({
        path: fc.constantFrom(...paths),
        from: fc.integer({ min: 0, max: 120 }),
        length: fc.integer({ min: 1, max: 60 }),
      })
      .map(({ path, from, length }) => ({ path, from, until: from + length })),
    { maxLength: 3 },
  ),
  reminder: fc.constantFrom(0, 10, 45),
});

const holds = (check: (history: History, played: ReturnType<typeof play>) => void): void =>
  fc.assert(
    fc.property(histories, (history) => check(history, play(history))),
    { numRuns: 100 },
  );

const names = ({ down, up }: Told, path: string): boolean => down.includes(path) || up.includes(path);

describe('over random histories and silences', () => {
  test('every change of a path that is not silenced reaches every channel, by name and as it is', () => {
    holds(({ silences }, { told, turns }) => {
      for (const { path, minute } of turns) {
        if (silences.some((silence) => silence.path === path)) continue;
        const soon = told.filter((one) => one.minute >= minute && one.minute <= minute + GROUP_INTERVAL / MINUTE);
        expect({ path, minute, told: soon.some((one) => names(one, path)) }).toEqual({ path, minute, told: true });
      }
    });
  });

  test('in the end the readers know of each path what is so', () => {
    holds((_, { told, turns }) => {
      for (const path of paths) {
        const isDown = turns.findLast((turn) => turn.path === path)?.down === true;
        const last = told.findLast((one) => names(one, path));
        expect(last?.down.includes(path) === true).toBe(isDown);
      }
    });
  });

  test('nothing is told of a path while it is silenced, and what is still down then is told at the end of it', () => {
    holds(({ silences }, { told, turns, isSilenced }) => {
      for (const { path, from, until } of silences) {
        const downAt = (minute: number) =>
          turns.findLast((turn) => turn.path === path && turn.minute <= minute)?.down === true;
        const known = told.findLast((one) => one.minute < from && names(one, path))?.down.includes(path) === true;
        // Others of its incident may be told of; then it is named as it was told before, if at all.
        for (const one of told.filter(({ minute }) => minute >= from && minute < until))
          expect(one.down.includes(path) && !known && !one.up.includes(path)).toBe(false);
        if (downAt(until) && !isSilenced(path, until)) {
          const after = told.filter(({ minute }) => minute <= until + GROUP_INTERVAL / MINUTE);
          const isChanged = turns.some((turn) => turn.path === path && turn.minute > until && turn.minute <= until + 5);
          if (!isChanged) expect(after.findLast((one) => names(one, path))?.down.includes(path)).toBe(true);
        }
      }
    });
  });

  test('reminders keep their interval, and none is missing', () => {
    holds(({ reminder, silences }, { told, incidents }) => {
      for (const one of told.filter(({ kind }) => kind === 'reminder')) {
        const before = told.findLast((other) => other.incidentId === one.incidentId && other.minute < one.minute);
        expect(one.minute - (before?.minute ?? 0)).toBeGreaterThanOrEqual(reminder);
      }
      if (reminder === 0) expect(told.some(({ kind }) => kind === 'reminder')).toBe(false);
      if (reminder === 0 || silences.length > 0) return;
      for (const { id, endedAt } of incidents) {
        const minutes = told.filter(({ incidentId }) => incidentId === id).map(({ minute }) => minute);
        const end = endedAt === undefined ? END : (Date.parse(endedAt) - START) / MINUTE;
        for (const [place, minute] of [...minutes, end].entries())
          if (place > 0) expect(minute - (minutes[place - 1] ?? 0)).toBeLessThanOrEqual(reminder + 5);
      }
    });
  });

  test('no id is used for two messages', () => {
    holds((_, { told }) => expect(new Set(told.map(({ id }) => id)).size).toBe(told.length));
  });

  test('paths that break within the window by one component are one incident, and others are not', () => {
    holds((_, { incidents }) => {
      for (const { paths: members, components } of incidents) {
        expect(new Set(members.map(({ pathId }) => pathId)).size).toBe(members.length);
        expect(components.length).toBeGreaterThan(0);
      }
    });
  });
});
