import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ending, Reply, RequestText, Taking } from '../../local/endpoint.ts';

/** What a call meets instead of its answer. */
export type Disturbance =
  /** `done`: DynamoDB has done all the same what was asked. */
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly done?: boolean }
  /** A body of status 200 that no client can read. */
  | { readonly kind: 'malformed'; readonly body: string }
  /** The connection breaks before the call has reached DynamoDB. */
  | { readonly kind: 'reset' }
  /** The connection breaks after DynamoDB has done what was asked. */
  | { readonly kind: 'lost' }
  /** DynamoDB has done what was asked, which `told` hears, and no answer comes: the client gives up. */
  | { readonly kind: 'silent'; readonly told: () => void }
  /** DynamoDB is asked something else than the client did; `told` hears the body of its answer. */
  | { readonly kind: 'asked'; readonly body: string; readonly told: (body: string) => void }
  /** The answer comes, but late. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

/** A call as the client sent it. */
export interface Asked {
  readonly operation: string;
  /** Counts the calls since the plan was made. */
  readonly index: number;
  readonly body: string;
  /** The same of all attempts that the SDK makes at one call. */
  readonly invocation: string;
}

/** A call that was answered, as its texts went over the wire. */
export interface Exchange {
  readonly operation: string;
  readonly request: string;
  readonly answer: string;
}

type Plan = (
  operation: string,
  index: number,
  asked: Asked,
) => Disturbance | undefined | Promise<Disturbance | undefined>;

export interface DynamodbProxy extends Taking {
  /** The operations that were called, in order. */
  readonly calls: readonly string[];
  /** From now on asked before each call; `index` counts the calls from here. */
  disturb(plan: Plan): void;
  close(): Promise<void>;
}

const contentType = 'application/x-amz-json-1.0';

/** Passes requests on over HTTP. */
const overHttp = (target: string) => {
  const agent = new Agent({ keepAlive: true });
  return {
    take: async ({ headers: given, body }: RequestText): Promise<Reply> => {
      const names = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
      const headers = Object.fromEntries(names.map((name) => [name, String(given.get(name))]));
      const forwarded = send(target, { method: 'POST', headers, agent });
      forwarded.end(body);
      const [answer]: IncomingMessage[] = await once(forwarded, 'response');
      if (answer === undefined) throw new Error('DynamoDB does not answer');
      return { status: answer.statusCode ?? 0, contentType, body: await text(answer) };
    },
    close: () => agent.destroy(),
  };
};

/**
 * Stands between a client and a DynamoDB endpoint, over loopback HTTP on a free port, or directly before what takes requests in
 * this process; `heard` is told of what went through, `passed` makes of a request what is passed on.
 */
export const openProxy = async (
  target: string | Taking,
  heard: (exchange: Exchange) => void = () => undefined,
  passed: (request: string) => string = (request) => request,
): Promise<DynamodbProxy> => {
  const calls: string[] = [];
  let plan: Plan = () => undefined;
  let index = 0;
  const behind = typeof target === 'string' ? overHttp(target) : { ...target, close: () => undefined };

  const forward = async (request: RequestText, body: string): Promise<Reply> => {
    const end = await behind.take({ ...request, body });
    if (typeof end === 'string') throw new Error('DynamoDB does not answer');
    return { ...end, contentType };
  };

  const take = async (request: RequestText): Promise<Ending> => {
    const { body, headers } = request;
    const operation = String(headers.get('x-amz-target')).split('.').at(-1) ?? '';
    calls.push(operation);
    const asked = { operation, index, body, invocation: String(headers.get('amz-sdk-invocation-id')) };
    index += 1;
    const disturbance = await plan(operation, asked.index, asked);
    const pass = async (given = body): Promise<Reply> => {
      const answered = await forward(request, given);
      heard({ operation, request: body, answer: answered.body });
      return answered;
    };
    switch (disturbance?.kind) {
      case 'error': {
        const error = { __type: `com.amazonaws.dynamodb.v20120810#${disturbance.code}`, message: disturbance.code };
        if (disturbance.done === true) await forward(request, body);
        return { status: disturbance.status, contentType, body: JSON.stringify(error) };
      }
      case 'malformed':
        return { status: 200, contentType, body: disturbance.body };
      case 'reset':
        return 'broken';
      case 'lost':
        await forward(request, body);
        return 'broken';
      case 'silent':
        await forward(request, body);
        disturbance.told();
        return 'silent';
      case 'asked': {
        const answered = await pass(disturbance.body);
        disturbance.told(answered.body);
        return answered;
      }
      case 'delay':
        await sleep(disturbance.milliseconds);
        return pass();
      case undefined:
        return pass(passed(body));
    }
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: path = '', headers } = request;
    const end = await take({
      id: '',
      method,
      path,
      body: await text(request),
      headers: new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    });
    if (end === 'broken') request.socket.resetAndDestroy();
    else if (end !== 'silent') response.writeHead(end.status, { 'content-type': end.contentType }).end(end.body);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    take,
    disturb: (next) => {
      plan = next;
      index = 0;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      behind.close();
    },
  };
};
