import { tokenBuckets } from '../ec2/throttle.ts';
import type { Service } from '../endpoint.ts';
import { readMessage, refusal, type SlackMessage } from './message.ts';

/** A message that a webhook took. */
export interface Posted extends SlackMessage {
  /** Path of the webhook. */
  readonly webhook: string;
  /** ISO time. */
  readonly at: string;
}

export interface SlackOptions {
  /** Paths of the webhooks that there are; read anew at each call, so that a test may rotate one. */
  readonly webhooks: ReadonlySet<string>;
  readonly now: () => Date;
  /** Told of each message once it is kept. */
  readonly told?: (message: Posted) => void;
}

export interface Slack {
  readonly service: Service;
  /** What all webhooks took, oldest first; the list goes on growing. */
  readonly posted: readonly Posted[];
}

/** "1 per second", where "short bursts" are allowed, whose length is not told: https://docs.slack.dev/apis/web-api/rate-limits. */
const bucket = { capacity: 3, refill: 1 };
const RETRY_AFTER = '1';

/** Slack's incoming webhooks, which answer `ok` or one word: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. */
export const openSlack = ({ webhooks, now, told }: SlackOptions): Slack => {
  const posted: Posted[] = [];
  const throttle = tokenBuckets(
    now,
    () => refusal('rate_limited', 429),
    () => bucket,
  );
  return {
    posted,
    service: {
      name: 'slack',
      recognise: ({ body }) => ({ operation: 'SlackWebhook', input: body }),
      answer: (_, body: string, { method, path, headers }) => {
        if (!webhooks.has(path)) throw refusal('no_service', 404);
        if (method !== 'POST' || !/^application\/json\b/.test(headers.get('content-type') ?? ''))
          throw refusal('invalid_payload');
        throttle(path);
        const message = { ...readMessage(body), webhook: path, at: now().toISOString() };
        posted.push(message);
        told?.(message);
        return { status: 200, contentType: 'text/html', body: 'ok' };
      },
      refuse: ({ status, code }) => ({
        status,
        contentType: 'text/html',
        body: code,
        ...(status === 429 && { headers: { 'retry-after': RETRY_AFTER } }),
      }),
    },
  };
};
