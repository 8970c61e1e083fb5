import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it went over the wire. */
export interface Sent {
  /** Which endpoint it was for. */
  readonly to: string;
  /** Method and path, with the query. */
  readonly line: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Tap {
  readonly url: string;
  close(): Promise<void>;
}

/** Stands before a loopback endpoint, hands every request and answer on as it is, and tells what was sent. */
export const openTap = async (to: string, target: string, heard: (sent: Sent) => void): Promise<Tap> => {
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const),
    );
    heard({ to, line: `${incoming.method} ${incoming.url}`, headers, body: body.toString('utf8') });
    const { host: _host, ...handedOn } = headers;
    const onward = request(new URL(incoming.url ?? '/', target), {
      method: incoming.method,
      headers: handedOn,
      agent: false,
    });
    onward.once('error', () => incoming.socket.resetAndDestroy());
    onward.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
