interface Request {
  readonly headers: Readonly<Record<string, string>>;
}

interface Handler {
  handle(request: Request, options?: object): Promise<unknown>;
}

const isHandler = (value: unknown): value is Handler =>
  typeof value === 'object' && value !== null && 'handle' in value && typeof value.handle === 'function';

/** Clients whose patience is at its end as soon as the wire knows that no answer will come: no timer that a slow machine may miss. */
export interface Impatience {
  /** No answer will come to this call. */
  silent(invocation: string): void;
  /** The runtime's `fetch`, for the one channel that no SDK calls. */
  readonly fetch: typeof fetch;
}

/** Of calls that carry no id: whichever is under way. */
export const UNNAMED = 'unnamed';

/** As the SDK's handler, and the runtime, say it. */
const timedOut = (): Error => Object.assign(new Error('the request has timed out'), { name: 'TimeoutError' });

/** Makes clients impatient. */
export const impatient = (clients: readonly { readonly config: object }[]): Impatience => {
  const waiting = new Map<string, () => void>();
  /** Who gives up leaves, as the SDK does: a connection that stays open is one that the next call may not have. */
  const orSilence = async <Answer>(
    invocation: string,
    answer: Promise<Answer>,
    leaving: AbortController,
  ): Promise<Answer> => {
    const silence = new Promise<never>((_, reject) => {
      waiting.set(invocation, () => {
        reject(timedOut());
        leaving.abort();
      });
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      waiting.delete(invocation);
    }
  };
  for (const { config } of clients) {
    const handler: unknown = 'requestHandler' in config ? config.requestHandler : undefined;
    if (!isHandler(handler)) throw new Error('the client has no handler of requests');
    const handle = handler.handle.bind(handler);
    handler.handle = (request, options) => {
      const leaving = new AbortController();
      const answer = handle(request, { ...options, abortSignal: leaving.signal });
      // Whoever gave up does not hear how the connection ends.
      answer.catch(() => undefined);
      return orSilence(request.headers['amz-sdk-invocation-id'] ?? UNNAMED, answer, leaving);
    };
  }
  return {
    silent: (invocation) => waiting.get(invocation)?.(),
    fetch: (input, init) => {
      const leaving = new AbortController();
      const signal = AbortSignal.any([leaving.signal, ...(init?.signal ? [init.signal] : [])]);
      const answer = fetch(input, { ...init, signal });
      answer.catch(() => undefined);
      return orSilence(UNNAMED, answer, leaving);
    },
  };
};
