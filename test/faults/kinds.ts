/*
 * What a call can meet, and where it cannot, why: each service refuses in its own words.
 */

export const kinds = [
  'throttled',
  'failing',
  'timed out',
  'lost',
  'reset',
  'slow',
  'malformed',
  'denied',
  'quota',
  'expired',
  'overtaken',
  'short page',
  'page refused',
] as const;
export type Kind = (typeof kinds)[number];

/** A service's refusal. */
interface Refusal {
  readonly status: number;
  readonly code: string;
}

interface Words {
  readonly throttled: Refusal;
  readonly failing: Refusal;
  readonly denied: Refusal;
  readonly expired: Refusal;
  /** By the operation; what is not here is bound by no quota but that of its rate, which is throttling. */
  readonly quota?: Readonly<Record<string, Refusal>>;
  readonly malformed: string;
}

const XML = '<an answer that ends in the mid';
const JSON_TEXT = '{"an answer":"that ends in the mid';

const jsonWords = (failing: Refusal): Words => ({
  throttled: { status: 400, code: 'ThrottlingException' },
  failing,
  denied: { status: 400, code: 'AccessDeniedException' },
  expired: { status: 400, code: 'ExpiredTokenException' },
  malformed: JSON_TEXT,
});

/**
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, and of each operation the errors of its page
 * in the service's API reference, with the "Common errors".
 */
const words: Readonly<Record<string, Words>> = {
  ec2: {
    throttled: { status: 503, code: 'RequestLimitExceeded' },
    failing: { status: 500, code: 'InternalError' },
    denied: { status: 403, code: 'UnauthorizedOperation' },
    expired: { status: 400, code: 'RequestExpired' },
    quota: {
      CreateNetworkInsightsPath: { status: 400, code: 'NetworkInsightsPath.LimitExceeded' },
      StartNetworkInsightsAnalysis: { status: 400, code: 'NetworkInsightsAnalysis.LimitExceeded' },
    },
    malformed: XML,
  },
  elasticloadbalancing: {
    throttled: { status: 400, code: 'Throttling' },
    failing: { status: 503, code: 'ServiceUnavailable' },
    denied: { status: 403, code: 'AccessDenied' },
    expired: { status: 403, code: 'ExpiredToken' },
    malformed: XML,
  },
  networkmanager: {
    throttled: { status: 429, code: 'ThrottlingException' },
    failing: { status: 500, code: 'InternalServerException' },
    denied: { status: 403, code: 'AccessDeniedException' },
    expired: { status: 403, code: 'ExpiredTokenException' },
    malformed: JSON_TEXT,
  },
  sns: {
    throttled: { status: 429, code: 'Throttled' },
    failing: { status: 500, code: 'InternalError' },
    denied: { status: 403, code: 'AuthorizationError' },
    expired: { status: 403, code: 'ExpiredToken' },
    malformed: XML,
  },
  dynamodb: {
    ...jsonWords({ status: 500, code: 'InternalServerError' }),
    // The throughput that the account may use, beyond any one table's.
    quota: Object.fromEntries(
      ['GetItem', 'PutItem', 'UpdateItem', 'Query', 'BatchWriteItem'].map((operation) => [
        operation,
        { status: 400, code: 'RequestLimitExceeded' },
      ]),
    ),
  },
  cloudtrail: jsonWords({ status: 500, code: 'InternalFailure' }),
  logs: {
    ...jsonWords({ status: 503, code: 'ServiceUnavailableException' }),
    quota: { StartQuery: { status: 400, code: 'LimitExceededException' } },
  },
  secretsmanager: jsonWords({ status: 500, code: 'InternalServiceError' }),
  events: jsonWords({ status: 500, code: 'InternalException' }),
  slack: {
    throttled: { status: 429, code: 'rate_limited' },
    failing: { status: 500, code: 'internal_error' },
    denied: { status: 403, code: 'action_prohibited' },
    // The webhook's URL is its credential.
    expired: { status: 403, code: 'invalid_token' },
    malformed: 'an answer that ends in the mid',
  },
  lambda: {
    throttled: { status: 429, code: 'TooManyRequestsException' },
    failing: { status: 500, code: 'ServiceException' },
    denied: { status: 403, code: 'AccessDeniedException' },
    expired: { status: 403, code: 'ExpiredTokenException' },
    quota: { Invoke: { status: 402, code: 'ServiceQuotaExceededException' } },
    malformed: JSON_TEXT,
  },
};

const wordsOf = (site: string): Words => {
  const service = site.split(' ')[0] ?? '';
  const found = words[service];
  if (found === undefined) throw new Error(`test/faults/kinds.ts has no words of ${service}`);
  return found;
};

/** What a call meets, whichever wire it goes over. */
export type Effect =
  | ({ readonly kind: 'error' } & Refusal)
  | { readonly kind: 'malformed'; readonly body: string }
  | { readonly kind: 'reset' | 'lost' | 'silent' | 'overtaken' | 'short' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** A short page, and each call for the next one is refused. */
  | ({ readonly kind: 'refused page' } & Refusal);

/** Well within any patience. */
const LATE = 15;

/** Calls whose answers come in pages; a page of one element, or none, has no next one: see `Tried.happened`. */
const isPaged = (site: string): boolean =>
  /^(ec2|elasticloadbalancing|networkmanager|cloudtrail|dynamodb) (Describe|Get\w+s$|Get\w+s |Search|LookupEvents|Query)/.test(
    site,
  );

const effectOf = (kind: Kind, site: string): Effect | undefined => {
  const service = wordsOf(site);
  switch (kind) {
    case 'throttled':
    case 'failing':
    case 'denied':
    case 'expired':
      return { kind: 'error', ...service[kind] };
    case 'timed out':
      return { kind: 'silent' };
    case 'lost':
    case 'reset':
      return { kind };
    case 'slow':
      return { kind: 'delay', milliseconds: LATE };
    case 'malformed':
      return { kind: 'malformed', body: service.malformed };
    case 'quota': {
      const refusal = service.quota?.[site.split(' ')[1] ?? ''];
      return refusal && { kind: 'error', ...refusal };
    }
    // Only a write that has a condition can fail on it.
    case 'overtaken':
      return / (if new|on condition)$/.test(site) ? { kind } : undefined;
    case 'short page':
      return isPaged(site) ? { kind: 'short' } : undefined;
    case 'page refused':
      return isPaged(site) ? { kind: 'refused page', ...service.failing } : undefined;
  }
};

/** What a call at a site meets by a kind of fault; undefined where the kind has no meaning there. */
export const effectAt = effectOf;

/** Kinds that take nothing from the answer: whoever meets them must not be seen to. */
export const isHarmless = (kind: Kind): boolean => kind === 'slow' || kind === 'short page';

/** Kinds after which the service has done what the caller does not know of. */
export const isDone = (kind: Kind): boolean => kind === 'timed out' || kind === 'lost';
