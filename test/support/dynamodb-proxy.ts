import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a call meets instead of its answer. */
export type Disturbance =
  | { readonly kind: 'error'; readonly status: number; readonly code: string }
  /** A body of status 200 that no client can read. */
  | { readonly kind: 'malformed'; readonly body: string }
  /** The connection breaks before the call has reached DynamoDB. */
  | { readonly kind: 'reset' }
  /** The connection breaks after DynamoDB has done what was asked. */
  | { readonly kind: 'lost' };

/** A call that was answered, as its texts went over the wire. */
export interface Exchange {
  readonly operation: string;
  readonly request: string;
  readonly answer: string;
}

export interface DynamodbProxy {
  readonly url: string;
  /** The operations that were called, in order. */
  readonly calls: readonly string[];
  /** From now on asked before each call; `index` counts the calls from here. */
  disturb(plan: (operation: string, index: number) => Disturbance | undefined): void;
  close(): Promise<void>;
}

const contentType = 'application/x-amz-json-1.0';

/**
 * Stands between a client and a DynamoDB endpoint, over loopback HTTP on a free port; `heard` is told of what went through,
 * `passed` makes of a request what is passed on.
 */
export const openProxy = async (
  target: string,
  heard: (exchange: Exchange) => void = () => undefined,
  passed: (request: string) => string = (request) => request,
): Promise<DynamodbProxy> => {
  const calls: string[] = [];
  let plan: (operation: string, index: number) => Disturbance | undefined = () => undefined;
  let index = 0;

  const forward = async (request: IncomingMessage, body: string): Promise<{ status: number; body: string }> => {
    const names = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
    const headers = names.map((name): [string, string] => [name, String(request.headers[name])]);
    const answer = await fetch(target, { method: 'POST', headers, body });
    return { status: answer.status, body: await answer.text() };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    calls.push(operation);
    const disturbance = plan(operation, index);
    index += 1;
    const send = (reply: { status: number; body: string }) =>
      response.writeHead(reply.status, { 'content-type': contentType }).end(reply.body);
    switch (disturbance?.kind) {
      case 'error': {
        const error = { __type: `com.amazonaws.dynamodb.v20120810#${disturbance.code}`, message: disturbance.code };
        send({ status: disturbance.status, body: JSON.stringify(error) });
        return;
      }
      case 'malformed':
        send({ status: 200, body: disturbance.body });
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'lost':
        await forward(request, body);
        request.socket.resetAndDestroy();
        return;
      case undefined: {
        const reply = await forward(request, passed(body));
        heard({ operation, request: body, answer: reply.body });
        send(reply);
        return;
      }
    }
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    disturb: (next) => {
      plan = next;
      index = 0;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
