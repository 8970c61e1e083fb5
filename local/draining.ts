import type { IncomingMessage, Server, ServerResponse } from 'node:http';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Notes what a server has taken and not yet answered. The function that comes back lets it take no more, by dropping who
 * asks, and waits for the answers: also of those whose callers are gone, for they are still worked on.
 */
export const draining = (server: Server): (() => Promise<void>) => {
  const listeners = server.listeners('request') as Listener[];
  const open = new Map<ServerResponse, IncomingMessage>();
  let drained: (() => void) | undefined;
  const answered = (response: ServerResponse): void => {
    open.delete(response);
    if (open.size === 0) drained?.();
  };
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (drained !== undefined) {
      request.socket.destroy();
      return;
    }
    open.set(response, request);
    const { end } = response;
    response.end = (...args: unknown[]) => {
      answered(response);
      return Reflect.apply(end, response, args);
    };
    // What does not arrive whole is not begun.
    request.once('close', () => {
      if (!request.complete) answered(response);
    });
    for (const listener of listeners) listener.call(server, request, response);
  });
  return () =>
    new Promise((resolve) => {
      drained = resolve;
      for (const request of open.values()) if (!request.complete) request.destroy();
      if (open.size === 0) resolve();
    });
};
