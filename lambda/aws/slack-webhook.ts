import { Fault } from '../domain/fault.ts';
import type { Secrets } from './secrets.ts';
import { faultOfAnswer, isRefusedWebhook, type SlackAnswer } from './slack-answer.ts';
import { type Pace, type PaceOptions, paceOf } from './slack-pace.ts';
import { webhookUrl } from './slack-url.ts';

export interface SlackOptions extends PaceOptions {
  readonly secrets: Secrets;
  /** The runtime's own. */
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  /** Where Slack is, other than at hooks.slack.com: for the embedded account and for tests. */
  readonly base?: string | undefined;
  /** Milliseconds for an answer; 10 s if absent. */
  readonly timeout?: number;
}

/** Posts a message to the webhook whose URL a secret holds. Throws a `Fault` that tells nothing of the URL. */
export type PostToSlack = (secret: string, message: object) => Promise<void>;

/** Retry-After in seconds; its other form, a date, is not Slack's. */
const secondsOf = (header: string | null): { readonly retryAfter?: number } =>
  header !== null && /^\d{1,6}$/.test(header) ? { retryAfter: Number(header) } : {};

const fieldOf = (value: unknown, field: 'cause' | 'code' | 'name'): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

/** Of the runtime's error only its code or name is kept: the rest may tell where the call went. */
const noAnswer = (error: unknown): Fault => {
  const code = `${fieldOf(fieldOf(error, 'cause'), 'code') ?? fieldOf(error, 'name')}`;
  return new Fault({
    kind: 'no-answer',
    operation: 'SlackWebhook',
    code: /^\w{1,40}$/.test(code) ? code : 'Error',
    message: 'no answer came from Slack',
  });
};

/**
 * Slack's incoming webhooks: a message a second on each. One that is told to wait for up to 30 s waits, once; one whose webhook is gone
 * reads the secret again, since it may have been rotated. A message that was cut off may have been taken: the caller's
 * repeat then shows twice.
 */
export const slackWebhooks = (options: SlackOptions): PostToSlack => {
  const { secrets, base, timeout = 10_000 } = options;
  const paces = new Map<string, Pace>();

  const paceFor = (secret: string): Pace => {
    const pace = paces.get(secret) ?? paceOf(options);
    paces.set(secret, pace);
    return pace;
  };

  const post = async (url: URL, body: string): Promise<SlackAnswer> => {
    try {
      const answer = await options.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body,
        // Followed, it would take the message to whoever is named there.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
      });
      return { status: answer.status, body: await answer.text(), ...secondsOf(answer.headers.get('retry-after')) };
    } catch (error) {
      throw noAnswer(error);
    }
  };

  const inTurn = async (pace: Pace, url: URL, body: string): Promise<SlackAnswer> => {
    await pace.turn();
    const answer = await post(url, body);
    if (answer.status === 429 && answer.retryAfter !== undefined) pace.rest(answer.retryAfter);
    return answer;
  };

  const patiently = async (pace: Pace, url: URL, body: string): Promise<SlackAnswer> => {
    const answer = await inTurn(pace, url, body);
    return answer.status === 429 && answer.retryAfter !== undefined ? inTurn(pace, url, body) : answer;
  };

  return async (secret, message) => {
    const pace = paceFor(secret);
    const body = JSON.stringify(message);
    const url = webhookUrl(await secrets.read(secret), base);
    let answer = await patiently(pace, url, body);
    if (isRefusedWebhook(answer)) {
      const now = webhookUrl(await secrets.read(secret, true), base);
      if (now.href !== url.href) answer = await patiently(pace, now, body);
    }
    const fault = faultOfAnswer(answer);
    if (fault !== undefined) throw fault;
  };
};
