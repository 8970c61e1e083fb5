import { integer, type Raw, text, texts } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';
import { commandsOf } from './commands.ts';
import type { Fields } from './condition.ts';
import { evaluate, type LogEvent } from './evaluate.ts';

export interface LogGroups {
  /** Log group → its events, read anew at each query. */
  readonly groups: () => ReadonlyMap<string, readonly LogEvent[]>;
  readonly now: () => Date;
  /** Seconds for which a query runs. */
  readonly runSeconds: number;
  readonly newId: () => string;
}

interface Query {
  readonly startedAt: number;
  readonly rows: readonly Fields[];
  readonly recordsScanned: number;
  readonly bytesScanned: number;
  readonly stopped: boolean;
}

const invalid = (message: string): ServiceError => new ServiceError('InvalidParameterException', message);

const bounded = (input: Raw, field: string, [least, most]: readonly [number, number], or?: number): number => {
  const value = input[field] === undefined ? or : integer(input, field);
  if (value === undefined || value < least || value > most) throw invalid(`${field} must be from ${least} to ${most}`);
  return value;
};

const groupsOf = (input: Raw): readonly string[] => {
  const one = text(input, 'logGroupName');
  const lists = [one === undefined ? [] : [one], texts(input, 'logGroupNames'), texts(input, 'logGroupIdentifiers')];
  const given = lists.filter((list) => list.length > 0);
  if (given.length !== 1) throw invalid('exactly one of the log group parameters must be given');
  const names = given.flat().map((name) => /:log-group:([^:]+)/.exec(name)?.[1] ?? name);
  if (names.length > 50) throw invalid('at most 50 log groups may be queried');
  return names;
};

/** A year of milliseconds would be taken for seconds: nobody asks for the year 10,000. */
const latest = 253_402_300_799;

/** The limits are those of https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html. */
const begun = (options: LogGroups, input: Raw): Query => {
  const query = text(input, 'queryString') ?? '';
  if (query.length > 10_000) throw invalid('queryString must have at most 10000 characters');
  const limit = bounded(input, 'limit', [1, 100_000], 10_000);
  const from = bounded(input, 'startTime', [0, latest]);
  const until = bounded(input, 'endTime', [0, latest]);
  if (from > until) throw new ServiceError('MalformedQueryException', 'end time must not be before start time');
  const known = options.groups();
  const events = groupsOf(input).flatMap((name) => {
    const group = known.get(name);
    if (group === undefined) throw new ServiceError('ResourceNotFoundException', `Log group '${name}' does not exist.`);
    return group;
  });
  const commands = commandsOf(query);
  const scanned = events.filter(({ at }) => at >= from * 1000 && at < (until + 1) * 1000);
  return {
    startedAt: options.now().getTime(),
    rows: evaluate(commands, scanned).slice(0, limit),
    recordsScanned: scanned.length,
    bytesScanned: scanned.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
    stopped: false,
  };
};

/** The queries of CloudWatch Logs Insights over the events of log groups. */
export const openQueries = (options: LogGroups): Readonly<Record<string, (input: Raw) => object>> => {
  const queries = new Map<string, Query>();
  const statusOf = ({ startedAt, stopped }: Query): string => {
    if (stopped) return 'Cancelled';
    const seconds = (options.now().getTime() - startedAt) / 1000;
    if (seconds >= options.runSeconds) return 'Complete';
    return seconds < 1 ? 'Scheduled' : 'Running';
  };
  const named = (input: Raw): readonly [string, Query] => {
    const id = text(input, 'queryId') ?? '';
    const query = queries.get(id);
    if (query === undefined) throw new ServiceError('ResourceNotFoundException', 'Query does not exist.');
    return [id, query];
  };
  return {
    StartQuery: (input) => {
      const query = begun(options, input);
      const queryId = options.newId();
      queries.set(queryId, query);
      return { queryId };
    },
    GetQueryResults: (input) => {
      const [, query] = named(input);
      const status = statusOf(query);
      const { rows, recordsScanned, bytesScanned } = query;
      return {
        queryLanguage: 'CWLI',
        status,
        results: status === 'Complete' ? rows.map((row) => [...row].map(([field, value]) => ({ field, value }))) : [],
        statistics: { recordsMatched: rows.length, recordsScanned, bytesScanned },
      };
    },
    StopQuery: (input) => {
      const [id, query] = named(input);
      if (query.stopped || statusOf(query) === 'Complete') throw invalid('the query has ended');
      queries.set(id, { ...query, stopped: true });
      return { success: true };
    },
  };
};
