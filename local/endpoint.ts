import { randomUUID } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';

/** One call that reached an endpoint, as the service understood it. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

/** What a call meets instead of, or before, its answer. */
export type Disturbance =
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly retryAfter?: number;
    }
  /** A body of status 200 that no client can read. */
  | { readonly kind: 'malformed'; readonly body: string }
  | { readonly kind: 'reset' }
  /** It is done, and the connection breaks before the answer is out. */
  | { readonly kind: 'lost' }
  /** It is done, which `told` hears, and no answer comes: the client gives up. */
  | { readonly kind: 'silent'; readonly told: () => void }
  /** The service is asked something else than the client did; `told` hears the body of its answer. */
  | { readonly kind: 'asked'; readonly input: unknown; readonly told: (body: string) => void }
  /** The answer comes, but late. */
  | { readonly kind: 'delay'; readonly milliseconds: number };

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in the service's own words; thrown by the operations of an endpoint. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export interface RequestText {
  /** The id that the service gives it, and answers. */
  readonly id: string;
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly body: string;
  readonly headers: Headers;
}

/** How one service speaks: finds the operation in a request, answers it, words a refusal. */
export interface Service {
  readonly name: string;
  recognise(request: RequestText): { readonly operation: string; readonly input: unknown };
  answer(operation: string, input: unknown, request: RequestText): Promise<Reply> | Reply;
  refuse(error: ServiceError, operation: string, request: RequestText): Reply;
}

/** How a request ends: with a reply, with a connection that breaks, or with none until its caller gives up. */
export type Ending = Reply | 'broken' | 'silent';

/** What takes requests without the way over loopback. */
export interface Taking {
  readonly url: string;
  take(request: RequestText): Promise<Ending>;
}

export interface Endpoint extends Taking {
  /** Every call that was recognised, in order; disturbed ones too. */
  readonly calls: readonly Call[];
  /** From now on asked before each call. */
  disturb(plan: (call: Call, request: RequestText) => Disturbance | undefined): void;
  close(): Promise<void>;
}

const undisturbed = (): undefined => undefined;

/** Until the client hangs up, or the endpoint is closed. */
const clientGone = (socket: Socket, ending: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed || ending.aborted) resolve();
    socket.once('close', () => resolve());
    ending.addEventListener('abort', () => resolve(), { once: true });
  });

/** Serves one service over loopback HTTP on a free port. */
export const openEndpoint = async (service: Service): Promise<Endpoint> => {
  const calls: Call[] = [];
  let plan: (call: Call, request: RequestText) => Disturbance | undefined = undisturbed;
  const take = async (request: RequestText): Promise<Ending> => {
    let operation = 'unknown';
    try {
      const recognised = service.recognise(request);
      operation = recognised.operation;
      const call = { service: service.name, ...recognised };
      calls.push(call);
      const disturbance = plan(call, request);
      const answer = async (input = recognised.input): Promise<Reply> => service.answer(operation, input, request);
      switch (disturbance?.kind) {
        case 'error': {
          const { code, message = code, status, retryAfter } = disturbance;
          const { headers, ...refusal } = service.refuse(new ServiceError(code, message, status), operation, request);
          return {
            ...refusal,
            headers: { ...headers, ...(retryAfter === undefined ? {} : { 'retry-after': `${retryAfter}` }) },
          };
        }
        case 'malformed':
          return { status: 200, contentType: 'text/xml', body: disturbance.body };
        case 'reset':
          return 'broken';
        case 'lost':
          await answer();
          return 'broken';
        case 'silent':
          await answer();
          disturbance.told();
          return 'silent';
        case 'asked': {
          const reply = await answer(disturbance.input);
          disturbance.told(reply.body);
          return reply;
        }
        case 'delay':
          await sleep(disturbance.milliseconds);
          break;
        case undefined:
          break;
      }
      return await answer();
    } catch (error) {
      if (error instanceof ServiceError) return service.refuse(error, operation, request);
      const message = error instanceof Error ? error.message : String(error);
      return service.refuse(new ServiceError('InternalError', message, 500), operation, request);
    }
  };

  const ending = new AbortController();
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('*', async (context) => {
    const url = new URL(context.req.url);
    const end = await take({
      id: randomUUID(),
      method: context.req.method,
      path: `${url.pathname}${url.search}`,
      body: await context.req.text(),
      headers: context.req.raw.headers,
    });
    if (end !== 'broken' && end !== 'silent') {
      const { status, contentType, body, headers } = end;
      return new Response(body, { status, headers: { 'content-type': contentType, ...headers } });
    }
    const { socket } = context.env.incoming;
    if (end === 'silent') await clientGone(socket, ending.signal);
    socket.resetAndDestroy();
    return new Response('', { status: 500 });
  });

  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    take,
    disturb: (next) => {
      plan = next;
    },
    close: () =>
      new Promise((resolve, reject) => {
        ending.abort();
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
};
