import { never } from '../../lambda/domain/verdict.ts';
import type { Aggregate, Command } from './commands.ts';
import type { Fields } from './condition.ts';

/** One line of a log group. */
export interface LogEvent {
  /** Of a flow log: `eni-…-all`. */
  readonly stream: string;
  /** Milliseconds since 1970; of a flow log: the record's `start`. */
  readonly at: number;
  readonly message: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html, by place in a record. */
const discovered = [
  'version',
  'accountId',
  'interfaceId',
  'srcAddr',
  'dstAddr',
  'srcPort',
  'dstPort',
  'protocol',
  'packets',
  'bytes',
  'startTime',
  'endTime',
  'action',
  'logStatus',
];

/** A record of the default format has its fields found; any other has to be parsed. */
const fieldsOf = ({ stream, at, message }: LogEvent): Fields => {
  const parts = message.split(' ');
  const found = parts.length === discovered.length && parts[0] === '2';
  return new Map([
    ['@timestamp', new Date(at).toISOString().replace('T', ' ').replace('Z', '')],
    ['@logStream', stream],
    ['@message', message],
    ...(found ? discovered.map((name, index): [string, string] => [name, parts[index] ?? '']) : []),
  ]);
};

/** `*` takes as little as it can, the last one all that is left. */
const patternOf = (glob: string): RegExp =>
  new RegExp(
    glob
      .split('*')
      .map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.*?)')
      .replace(/\(\.\*\?\)$/, '(.*)'),
    's',
  );

const parsed = (glob: string, field: string, names: readonly string[]) => {
  const pattern = patternOf(glob);
  return (event: Fields): Fields => {
    const match = pattern.exec(event.get(field) ?? '');
    return match === null
      ? event
      : new Map([...event, ...names.map((name, index) => [name, match[index + 1] ?? ''] as const)]);
  };
};

const total = ({ function: name, field }: Aggregate, group: readonly Fields[]): string | undefined => {
  const numbers = group.flatMap((event) => {
    const number = Number(event.get(field) ?? Number.NaN);
    return Number.isNaN(number) ? [] : [number];
  });
  switch (name) {
    case 'count':
      return `${field === '*' ? group.length : group.filter((event) => event.has(field)).length}`;
    case 'sum':
      return `${numbers.reduce((sum, number) => sum + number, 0)}`;
    case 'max':
      return numbers.length === 0 ? undefined : `${numbers.reduce((one, other) => Math.max(one, other))}`;
    default:
      return never(name);
  }
};

const grouped = (events: readonly Fields[], by: readonly string[]): readonly (readonly Fields[])[] => {
  const groups = new Map<string, Fields[]>();
  for (const event of events) {
    const key = JSON.stringify(by.map((name) => event.get(name) ?? null));
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()];
};

const summed = (
  events: readonly Fields[],
  aggregates: readonly Aggregate[],
  by: readonly string[],
): readonly Fields[] =>
  grouped(events, by).map(
    (group) =>
      new Map(
        [
          ...by.map((name) => [name, group[0]?.get(name)] as const),
          ...aggregates.map((one) => [one.name, total(one, group)] as const),
        ].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
      ),
  );

const after = (events: readonly Fields[], command: Command): readonly Fields[] => {
  switch (command.kind) {
    case 'parse':
      return events.map(parsed(command.glob, command.field, command.names));
    case 'filter':
      return events.filter(command.lets);
    case 'stats':
      return summed(events, command.aggregates, command.by);
    case 'limit':
      return events.slice(0, command.count);
    default:
      return never(command);
  }
};

/** The rows that the commands make of events. */
export const evaluate = (commands: readonly Command[], events: readonly LogEvent[]): readonly Fields[] =>
  commands.reduce(after, events.map(fieldsOf));
