import type { FlowRecord } from './record.ts';
import { type Sighting, sightingOf } from './sighting.ts';

/** Packets, or records, by what became of them; `unjudged` where the format does not say. */
export interface Fate {
  readonly accepted: number;
  readonly rejected: number;
  readonly unjudged: number;
}

/** What records tell of the connections of one client to one service, at one interface. */
export interface Talk {
  readonly client: string;
  readonly server: string;
  readonly protocol?: number | undefined;
  /** The server's. */
  readonly port?: number | undefined;
  readonly interfaceId?: string | undefined;
  /** What is counted: records, where they do not tell how many packets they sum up. */
  readonly unit: 'packets' | 'records';
  readonly requests: Fate;
  readonly replies: Fate;
}

const none: Fate = { accepted: 0, rejected: 0, unjudged: 0 };

const plus = (fate: Fate, { action, packets }: Sighting): Fate => {
  const kind = action === undefined ? 'unjudged' : action === 'ACCEPT' ? 'accepted' : 'rejected';
  return { ...fate, [kind]: fate[kind] + packets };
};

interface Flow extends Sighting {
  readonly source: string;
  readonly destination: string;
  readonly flags: number;
  readonly unit: Talk['unit'];
}

const flowOf = (record: FlowRecord): readonly Flow[] => {
  const sighting = sightingOf(record);
  const { source, destination, status } = sighting;
  return status !== 'OK' || source === undefined || destination === undefined
    ? []
    : [
        {
          ...sighting,
          source,
          destination,
          flags: Number(record.values.get('tcp-flags') ?? 0),
          unit: record.values.has('packets') ? 'packets' : 'records',
        },
      ];
};

/** Whether the source opened the connection, as far as the flow itself tells: SYN comes from the client, SYN-ACK from the server. */
const opens = ({ flags }: Flow): boolean | undefined => {
  if ((flags & 18) === 18) return false;
  return (flags & 2) === 2 ? true : undefined;
};

const turned = (flow: Flow): string =>
  JSON.stringify([
    flow.interfaceId,
    flow.protocol,
    ...[
      [flow.source, flow.sourcePort],
      [flow.destination, flow.destinationPort],
    ]
      .map((end) => JSON.stringify(end))
      .sort(),
  ]);

/** The client's end of a connection: by the flags of any of its flows, else the one with the higher port, else the first seen. */
const clientOf = (flows: readonly Flow[]): string | undefined => {
  const told = flows.find((flow) => opens(flow) !== undefined) ?? flows[0];
  if (told === undefined) return undefined;
  const { source, destination, sourcePort = 0, destinationPort = 0 } = told;
  return (opens(told) ?? sourcePort >= destinationPort) ? source : destination;
};

const grouped = (flows: readonly Flow[], keyOf: (flow: Flow) => string): readonly (readonly Flow[])[] => {
  const groups = new Map<string, Flow[]>();
  for (const flow of flows) {
    const group = groups.get(keyOf(flow));
    if (group === undefined) groups.set(keyOf(flow), [flow]);
    else group.push(flow);
  }
  return [...groups.values()];
};

/**
 * The conversations of records, in the order of their first ones: connections of the same client, service and interface
 * together, as far as the same is counted of them. Who is the client is told by TCP flags, or guessed by the ports.
 */
export const talksOf = (records: readonly FlowRecord[]): readonly Talk[] => {
  const talks = new Map<string, Talk>();
  for (const flows of grouped(records.flatMap(flowOf), turned)) {
    const client = clientOf(flows);
    for (const flow of flows) {
      const isRequest = flow.source === client;
      const { interfaceId, protocol, unit } = flow;
      const [server, port] = isRequest ? [flow.destination, flow.destinationPort] : [flow.source, flow.sourcePort];
      const key = JSON.stringify([interfaceId, client, server, protocol, port, unit]);
      const about = { client: client ?? flow.source, server, protocol, port, interfaceId, unit };
      const before = talks.get(key) ?? { ...about, requests: none, replies: none };
      const way = isRequest ? 'requests' : 'replies';
      talks.set(key, { ...before, [way]: plus(before[way], flow) });
    }
  }
  return [...talks.values()];
};
