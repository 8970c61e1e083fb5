import { type FaultInfo, faultOf, isTransient } from '../domain/fault.ts';
import { never } from '../domain/verdict.ts';
import type { Witness, WitnessQuery, WitnessSpent } from '../domain/witness.ts';
import { rowLimit } from '../flows/query.ts';
import { sightingOfRow } from '../flows/row.ts';
import { recordsOf, type Seen, seenOf } from '../flows/seen.ts';
import { type Ends, testimonyOf } from '../flows/testimony.ts';
import type { QueryProgress, Services } from './ports.ts';
import { type PlannedQuery, witnessPlan } from './witness-queries.ts';
import type { WitnessSubject } from './witness-subject.ts';

const MINUTE = 60_000;
/** Records come some five minutes after their interval of a minute or ten: then they are asked for, and later once more. */
const FIRST = 6 * MINUTE;
const AGAIN = [5 * MINUTE, 10 * MINUTE] as const;
/** What of the time before and after the break is looked at: a query is paid by what it scans. */
const BEFORE = 60 * MINUTE;
const AFTER = 10 * MINUTE;
/** After this nobody waits for a witness any more. */
const GIVE_UP = 60 * MINUTE;
const QUERIES = 4;
/** Ten gigabytes are five cents: a group that has as much in an hour is not asked again. */
const BYTES = 10_000_000_000;
const READS = 3;
const READ_GAP = MINUTE / 3;
const RETRY_GAP = MINUTE;

type Due = Extract<Witness, { readonly kind: 'due' }>;
type Asked = Extract<Witness, { readonly kind: 'asked' }>;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A witness of whom nobody knows yet whether there is one. `at`: ISO time of what it is to tell of. */
export const unknownWitness = (at: string): Witness => ({ kind: 'due', next: at, tries: 0 });

const isUnknown = ({ tries, spent }: Due): boolean => tries === 0 && spent === undefined;

/** One that there is, and that nobody has asked yet. */
export const dueWitness = (brokeAt: string): Due => ({
  kind: 'due',
  next: iso(Date.parse(brokeAt) + FIRST),
  tries: 0,
  spent: { queries: 0, bytesScanned: 0 },
});

/** The code alone: what a service says may name what is not for an alert. */
const faultText = ({ operation, code }: FaultInfo): string => `the flow logs could not be read: ${operation}: ${code}`;

const none = (reason: string, { bytesScanned }: WitnessSpent): Witness => ({ kind: 'none', reason, bytesScanned });

/** After a fault that may pass it is asked again, until nobody waits for it. */
const afterFault = (fault: FaultInfo, due: Due, spent: WitnessSpent, subject: WitnessSubject, now: Date): Witness => {
  const next = now.getTime() + RETRY_GAP;
  const isLate = next > Date.parse(subject.brokeAt) + GIVE_UP;
  return isTransient(fault.kind) && !isLate && spent.queries < QUERIES
    ? { ...due, next: iso(next), spent }
    : none(faultText(fault), spent);
};

const windowOf = ({ brokeAt, lookedGoodUntil }: WitnessSubject, now: Date): readonly [string, string] => {
  const broke = Date.parse(brokeAt);
  const good = lookedGoodUntil === undefined ? broke - BEFORE : Date.parse(lookedGoodUntil);
  return [
    iso(Math.max(broke - BEFORE, Math.min(good, broke))),
    iso(Math.max(broke, Math.min(broke + AFTER, now.getTime()))),
  ];
};

/** Whether a start that failed so may have started a query all the same. */
const mayRun = ({ kind }: FaultInfo): boolean => kind === 'no-answer' || kind === 'unavailable' || kind === 'malformed';

const startAll = async (
  { flowLogs }: Pick<Services, 'flowLogs'>,
  planned: readonly PlannedQuery[],
  between: readonly [string, string],
) => {
  const queries: WitnessQuery[] = [];
  const faults: FaultInfo[] = [];
  for (const { log, interfaceIds, text } of planned) {
    try {
      const { queryId } = await flowLogs.start(log, text, between, rowLimit);
      queries.push({ queryId, interfaceIds, flowLogId: log.id, traffic: log.traffic, aggregation: log.aggregation });
    } catch (error) {
      faults.push(faultOf(error, 'StartQuery'));
    }
  }
  return { queries, faults, begun: queries.length + faults.filter(mayRun).length };
};

const ask = async (
  services: Pick<Services, 'flowLogs'>,
  subject: WitnessSubject,
  due: Due,
  now: Date,
): Promise<Witness> => {
  const before = due.spent ?? { queries: 0, bytesScanned: 0 };
  try {
    const found = await services.flowLogs.of([...subject.destinations, ...subject.sources]);
    const plan = witnessPlan(found, subject);
    if (plan.kind === 'none') return none(plan.reason, before);
    // Records come minutes late; that there are none at all is known at once.
    const due_ = dueWitness(subject.brokeAt);
    if (isUnknown(due) && now.getTime() < Date.parse(due_.next)) return due_;
    const between = windowOf(subject, now);
    const started = await startAll(services, plan.queries.slice(0, QUERIES - before.queries), between);
    const spent = { ...before, queries: before.queries + started.begun };
    const [fault] = started.faults;
    if (started.queries.length > 0) {
      const next = iso(now.getTime() + READ_GAP);
      return { kind: 'asked', next, tries: due.tries + 1, reads: 0, spent, between, queries: started.queries };
    }
    return fault === undefined
      ? none('the flow logs were asked as often as they may be', spent)
      : afterFault(fault, due, spent, subject, now);
  } catch (error) {
    return afterFault(faultOf(error, 'DescribeFlowLogs'), due, before, subject, now);
  }
};

