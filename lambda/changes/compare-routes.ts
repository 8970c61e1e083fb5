import type { FactChange } from '../domain/change.ts';
import type { Setting } from '../domain/setting.ts';
import { list, part, type Raw, text } from '../snapshot/raw.ts';
import { factChange, foundBoth, type Pair } from './fact.ts';

interface Route {
  readonly destination: string;
  /** How it leads on, without its destination. */
  readonly target: string;
  readonly isBlackhole: boolean;
  readonly setting: Setting;
}

/** The route of a VPC's table or, where it leads to attachments, of a transit gateway's. */
const settingOf = (route: Raw, destination: string, isBlackhole: boolean): Setting => {
  const attachments = list(route, 'attachments');
  const toward = part(route, 'target');
  const isTransit = Array.isArray(route.attachments);
  const only = attachments.length === 1 ? attachments[0] : undefined;
  const target = isTransit ? only && text(only, 'id') : text(toward, 'kind') === 'local' ? 'local' : text(toward, 'id');
  const common = { destination, ...(target !== undefined && { target }), isBlackhole };
  return isTransit
    ? {
        kind: 'transit-route',
        ...common,
        isPropagated: text(route, 'type') === 'propagated',
        isReferred: text(route, 'prefixList') !== undefined,
      }
    : { kind: 'route', ...common, isPropagated: route.isPropagated === true };
};

const targetOf = (route: Raw): string => {
  const target = part(route, 'target');
  const [attachment] = list(route, 'attachments');
  if (attachment !== undefined) {
    const suffix = text(route, 'type') === 'propagated' ? ', propagated' : '';
    return `${text(attachment, 'id') ?? ''} (${text(attachment, 'resource') ?? ''}${suffix})`;
  }
  const id = text(target, 'id') ?? text(target, 'kind') ?? 'nothing';
  return route.isPropagated === true ? `${id} (propagated)` : id;
};

const routeOf = (route: Raw): readonly Route[] => {
  const destination = text(route, 'destination');
  const state = text(route, 'state');
  const isBlackhole = route.isBlackhole === true || (state !== undefined && state !== 'active');
  return destination === undefined
    ? []
    : [{ destination, target: targetOf(route), isBlackhole, setting: settingOf(route, destination, isBlackhole) }];
};

/** The routes that some matches take. */
const routesIn = (thing: Raw): readonly Route[] =>
  list(thing, 'matches').flatMap((match) => [part(match, 'route'), ...list(match, 'equals')].flatMap(routeOf));

/** Those of the same prefix that others go before. */
const hiddenIn = (thing: Raw): readonly Route[] =>
  list(thing, 'matches').flatMap((match) => list(match, 'hidden').flatMap(routeOf));

const wordsOf = ({ destination, target, isBlackhole }: Route): string =>
  `${destination} → ${target}${isBlackhole ? ' (blackhole)' : ''}`;

/** Of a CIDR; a prefix list has none. */
const lengthOf = ({ destination }: Route): number => Number(/\/(\d{1,3})$/.exec(destination)?.[1] ?? Number.NaN);

const changed = (table: string, before: Route, after: Route): FactChange => {
  const sides = { before: wordsOf(before), after: wordsOf(after), was: before.setting, is: after.setting };
  const message =
    before.target !== after.target
      ? `${table} routes ${after.destination} to ${after.target}${after.isBlackhole ? ', which is a blackhole' : ''}, no longer to ${before.target}`
      : after.isBlackhole
        ? `the route ${sides.before} of ${table} became a blackhole`
        : `the route ${sides.after} of ${table} is no blackhole any more`;
  return factChange(table, 'changed', 'route', message, sides);
};

const without = (routes: readonly Route[], others: readonly Route[]): readonly Route[] => {
  const words = new Set(others.map(wordsOf));
  return [...new Map(routes.map((route) => [wordsOf(route), route])).values()].filter(
    (route) => !words.has(wordsOf(route)),
  );
};

/** What became of routes that no packet takes while others are there. */
const compareHidden = (table: string, before: readonly Route[], after: readonly Route[]): readonly FactChange[] => [
  ...without(before, after).map((route) =>
    factChange(table, 'removed', 'route', `${table} lost the route ${wordsOf(route)}, before which another goes`, {
      before: wordsOf(route),
      was: route.setting,
    }),
  ),
  ...without(after, before).map((route) =>
    factChange(table, 'added', 'route', `${table} got the route ${wordsOf(route)}, before which another goes`, {
      after: wordsOf(route),
      is: route.setting,
    }),
  ),
];

/**
 * What became of the routes that packets take. Of the longest prefix only one is in the fact: a longer one that is there now
 * was added, and the shorter one may be there still; a shorter one that is there now means that the longer was removed.
 */
export const compareRoutes = (table: string, pair: Pair): readonly FactChange[] => {
  const found = foundBoth(pair);
  if (found === undefined) return [];
  const before = routesIn(found.before);
  const after = routesIn(found.after);
  const [gone, come] = [without(before, after), without(after, before)];
  if (gone.length + come.length === 0) return compareHidden(table, hiddenIn(found.before), hiddenIn(found.after));
  const replaced = gone.flatMap((one) => {
    const other = come.find(({ destination }) => destination === one.destination);
    return other === undefined ? [] : [{ one, other }];
  });
  const lost = gone.filter((one) => !replaced.some((pair) => pair.one === one));
  const got = come.filter((one) => !replaced.some((pair) => pair.other === one));
  const hidden = new Set(lost.filter((one) => got.some((other) => lengthOf(other) > lengthOf(one))));
  const uncovered = new Set(got.filter((one) => lost.some((other) => lengthOf(other) > lengthOf(one))));
  return [
    ...replaced.map(({ one, other }) => changed(table, one, other)),
    ...lost
      .filter((route) => !hidden.has(route))
      .map((route) => {
        const [next] = uncovered;
        const now = next === undefined ? '' : `, and packets take ${wordsOf(next)}`;
        return factChange(table, 'removed', 'route', `${table} lost its route ${wordsOf(route)}${now}`, {
          before: wordsOf(route),
          was: route.setting,
        });
      }),
    ...got
      .filter((route) => !uncovered.has(route))
      .map((route) => {
        const [other] = hidden;
        const then = other === undefined ? '' : `, which goes before ${wordsOf(other)}`;
        return factChange(table, 'added', 'route', `${table} got the route ${wordsOf(route)}${then}`, {
          after: wordsOf(route),
          is: route.setting,
        });
      }),
  ];
};
