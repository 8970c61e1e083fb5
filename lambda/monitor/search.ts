import { candidatesOf } from '../changes/explain.ts';
import type { Alert } from '../domain/alert.ts';
import type { Cause, Change } from '../domain/change.ts';
import { faultOf } from '../domain/fault.ts';
import type { Incident } from '../domain/incident.ts';
import { type Configuration, type Path, pathText } from '../domain/path.ts';
import type { Brief, State } from '../domain/state.ts';
import { announce, drain } from './announce.ts';
import { gathered, searched, slim, wantedIds } from './attribute.ts';
import type { Services } from './ports.ts';
import { changeState, completeRecords } from './record.ts';

/** Incidents that one pass looks for the authors of, and resources looked up for each: two look-ups a second are taken. */
const INCIDENTS = 100;
const RESOURCES = 3;
const LOOKUPS = 40;
/** The clock of AWS's records and ours may differ. Milliseconds. */
const MARGIN = 2 * 60 * 1000;

const updateOf = (path: Path, state: State, incident: Incident, cause: Cause): Alert => ({
  id: `${path.id}/${state.transitions}/attributed/topic`,
  kind: 'attributed',
  channel: 'topic',
  pathId: path.id,
  path: pathText(path),
  severity: path.severity,
  tags: path.tags,
  expect: path.expect,
  verdict: incident.verdict,
  since: incident.startedAt,
  findings: incident.findings,
  open: [],
  incidentId: incident.id,
  checkId: incident.checkId,
  cause,
});

/** Looks each resource up once for all incidents of the same time. */
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

const withCause = (path: Path, state: State, id: string, cause: Cause): State | undefined => {
  const { incident } = state;
  if (incident?.id !== id || incident.cause?.search.kind !== 'pending') return undefined;
  const next: Incident = { ...incident, cause };
  const owed = cause.search.kind === 'pending' ? [] : [{ kind: 'incident', incident: next } as const];
  const update =
    cause.search.kind === 'found'
      ? [{ kind: 'publish', alert: updateOf(path, state, incident, cause), attempts: 0 } as const]
      : [];
  return { ...state, incident: next, outbox: [...state.outbox, ...owed, ...update] };
};

const waitingIn = async ({ store, log }: Services): Promise<readonly Brief[]> => {
  try {
    return (await store.briefs()).filter(({ searchFrom }) => searchFrom !== undefined);
  } catch (error) {
    log.error('the incidents without an author could not be listed', { fault: faultOf(error, 'Query') });
    return [];
  }
};

/** What was heard; nothing where it could not be read, which counts as a look all the same. */
const heard = async (
  { log }: Services,
  pathId: string,
  changes: Promise<readonly Change[]>,
): Promise<readonly Change[]> => {
  try {
    return await changes;
  } catch (error) {
    const fault = faultOf(error, 'LookupEvents');
    log.error('changes could not be read and are looked for again later', { path: pathId, fault });
    return [];
  }
};

/** Looks once for the author of one path's incident. True while it is still looked for. */
const searchFor = async (
  services: Services,
  path: Path,
  callsOn: ReturnType<typeof lookups>,
  by: string,
): Promise<boolean> => {
  const { store, pacing } = services;
  const incident = (await store.state(path.id))?.incident;
  const cause = incident?.cause;
  if (incident === undefined || cause?.search.kind !== 'pending') return false;
  const ids = wantedIds(cause, incident.findings).slice(0, RESOURCES);
  const told = await Promise.all([
    heard(services, path.id, gathered(services, cause.between)),
    ...ids.map((id) => heard(services, path.id, callsOn(id, cause.between))),
  ]);
  const unique = [...new Map(told.flat().map((change) => [change.id, change])).values()];
  const { candidates: known, between, facts } = cause;
  const candidates = candidatesOf(facts, incident.findings, unique, between[0], known).map(slim);
  const next = searched(candidates, ids, cause.search.tries + 1, pacing.searches, services.now());
  const changed = await changeState(store, path.id, (stored) =>
    withCause(path, stored, incident.id, { ...cause, candidates, search: next }),
  );
  if (next.kind === 'pending') return true;
  if (changed !== undefined) await completeRecords(store, changed);
  await announce(services, path.id, by);
  return false;
};

/**
 * Looks for the calls behind open incidents whose search is due, among what was gathered since and in CloudTrail's history.
 * First it completes what a pass that died has left owing. What is found is kept in the
 * incident and told as an update; what is not is looked for again later, until the gaps are used up. Answers how many are
 * still looked for. No fault of it goes further than the log: an incident without its author is told already.
 */
export const search = async (
  services: Services,
  { paths }: Configuration,
  by: string,
): Promise<{ readonly left: number }> => {
  await drain(services, by);
  const declared = new Map(paths.map((path) => [path.id, path]));
  const callsOn = lookups(services);
  // Nobody is told of a path that is no longer declared.
  const waiting = (await waitingIn(services)).filter(({ pathId }) => declared.has(pathId));
  let left = waiting.length;
  for (const { pathId, searchFrom } of waiting.slice(0, INCIDENTS)) {
    const path = declared.get(pathId);
    if (path === undefined || (searchFrom ?? '') > services.now().toISOString()) continue;
    try {
      if (!(await searchFor(services, path, callsOn, by))) left -= 1;
    } catch (error) {
      services.log.error('the author of a change could not be kept and is looked for again', {
        path: pathId,
        fault: faultOf(error, 'PutState'),
      });
    }
  }
  return { left };
};
