import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clients } from '../../lambda/aws/clients.ts';
import type { Taking } from '../../local/endpoint.ts';

/** A request as the SDK hands it to whatever sends it. */
interface Request {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly port?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Response {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
}

interface Handler {
  handle(request: Request, options?: { readonly abortSignal?: AbortSignal }): Promise<Response>;
}

const isHandler = (value: unknown): value is Handler =>
  typeof value === 'object' && value !== null && 'handle' in value && typeof value.handle === 'function';

const textOf = (body: unknown): string => {
  if (body === undefined) return '';
  if (typeof body === 'string') return body;
  // Not by its own methods of a string, which the SDK's bodies have and warn of.
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  throw new Error('a body that is no text');
};

const pathOf = ({ path, query = {} }: Request): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one): [string, string] => [name, one]),
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
};

/** As Node says it of a socket. */
const broken = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });

/** Until the caller gives up. */
const givenUp = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    const leave = (): void => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
  });

/**
 * Has clients hand their requests to what takes them in this process, in place of sending them over loopback, which costs a call as
 * much as all the rest of it. What the SDK makes of a call and of its answer stays. A call takes a turn of the event loop there
 * and one back: what runs beside it goes on.
 */
export const direct = (all: readonly Clients[], takers: readonly Taking[]): void => {
  const byPort = new Map(takers.map((taker) => [Number(new URL(taker.url).port), taker]));
  for (const { config } of all.flatMap((clients) => Object.values<{ readonly config: object }>({ ...clients }))) {
    const handler: unknown = 'requestHandler' in config ? config.requestHandler : undefined;
    if (!isHandler(handler)) throw new Error('the client has no handler of requests');
    const send = handler.handle.bind(handler);
    handler.handle = async (request, options) => {
      const taker = byPort.get(request.port ?? 0);
      if (taker === undefined) return send(request, options);
      await turn();
      const end = await taker.take({
        id: randomUUID(),
        method: request.method,
        path: pathOf(request),
        body: textOf(request.body),
        headers: new Headers(request.headers),
      });
      await turn();
      if (end === 'broken') throw broken();
      if (end === 'silent') return givenUp(options?.abortSignal);
      const headers = { 'content-type': end.contentType, ...end.headers };
      return { response: { statusCode: end.status, headers, body: Buffer.from(end.body) } };
    };
  }
};
