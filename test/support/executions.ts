import { type Reply, type Service, ServiceError } from '../../local/endpoint.ts';

/** A durable execution as Lambda knows it. */
export interface AnExecution {
  readonly name: string;
  readonly arn: string;
  /** What it has invoked, and what ended of that: by their places. */
  readonly portions?: readonly { readonly arn: string; readonly ended?: boolean }[];
  status: 'RUNNING' | 'STOPPED' | 'SUCCEEDED';
}

const FUNCTION = 'arn:aws:lambda:ap-northeast-1:111111111111:function:sweep:1';

export const anExecution = (name: string, over: Partial<AnExecution> = {}): AnExecution => ({
  name,
  arn: `${FUNCTION}/durable-execution/${name}/0a1b2c3d`,
  status: 'RUNNING',
  ...over,
});

const json = (content: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  contentType: 'application/json',
  headers,
  body: JSON.stringify(content),
});

/** Epoch seconds. */
const TIME = 1_795_341_600;

const eventsOf = ({ portions = [] }: AnExecution) =>
  portions.flatMap(({ arn, ended }, place) => [
    {
      EventType: 'ChainedInvokeStarted',
      Id: `${place}`,
      ChainedInvokeStartedDetails: { FunctionName: 'sweep', DurableExecutionArn: arn },
    },
    ...(ended
      ? [{ EventType: 'ChainedInvokeSucceeded', Id: `${place}`, ChainedInvokeSucceededDetails: { Result: {} } }]
      : []),
  ]);

/** At most so many events a page. */
const PAGE = 2;

interface Asked {
  readonly DurableExecutionArn?: string;
  readonly FunctionName?: string;
  readonly DurableExecutionName?: string;
  readonly Marker?: number;
}

const own: readonly string[] = [
  'StopDurableExecution',
  'GetDurableExecutionHistory',
  'ListDurableExecutionsByFunction',
];

/**
 * What Lambda answers about durable executions, before what else it answers: finds them by name, tells their history, stops them.
 * https://docs.aws.amazon.com/lambda/latest/api/API_StopDurableExecution.html
 */
export const executionsService = (executions: readonly AnExecution[], rest: Service): Service => ({
  ...rest,
  recognise: (request) => {
    const { pathname, searchParams } = new URL(request.path, 'http://lambda');
    const [, arn, action] = /^\/2025-12-01\/durable-executions\/([^/]+)\/(stop|history)$/.exec(pathname) ?? [];
    const [, name] = /^\/2025-12-01\/functions\/([^/]+)\/durable-executions$/.exec(pathname) ?? [];
    if (arn !== undefined)
      return {
        operation: action === 'stop' ? 'StopDurableExecution' : 'GetDurableExecutionHistory',
        input: {
          DurableExecutionArn: decodeURIComponent(arn),
          Marker: Number(searchParams.get('Marker') ?? 0),
        } satisfies Asked,
      };
    if (name === undefined) return rest.recognise(request);
    return {
      operation: 'ListDurableExecutionsByFunction',
      input: {
        FunctionName: decodeURIComponent(name),
        DurableExecutionName: searchParams.get('DurableExecutionName') ?? '',
      } satisfies Asked,
    };
  },
  answer: async (operation, input, request) => {
    if (!own.includes(operation)) return rest.answer(operation, input, request);
    const { DurableExecutionArn: asked, DurableExecutionName: prefix = '', Marker: marker = 0 } = input as Asked;
    if (operation === 'ListDurableExecutionsByFunction') {
      const found = executions.filter(({ name, status }) => name.startsWith(prefix) && status === 'RUNNING');
      const DurableExecutions = found.map(({ arn, name, status }) => ({
        DurableExecutionArn: arn,
        DurableExecutionName: name,
        FunctionArn: FUNCTION,
        Status: status,
        StartTimestamp: TIME,
      }));
      return json({ DurableExecutions });
    }
    const execution = executions.find(({ arn }) => arn === asked);
    if (execution === undefined) throw new ServiceError('ResourceNotFoundException', `no execution ${asked}`, 404);
    if (operation === 'StopDurableExecution') {
      execution.status = 'STOPPED';
      return json({ StopTimestamp: TIME });
    }
    const events = eventsOf(execution);
    const end = marker + PAGE;
    return json({ Events: events.slice(marker, end), ...(end < events.length && { NextMarker: `${end}` }) });
  },
});
