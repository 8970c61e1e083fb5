import { Fault, type FaultKind } from '../domain/fault.ts';

/** What came back of a post to a webhook. */
export interface SlackAnswer {
  readonly status: number;
  readonly body: string;
  /** Seconds, where Slack says it. */
  readonly retryAfter?: number;
}

const operation = 'SlackWebhook';

/** Slack's own words, such as `invalid_blocks`: anything else that a body holds is not repeated. */
const codeOf = ({ status, body }: SlackAnswer): string => {
  const word = body.trim();
  return /^[a-z_]{2,60}$/.test(word) ? word : `HTTP ${status}`;
};

/** Said with a 400, and yet of the webhook, not of the message: the operator can put it right. */
const ofWebhook = /^(invalid_token|no_service|no_service_id|no_team|team_disabled|user_not_found|channel_not_found)$/;

/**
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors: only what is wrong with the message
 * itself is `invalid`; what is wrong with the webhook or its channel is waited for.
 */
const reasonOf = (status: number, code: string): readonly [FaultKind, string] => {
  if (status === 429) return ['throttled', 'Slack takes no more messages on this webhook for now'];
  if (status === 408) return ['no-answer', 'Slack did not wait for the message'];
  if (status >= 500) return ['unavailable', 'Slack could not take the message'];
  if (status === 404 || status === 410 || ofWebhook.test(code)) return ['not-found', 'no such webhook or channel'];
  if (status === 400 || status === 413) return ['invalid', 'Slack refused the message'];
  if (status < 300) return ['malformed', 'the answer lacks the `ok` that proves it'];
  if (status < 400) return ['denied', 'a redirect, which is not followed: it would take the message elsewhere'];
  return ['denied', 'this webhook may not post'];
};

/** Why a message was not taken; undefined where it was: Slack then answers `ok`. */
export const faultOfAnswer = (answer: SlackAnswer): Fault | undefined => {
  if (answer.status === 200 && answer.body.trim() === 'ok') return undefined;
  const code = codeOf(answer);
  const [kind, message] = reasonOf(answer.status, code);
  return new Fault({ kind, operation, code, message });
};

/** Whether another webhook may have taken the place of the one that was asked. */
export const isRefusedWebhook = ({ status }: SlackAnswer): boolean => [403, 404, 410].includes(status);
