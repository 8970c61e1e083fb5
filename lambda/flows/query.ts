import { meant, mistaken, type Parsed } from '../domain/parsed.ts';
import type { PortRange } from '../domain/path.ts';
import { canonical } from './address.ts';
import { type Format, isDefault } from './format.ts';
import { type Conversation, protocolNumbers } from './sighting.ts';

/** Characters of a query at most: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html. */
const longest = 10_000;
/** Rows at most: one for each interface, status, action and pair of addresses. */
export const rowLimit = 500;

/** What a query needs of a record, by the names under which it finds it there. */
interface Columns {
  /** What must come before them. */
  readonly parse: readonly string[];
  readonly interfaceId?: string;
  readonly status?: string;
  readonly action: string;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: string;
  readonly destinationPort: string;
  readonly protocol?: string;
  readonly packets?: string;
  readonly last?: string;
}

/**
 * The fields that CloudWatch Logs finds by itself in records of the default format:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html.
 */
const discovered: Columns = {
  parse: [],
  interfaceId: 'interfaceId',
  status: 'logStatus',
  action: 'action',
  source: 'srcAddr',
  destination: 'dstAddr',
  sourcePort: 'srcPort',
  destinationPort: 'dstPort',
  protocol: 'protocol',
  packets: 'packets',
  last: 'endTime',
};

/** For each column the fields that have it, best first, and the name that it gets: none that is discovered too. */
const parsedColumns = {
  interfaceId: [['interface-id'], 'flowInterface'],
  status: [['log-status'], 'flowStatus'],
  action: [['action'], 'flowAction'],
  sourcePort: [['srcport'], 'flowSourcePort'],
  destinationPort: [['dstport'], 'flowDestinationPort'],
  protocol: [['protocol'], 'flowProtocol'],
  packets: [['packets'], 'flowCount'],
  last: [['end', 'start'], 'flowEnd'],
} as const satisfies Partial<Record<keyof Columns, readonly [readonly string[], string]>>;

/** The packets' own addresses only where both are there: of the two kinds, a record is compared by one. */
const addressFields = (format: Format): readonly [string, string] =>
  format.includes('pkt-srcaddr') && format.includes('pkt-dstaddr')
    ? ['pkt-srcaddr', 'pkt-dstaddr']
    : ['srcaddr', 'dstaddr'];

/** What no testimony can do without. */
const needed = ['action', 'srcport', 'dstport'];

const customColumns = (format: Format): Parsed<Columns> => {
  const [source, destination] = addressFields(format);
  const missing = [...needed, source, destination].filter((name) => !format.includes(name));
  if (missing.length > 0) {
    return mistaken(`its records have no ${missing.join(', ')}`, 'make a flow log of the default format');
  }
  const aliases = new Map<string, string>([
    [source, 'flowSource'],
    [destination, 'flowDestination'],
  ]);
  const columns: { -readonly [Key in keyof typeof parsedColumns]?: string } = {};
  for (const [column, [fields, alias]] of Object.entries(parsedColumns)) {
    const field = fields.find((name) => format.includes(name));
    if (field === undefined) continue;
    aliases.set(field, alias);
    columns[column as keyof typeof parsedColumns] = alias;
  }
  // What stands behind the last field that is needed is one more `*`: a name for each would only make the query longer.
  const last = format.findLastIndex((name) => aliases.has(name));
  const taken = format.slice(0, last + 1).map((name, index) => aliases.get(name) ?? `flowOther${index}`);
  const names = last + 1 < format.length ? [...taken, 'flowRest'] : taken;
  return meant({
    ...columns,
    parse: [`parse @message "${names.map(() => '*').join(' ')}" as ${names.join(', ')}`],
    source: 'flowSource',
    destination: 'flowDestination',
    action: 'flowAction',
    sourcePort: 'flowSourcePort',
    destinationPort: 'flowDestinationPort',
  });
};

/** Only what was checked gets here: it needs no escaping, which the language does not document. */
const oneOf = (field: string, values: readonly string[]): string =>
  `${field} in [${values.map((value) => `"${value}"`).join(', ')}]`;

const portsIn = (field: string, ranges: readonly PortRange[]): string =>
  `(${ranges.map(({ from, to }) => (from === to ? `${field} = ${from}` : `(${field} >= ${from} and ${field} <= ${to})`)).join(' or ')})`;

const interfaceId = /^eni-[0-9a-f]{8,17}$/;
const isPort = (port: number): boolean => Number.isInteger(port) && port >= 0 && port <= 65_535;

const flawOf = (
  interfaceIds: readonly string[],
  { sources, destinations, ports }: Conversation,
): string | undefined => {
  if (interfaceIds.length === 0 || !interfaceIds.every((id) => interfaceId.test(id)))
    return 'a network interface has no id that could be asked for';
  const addresses = [sources, destinations];
  if (addresses.some((list) => list.length === 0 || !list.every((one) => canonical(one) === one)))
    return 'an end of the path has no address that could be asked for';
  return ports.length === 0 || !ports.every(({ from, to }) => isPort(from) && isPort(to) && from <= to)
    ? 'the path has no port that could be asked for'
    : undefined;
};

/**
 * The text of a CloudWatch Logs Insights query for what network interfaces recorded of a conversation: packets, records and
 * the time of the last one, by interface, addresses and action, which is by direction. Records that were skipped are
 * counted too. Refused where the format has too little, or where a value is none that may stand in a query.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export const queryText = (
  format: Format,
  interfaceIds: readonly string[],
  conversation: Conversation,
): Parsed<string> => {
  const flaw = flawOf(interfaceIds, conversation);
  if (flaw !== undefined) return mistaken(flaw, 'ask about what the snapshot describes');
  const found = isDefault(format) ? meant(discovered) : customColumns(format);
  if (!found.ok) return found;
  const columns = found.value;
  const { sources, destinations, ports, protocol } = conversation;
  const leg = (from: readonly string[], to: readonly string[], port: string): string =>
    `(${oneOf(columns.source, from)} and ${oneOf(columns.destination, to)} and ${portsIn(port, ports)})`;
  const legs = `(${leg(sources, destinations, columns.destinationPort)} or ${leg(destinations, sources, columns.sourcePort)})`;
  const spoken =
    columns.protocol === undefined ? legs : `(${columns.protocol} = ${protocolNumbers[protocol]} and ${legs})`;
  // A log stream is named after its interface: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-cwl.html.
  const streams = interfaceIds.map((id) => `@logStream like "${id}"`).join(' or ');
  const own = columns.interfaceId === undefined ? `(${streams})` : oneOf(columns.interfaceId, interfaceIds);
  const what = columns.status === undefined ? spoken : `(${columns.status} = "SKIPDATA" or ${spoken})`;
  const sums = [
    ...(columns.packets === undefined ? [] : [`sum(${columns.packets}) as flowPackets`]),
    'count(*) as flowRecords',
    ...(columns.last === undefined ? [] : [`max(${columns.last}) as flowLast`]),
  ];
  const by = [
    columns.interfaceId ?? '@logStream',
    ...(columns.status === undefined ? [] : [columns.status]),
    columns.action,
    columns.source,
    columns.destination,
  ];
  const text = [
    ...columns.parse,
    `filter ${own} and ${what}`,
    `stats ${sums.join(', ')} by ${by.join(', ')}`,
    `limit ${rowLimit}`,
  ].join('\n| ');
  return text.length <= longest
    ? meant(text)
    : mistaken('the path has more addresses than one query can name', 'declare a path for each part');
};
