import { checkItem } from '../../lambda/aws/check-item.ts';
import { dayItem } from '../../lambda/aws/day-item.ts';
import { incidentItem } from '../../lambda/aws/incident-item.ts';
import type { Item } from '../../lambda/aws/item.ts';
import { stateItem } from '../../lambda/aws/state-item.ts';
import { sweepItem } from '../../lambda/aws/sweep-item.ts';
import { checkKey, lookKey } from '../../lambda/aws/table.ts';
import type { Check } from '../../lambda/domain/check.ts';
import { aSweepRecord } from '../../test/support/records.ts';
import { NOW, type Story } from './story.ts';

const RETENTION = 90;
const SWEEPS = 1_000;

const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

/** All but the checks: the same, however many of those are kept. */
export const recordedOf = ({ states, days, incidents }: Story): readonly Item[] => [
  ...states.map(stateItem),
  ...days.map(dayItem),
  ...incidents.map((incident) => incidentItem(incident, RETENTION)),
  ...Array.from({ length: SWEEPS }, (_, place) => {
    const at = ago(5 * place + 1);
    return sweepItem(
      aSweepRecord({ id: `sweep-${place}`, startedAt: at, endedAt: at, lookedAt: at, outcomes: [] }),
      RETENTION,
    );
  }),
  { ...lookKey('rate(5 minutes)'), kind: 'rate(5 minutes)', at: ago(1), sweepId: 'sweep-0', except: [] },
];

/** The same item so many seconds later. */
const later = (item: Item, check: Check, seconds: number): Item => {
  const at = new Date(Date.parse(check.observedAt) + seconds * 1000).toISOString();
  const sweepId = `${check.sweepId}-${seconds}`;
  return {
    ...item,
    ...checkKey(check.pathId, at, sweepId),
    id: `${sweepId}/${check.pathId}`,
    sweepId,
    observedAt: at,
    settledAt: at,
  };
};

/**
 * Checks of one path, newest first: those of the story, and beyond them the same ones again, each some seconds later than the one
 * before. From the `from`th on, up to the `to`th.
 */
export const checksOf = (checks: readonly Check[], from: number, to: number): readonly Item[] => {
  const items = checks.map((check) => checkItem(check, RETENTION));
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => {
    const place = from + index;
    const again = Math.floor(place / checks.length);
    const check = checks[place % checks.length];
    const item = items[place % checks.length];
    if (check === undefined || item === undefined) throw new Error('a path without checks');
    return again === 0 ? item : later(item, check, again);
  });
};
