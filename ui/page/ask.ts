/** What went wrong, and what to do about it. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.message);
    this.trouble = trouble;
  }
}

/** So long the page waits for an answer. Milliseconds. */
const PATIENCE = 60_000;

const gone: Trouble = {
  code: 'no-server',
  message: '`pathwatch ui` does not answer: it has ended, or this machine was asleep',
  advice: 'start it again, and open the address that it prints',
};

const late: Trouble = {
  code: 'no-answer',
  message: 'the table does not answer',
  advice: 'it is asked again by itself',
};

const closed: Trouble = {
  code: 'no-session',
  message: 'this browser is not the one that the address was opened in, or `pathwatch ui` was started anew',
  advice: 'open the address that it printed last',
};

const isTrouble = (value: unknown): value is { readonly error: Trouble } =>
  typeof value === 'object' && value !== null && 'error' in value;

const troubleIn = async (response: Response): Promise<Trouble> => {
  if (response.status === 403) return closed;
  try {
    const body: unknown = await response.json();
    return isTrouble(body) ? body.error : late;
  } catch {
    return late;
  }
};

const sent = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  } catch (error) {
    throw new Refused(error instanceof DOMException && error.name === 'TimeoutError' ? late : gone);
  }
};

/** An answer with its version; undefined where it is that of `version` still. Throws Refused. */
export const ask = async (
  url: string,
  version: string | undefined,
): Promise<{ readonly value: unknown; readonly version: string | undefined } | undefined> => {
  const response = await sent(url, version === undefined ? {} : { headers: { 'if-none-match': version } });
  if (response.status === 304) return undefined;
  if (!response.ok) throw new Refused(await troubleIn(response));
  return { value: await response.json(), version: response.headers.get('etag') ?? undefined };
};

/** Has something written. Throws Refused. */
export const act = async (url: string, value: unknown): Promise<void> => {
  const response = await sent(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  if (!response.ok) throw new Refused(await troubleIn(response));
};
