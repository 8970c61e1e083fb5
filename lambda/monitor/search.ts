import { isDeepStrictEqual } from 'node:util';
import { candidatesOf } from '../changes/explain.ts';
import type { Cause, Change } from '../domain/change.ts';
import { type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Configuration, Path } from '../domain/path.ts';
import type { Brief, State } from '../domain/state.ts';
import { fixesOf } from '../fixes/fixes.ts';
import { type Announcing, announce } from './announce.ts';
import { gathered, searched, slim, wantedIds } from './attribute.ts';
import { laterSignal } from './later-signal.ts';
import type { Services } from './ports.ts';
import { changeState } from './record.ts';
import { testify } from './testify.ts';

/** Breaks that one pass looks for the authors of, and resources looked up for each: two look-ups a second are taken. */
const BREAKS = 100;
/** For so long one pass looks: what it announces before and after has to fit the function's five minutes too. */
const SEARCH_MILLISECONDS = 60 * 1000;
const RESOURCES = 3;
const LOOKUPS = 40;
/** The clock of AWS's records and ours may differ. Milliseconds. */
const MARGIN = 2 * 60 * 1000;

/** Looks each resource up once for all breaks of the same time. */
const lookups = (services: Services) => {
  const known = new Map<string, Promise<readonly Change[]>>();
  return (id: string, [since, until]: Cause['between']): Promise<readonly Change[]> => {
    const key = `${id} ${since} ${until}`;
    const asked = known.get(key);
    if (asked !== undefined) return asked;
    if (known.size >= LOOKUPS) return Promise.resolve([]);
    const from = new Date(Date.parse(since) - MARGIN).toISOString();
    const to = new Date(Date.parse(until) + MARGIN).toISOString();
    const call = services.calls.callsOn(id, from, to);
    known.set(key, call);
    return call;
  };
};

/** What the search has come to, in the state; where it has ended, it is handed over to the incident. */
const withCause = (path: Path, state: State, id: string, cause: Cause): State | undefined => {
  const { broken, settled } = state;
  // Of another cause that was found meanwhile this says nothing.
  const isSame = broken?.id === id && isDeepStrictEqual(broken.cause?.between, cause.between);
  if (!isSame || broken.cause?.search.kind !== 'pending') return undefined;
  const next: State = { ...state, broken: { ...broken, cause } };
  if (cause.search.kind === 'pending' || settled === undefined) return next;
  const number = state.signals + 1;
  const signal = {
    ...laterSignal(path, broken, 'attributed', number),
    cause,
    fixes: fixesOf(broken.findings, cause, path.expect),
  };
  return { ...next, signals: number, outbox: [...state.outbox, { kind: 'signal', signal }] };
};

const waitingIn = async ({ store, log }: Services): Promise<readonly Brief[]> => {
  try {
    return (await store.briefs()).filter(({ searchFrom }) => searchFrom !== undefined);
  } catch (error) {
    log.error('the breaks without an author could not be listed', { fault: faultOf(error, 'Query') });
    return [];
  }
};

interface Heard {
  readonly changes: readonly Change[];
  /** Why there may be more. */
  readonly unread?: FaultInfo;
}

/** What was heard; nothing where it could not be read, which counts as a look all the same. */
const heard = async ({ log }: Services, pathId: string, changes: Promise<readonly Change[]>): Promise<Heard> => {
  try {
    return { changes: await changes };
  } catch (error) {
    const unread = faultOf(error, 'LookupEvents');
    log.error('changes could not be read and are looked for again later', { path: pathId, fault: unread });
    return { changes: [], unread };
  }
};

/** Looks once for the author of one path's break. The ISO time from which it is looked for again; undefined where it is not. */
const searchFor = async (
  services: Services,
  path: Path,
  callsOn: ReturnType<typeof lookups>,
): Promise<string | undefined> => {
  const { store, pacing } = services;
  const broken = (await store.state(path.id))?.broken;
  const cause = broken?.cause;
  if (broken === undefined || cause?.search.kind !== 'pending') return undefined;
  if (cause.search.next > services.now().toISOString()) return cause.search.next;
  const ids = wantedIds(cause, broken.findings).slice(0, RESOURCES);
  const told = await Promise.all([
    heard(services, path.id, gathered(services, cause.between)),
    ...ids.map((id) => heard(services, path.id, callsOn(id, cause.between))),
  ]);
  const unique = [...new Map(told.flatMap(({ changes }) => changes).map((change) => [change.id, change])).values()];
  const unread = told.find((each) => each.unread !== undefined)?.unread;
  const { candidates: known, between, facts } = cause;
  const candidates = candidatesOf(facts, broken.findings, unique, between[0], known).map(slim);
  const next = searched(candidates, ids, cause.search.tries + 1, pacing.searches, services.now(), unread);
  await changeState(store, path.id, (stored) =>
    withCause(path, stored, broken.id, { ...cause, candidates, search: next }),
  );
  return next.kind === 'pending' ? next.next : undefined;
};

/** Where the search stands: how many paths something is still looked for of, and from when (ISO time) at the earliest. */
export interface Sought {
  readonly left: number;
  readonly next?: string;
}

/**
 * Looks for the calls behind breaks whose search is due, among what was gathered since and in CloudTrail's history, asks the
 * flow logs, and announces what is found, as an update of its incident. First it announces what a pass that died has left
 * owing. What is not found is looked for again later, until the gaps are used up. No fault of it goes further than the log: a
 * break without its author is told already.
 */
export const search = async (
  services: Services,
  configuration: Configuration,
  { by, stamp }: Pick<Announcing, 'by' | 'stamp'>,
): Promise<Sought> => {
  const { log, now } = services;
  await announce(services, configuration, { by, stamp, paths: [] });
  const declared = new Map(configuration.paths.map((path) => [path.id, path]));
  const callsOn = lookups(services);
  const began = now().getTime();
  const since = new Date(began).toISOString();
  // Nobody is told of a path that is no longer declared.
  const waiting = (await waitingIn(services)).filter(({ pathId }) => declared.has(pathId));
  const telling: string[] = [];
  const times: string[] = [];
  let left = 0;
  let looked = 0;
  for (const { pathId, searchFrom = since } of waiting) {
    const path = declared.get(pathId);
    let next: readonly string[] = [searchFrom];
    // Those that are not due take no other's place.
    const isInTime = now().getTime() - began < SEARCH_MILLISECONDS;
    if (path !== undefined && looked < BREAKS && isInTime && searchFrom <= now().toISOString()) {
      looked += 1;
      try {
        const sought = await searchFor(services, path, callsOn);
        next = [...(sought === undefined ? [] : [sought]), ...(await testify(services, path, since))];
        telling.push(pathId);
      } catch (error) {
        log.error('what was found of a break could not be kept and is looked for again', {
          path: pathId,
          fault: faultOf(error, 'PutState'),
        });
      }
    }
    left += Math.min(1, next.length);
    times.push(...next);
  }
  if (telling.length > 0) await announce(services, configuration, { by, stamp, paths: telling });
  const next = times.sort()[0];
  return { left, ...(next !== undefined && { next }) };
};
