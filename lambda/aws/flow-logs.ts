import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type EC2Client, paginateDescribeFlowLogs } from '@aws-sdk/client-ec2';
import { formatOf } from '../flows/format.ts';
import type { FlowLog, FlowLogs, InterfacePlace, QueryProgress } from '../monitor/ports.ts';
import { integer, type Raw, text } from '../snapshot/raw.ts';
import { gathered } from './described.ts';
import { asFault, calling, having } from './fault.ts';

/** Values of one filter: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html. */
const mostValues = 200;
/** Seconds; https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html. */
const usualAggregation = 600;

/** An active flow log that can be asked; undefined for one that delivers elsewhere, not at all, or in an unknown form. */
const askable = (raw: Raw): FlowLog | undefined => {
  const [id, resourceId] = [text(raw, 'FlowLogId'), text(raw, 'ResourceId')];
  const toLogs = (text(raw, 'LogDestinationType') ?? 'cloud-watch-logs') === 'cloud-watch-logs';
  const logGroup = text(raw, 'LogGroupName') ?? /:log-group:([^:]+)/.exec(text(raw, 'LogDestination') ?? '')?.[1];
  const fields = formatOf(text(raw, 'LogFormat') ?? '');
  const traffic = text(raw, 'TrafficType') ?? 'ALL';
  const isHere = toLogs && raw.DeliverCrossAccountRole === undefined && raw.DeliverLogsStatus !== 'FAILED';
  if (!isHere || id === undefined || resourceId === undefined || logGroup === undefined || fields === undefined) {
    return undefined;
  }
  return traffic === 'ACCEPT' || traffic === 'REJECT' || traffic === 'ALL'
    ? {
        id,
        resourceId,
        logGroup,
        fields,
        traffic,
        aggregation: integer(raw, 'MaxAggregationInterval') ?? usualAggregation,
      }
    : undefined;
};

const portions = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / mostValues) }, (_, index) =>
    ids.slice(index * mostValues, (index + 1) * mostValues),
  );

/** ISO time as seconds since 1970, which the query takes; both ends of its window are included. */
const seconds = (time: string): number => Math.floor(Date.parse(time) / 1000);

/** The codes by which a query that has ended, or is known no more, refuses to be stopped. */
const ended = new Set(['InvalidParameterException', 'ResourceNotFoundException']);

/** A row by its columns. The client hands on whatever type an answer has; a cell that is no text tells nothing. */
const cellsOf = (row: readonly ResultField[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    row.flatMap(({ field, value }) => (typeof field === 'string' && typeof value === 'string' ? [[field, value]] : [])),
  );

/** VPC flow logs behind their port: EC2 tells where they are, CloudWatch Logs Insights reads them. */
export const flowLogs = (ec2: EC2Client, logs: CloudWatchLogsClient): FlowLogs => ({
  of: async (places: readonly InterfacePlace[]) => {
    const ids = [...new Set(places.flatMap(({ interfaceId, subnetId, vpcId }) => [interfaceId, subnetId, vpcId]))];
    const found: Raw[] = [];
    for (const Values of portions(ids)) {
      const asked = { Filter: [{ Name: 'resource-id', Values: [...Values] }] };
      found.push(
        ...(await gathered('DescribeFlowLogs', 'FlowLogs', () =>
          paginateDescribeFlowLogs({ client: ec2, pageSize: 1000 }, asked),
        )),
      );
    }
    const active = found.filter(({ FlowLogStatus }) => FlowLogStatus === 'ACTIVE');
    const askables = active.flatMap((raw) => askable(raw) ?? []);
    return { logs: askables, elsewhere: active.length - askables.length };
  },

  start: ({ logGroup }, queryString, [from, to], limit) =>
    calling('StartQuery', async () => {
      const window = { startTime: seconds(from), endTime: seconds(to) };
      const answer = await logs.send(new StartQueryCommand({ logGroupName: logGroup, queryString, limit, ...window }));
      return { queryId: having(answer.queryId, 'queryId', 'StartQuery') };
    }),

  read: (queryId): Promise<QueryProgress> =>
    calling('GetQueryResults', async () => {
      const { status, results, statistics } = await logs.send(new GetQueryResultsCommand({ queryId }));
      switch (having(status, 'status', 'GetQueryResults')) {
        case 'Complete':
          return {
            kind: 'complete',
            rows: having(results, 'results', 'GetQueryResults').map(cellsOf),
            bytesScanned: typeof statistics?.bytesScanned === 'number' ? statistics.bytesScanned : 0,
          };
        case 'Failed':
        case 'Cancelled':
        case 'Timeout':
          return { kind: 'failed', reason: `the query of the flow log ended as ${status}` };
        default:
          // `Scheduled`, `Running`, and `Unknown`, of which nothing more is said.
          return { kind: 'running' };
      }
    }),

  stop: async (queryId) => {
    try {
      await logs.send(new StopQueryCommand({ queryId }));
    } catch (error) {
      const fault = asFault(error, 'StopQuery');
      if (!ended.has(fault.info.code)) throw fault;
    }
  },
});
