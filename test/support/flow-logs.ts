import { defaultFormat } from '../../lambda/flows/format.ts';
import type { FlowLog, FlowLogs } from '../../lambda/monitor/ports.ts';
import { commandsOf } from '../../local/logs/commands.ts';
import { evaluate, type LogEvent } from '../../local/logs/evaluate.ts';

export const aFlowLog = (over: Partial<FlowLog> = {}): FlowLog => ({
  id: 'fl-0123456789abcdef0',
  resourceId: 'vpc-0c7801b0b660fc11f',
  logGroup: 'flows',
  fields: defaultFormat,
  traffic: 'ALL',
  aggregation: 60,
  ...over,
});

/** A record of the default format as its log group has it; `end` in seconds since 1970. */
export const flowEvent = (
  interfaceId: string,
  [from, to, ports]: readonly [from: string, to: string, ports: string],
  action: 'ACCEPT' | 'REJECT',
  end: number,
): LogEvent => ({
  stream: `${interfaceId}-all`,
  at: (end - 58) * 1000,
  message: `2 111111111111 ${interfaceId} ${from} ${to} ${ports} 6 3 152 ${end - 58} ${end} ${action} OK`,
});

export interface MemoryFlowLogs extends FlowLogs {
  /** What was asked for, in order: `of`, `start fl…`, `read 1`, `stop 1`. */
  readonly calls: readonly string[];
  readonly windows: readonly (readonly [string, string])[];
  /** Called before each call; may throw. */
  disturb(plan: (call: string) => void): void;
  /** Reads that find a query running before it is complete. */
  slow(reads: number): void;
}

/** Flow logs in memory, whose one log group is read anew at each query. */
export const memoryFlowLogs = (
  logs: readonly FlowLog[],
  events: () => readonly LogEvent[],
  { elsewhere = 0, bytesScanned = 1000 } = {},
): MemoryFlowLogs => {
  const calls: string[] = [];
  const windows: (readonly [string, string])[] = [];
  const answers: Readonly<Record<string, string>>[][] = [];
  const reads = new Map<string, number>();
  let plan: (call: string) => void = () => undefined;
  let slowness = 0;
  const call = (name: string): void => {
    calls.push(name);
    plan(name);
  };
  return {
    calls,
    windows,
    disturb: (next) => {
      plan = next;
    },
    slow: (count) => {
      slowness = count;
    },
    of: async () => {
      call('of');
      return { logs, elsewhere };
    },
    start: async ({ logGroup }, query, between) => {
      call(`start ${logGroup}`);
      windows.push(between);
      const [from, to] = between.map(Date.parse);
      const scanned = events().filter(({ at }) => at >= (from ?? 0) && at <= (to ?? 0));
      answers.push(evaluate(commandsOf(query), scanned).map((row) => Object.fromEntries(row)));
      return { queryId: `${answers.length}` };
    },
    read: async (queryId) => {
      call(`read ${queryId}`);
      const before = reads.get(queryId) ?? 0;
      reads.set(queryId, before + 1);
      return before < slowness
        ? { kind: 'running' }
        : { kind: 'complete', rows: answers[Number(queryId) - 1] ?? [], bytesScanned };
    },
    stop: async (queryId) => call(`stop ${queryId}`),
  };
};