interface Answer {
  readonly query: WitnessQuery;
  readonly progress: QueryProgress;
  /** Why nobody could tell, where it counts as running. */
  readonly trouble?: string;
}

const readOne = async ({ flowLogs }: Pick<Services, 'flowLogs'>, query: WitnessQuery): Promise<Answer> => {
  try {
    return { query, progress: await flowLogs.read(query.queryId) };
  } catch (error) {
    const fault = faultOf(error, 'GetQueryResults');
    const trouble = faultText(fault);
    return isTransient(fault.kind)
      ? { query, progress: { kind: 'running' }, trouble }
      : { query, progress: { kind: 'failed', reason: trouble } };
  }
};

/** Ends what nobody waits for any more; a query that cannot be ended runs out by itself. */
const stopAll = async (
  { flowLogs, log }: Pick<Services, 'flowLogs' | 'log'>,
  queries: readonly WitnessQuery[],
): Promise<void> => {
  for (const { queryId } of queries) {
    try {
      await flowLogs.stop(queryId);
    } catch (error) {
      log.error('a query of the flow logs could not be stopped', { queryId, fault: faultOf(error, 'StopQuery') });
    }
  }
};

const seenBy = (
  { queryId: _, interfaceIds, ...log }: WitnessQuery,
  rows: Extract<QueryProgress, { readonly kind: 'complete' }>['rows'],
  { conversation }: WitnessSubject,
): readonly Seen[] => {
  const sightings = rows.map(sightingOfRow);
  // Rows that were cut off may have shown what is missing, as skipped records may.
  const cut = rows.length >= rowLimit ? 1 : 0;
  return interfaceIds.map((interfaceId) => {
    const seen = seenOf({ interfaceId, ...log }, sightings, conversation);
    return { ...seen, skipped: seen.skipped + cut };
  });
};

const endsOf = (seen: readonly Seen[], { sources, destinations }: WitnessSubject): Ends => {
  const at = (places: WitnessSubject['sources']): readonly Seen[] =>
    seen.filter((one) => places.some(({ interfaceId }) => interfaceId === one.interfaceId));
  return { sources: at(sources), destinations: at(destinations) };
};

/** When to ask once more what brought nothing; undefined where it is enough. */
const againAt = ({ tries }: Asked, spent: WitnessSpent, now: Date): number | undefined => {
  const gap = AGAIN[tries - 1];
  return gap === undefined || spent.queries >= QUERIES || spent.bytesScanned > BYTES ? undefined : now.getTime() + gap;
};

const read = async (
  services: Pick<Services, 'flowLogs' | 'log'>,
  subject: WitnessSubject,
  asked: Asked,
  now: Date,
): Promise<Witness> => {
  const answers: Answer[] = [];
  for (const query of asked.queries) answers.push(await readOne(services, query));
  const running = answers.flatMap(({ query, progress }) => (progress.kind === 'running' ? [query] : []));
  const reads = asked.reads + 1;
  if (running.length > 0 && reads < READS) return { ...asked, reads, next: iso(now.getTime() + READ_GAP * reads) };
  await stopAll(services, running);
  const complete = answers.flatMap(({ query, progress }) =>
    progress.kind === 'complete' ? [{ query, ...progress }] : [],
  );
  const scanned = complete.reduce((sum, { bytesScanned }) => sum + bytesScanned, 0);
  const spent = { ...asked.spent, bytesScanned: asked.spent.bytesScanned + scanned };
  if (complete.length === 0) {
    const [failed] = answers.flatMap(({ progress }) => (progress.kind === 'failed' ? [progress.reason] : []));
    const [trouble] = answers.flatMap((answer) => answer.trouble ?? []);
    return none(failed ?? trouble ?? 'the queries of the flow logs were not done in time', spent);
  }
  const seen = complete.flatMap(({ query, rows }) => seenBy(query, rows, subject));
  const moments = { brokeAt: Date.parse(subject.brokeAt) / 1000, now: now.getTime() / 1000 };
  const heard = testimonyOf(endsOf(seen, subject), moments);
  const again = heard.testimony === 'silent' ? againAt(asked, spent, now) : undefined;
  if (again !== undefined) return { kind: 'due', next: iso(again), tries: asked.tries, spent };
  const { bytesScanned } = spent;
  return { kind: 'heard', ...heard, between: asked.between, records: seen.map(recordsOf), bytesScanned };
};

/**
 * One step of asking the flow logs what became of a path's packets, where its time has come; to be called again from `next`
 * on, until it is `heard` or `none`. It starts at most four queries a subject, each over at most seventy minutes, and keeps
 * what they scanned. No fault of it is thrown.
 */
export const hear = async (
  services: Pick<Services, 'flowLogs' | 'log'>,
  subject: WitnessSubject,
  witness: Witness,
  now: Date,
): Promise<Witness> => {
  switch (witness.kind) {
    case 'heard':
    case 'none':
      return witness;
    case 'due':
      return now.getTime() < Date.parse(witness.next) ? witness : ask(services, subject, witness, now);
    case 'asked':
      return now.getTime() < Date.parse(witness.next) ? witness : read(services, subject, witness, now);
    default:
      return never(witness);
  }
};
