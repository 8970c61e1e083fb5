import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { draining } from '../../local/draining.ts';

/** A server that answers when it is told to, and whom it has heard of. */
const openServer = async () => {
  const held: ServerResponse[] = [];
  let heard = (): void => undefined;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      held.push(response);
      heard();
    });
  });
  const drain = draining(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    drain,
    port,
    url: `http://127.0.0.1:${port}`,
    held: (): Promise<ServerResponse> =>
      new Promise((resolve) => {
        const look = (): void => {
          const response = held.shift();
          if (response === undefined) heard = look;
          else resolve(response);
        };
        look();
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const isOver = async (drained: Promise<void>): Promise<boolean> => {
  let over = false;
  void drained.then(() => {
    over = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  return over;
};

test('is over at once where nothing is asked', async () => {
  const { drain, close } = await openServer();
  await drain();
  close();
});

test('waits for the answer of what was asked before, and takes nothing that is asked after', async () => {
  const { drain, url, held, close } = await openServer();
  const asked = fetch(url);
  const response = await held();
  const drained = drain();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  expect(await isOver(drained)).toBe(false);
  response.end('answer');
  await drained;
  expect(await (await asked).text()).toBe('answer');
  close();
});

test('waits for an answer whose caller is gone', async () => {
  const { drain, url, held, close } = await openServer();
  const caller = new AbortController();
  const asked = fetch(url, { signal: caller.signal });
  const response = await held();
  caller.abort();
  await expect(asked).rejects.toThrow();
  const drained = drain();
  expect(await isOver(drained)).toBe(false);
  response.end();
  await drained;
  close();
});

test('does not wait for a request that has not arrived whole', async () => {
  const { drain, port, close } = await openServer();
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await drain();
  await once(socket, 'close');
  close();
});
