import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { parsedJson } from '../../lambda/changes/parsed-json.ts';
import { isRaw, type Raw } from '../../lambda/snapshot/raw.ts';
import type { Call, Disturbance, RequestText } from '../../local/endpoint.ts';
import type { Disturbance as TableDisturbance } from '../support/dynamodb-proxy.ts';
import type { Monitor } from '../support/monitor.ts';
import { OTHER } from './ending.ts';
import { effectOf, type Fault, type Sites } from './fault.ts';
import { type Impatience, UNNAMED } from './impatience.ts';
import type { Effect } from './kinds.ts';
import { siteOf } from './site.ts';

/** What stands between a monitor and its account: who calls what, and what meets a fault. */
export interface Wire {
  /** How often each site was called, attempts of one call not counted. */
  sites(): Sites;
  /** From now on; undefined: nothing meets anything. The calls that met it are in the answer, which goes on growing. */
  meet(fault: Fault | undefined): readonly Call[];
  /** Whether the last fault could happen: a page with all that there is cannot be cut short. */
  happened(): boolean;
}

/** A number of elements for a page, where the client's own request says how many it takes. */
const shortened = (input: unknown, service: string): Raw => ({
  ...(isRaw(input) ? input : {}),
  [service === 'dynamodb' ? 'Limit' : 'MaxResults']: 1,
});

const hasToken = ({ input }: Call): boolean =>
  isRaw(input) && ['NextToken', 'Marker', 'ExclusiveStartKey'].some((name) => input[name] !== undefined);

/** Which calls of a sweep meet a fault. */
const chooser = ({ site, moment }: Fault, total: number) => {
  const invocations: string[] = [];
  let attempts = 0;
  return (call: Call, invocation: string): boolean => {
    if (siteOf(call) !== site) return false;
    if (!invocations.includes(invocation)) invocations.push(invocation);
    attempts += 1;
    const place = invocations.indexOf(invocation) + 1;
    switch (moment) {
      case 'first call':
        return place === 1;
      case 'first attempt':
        return attempts === 1;
      case 'last call':
        return place === total;
      case 'from then on':
        return true;
    }
  };
};

/** What is told of a page that was to be short. */
interface Pages {
  /** The next page of a Describe call is short. */
  shorten(): void;
  told(body: string): void;
}

/** What an endpoint of the account does to a call. */
const atEndpoint = (effect: Effect, call: Call, { shorten, told }: Pages, silence: () => void): Disturbance => {
  switch (effect.kind) {
    case 'overtaken':
      throw new Error('the services of the account know no conditions');
    case 'refused page':
      if (hasToken(call)) return { ...effect, kind: 'error' };
      return atEndpoint({ kind: 'short' }, call, { shorten, told }, silence);
    case 'short':
      shorten();
      // What is read in pages of the account's own size takes no request for smaller ones.
      return {
        kind: 'asked',
        input: /Insights|GlobalNetworks|Registrations|LookupEvents/.test(call.operation)
          ? shortened(call.input, call.service)
          : call.input,
        told,
      };
    case 'reset':
    case 'lost':
      return { kind: effect.kind };
    case 'silent':
      return { kind: 'silent', told: silence };
    default:
      return effect;
  }
};

/** Another writer gets in before a write: it changes the state or the incident that is expected, or writes the very same. */
const overtake = async (
  { clients, account, now }: Monitor,
  { input, operation }: Call,
): Promise<TableDisturbance | undefined> => {
  const { TABLE_NAME: name, RETENTION_DAYS: days } = account.environment;
  const item = isRaw(input) && isRaw(input.Item) ? input.Item : {};
  const [pk = '', sk] = [item.pk, item.sk].map((key) => (isRaw(key) ? String(key.S) : undefined));
  const id = pk.slice(pk.indexOf('#') + 1);
  const store = dynamodbStore(clients.dynamodb, name, days, now);
  const state = operation === 'PutItem' && sk === 'STATE' ? await store.state(id) : undefined;
  const incident = operation === 'PutItem' && sk === 'INCIDENT' ? await store.incident(id) : undefined;
  if (state !== undefined) {
    const recent = state.recent.filter((check) => check.id !== OTHER);
    const other = { id: OTHER, verdict: 'unknown', late: false, alerts: [] } as const;
    await store.putState({ ...state, version: state.version + 1, recent: [other, ...recent] }, state.version);
    return undefined;
  }
  if (incident !== undefined) {
    await store.putIncident({ ...incident, version: incident.version + 1 }, incident.version);
    return undefined;
  }
  return { kind: 'error', status: 400, code: 'ConditionalCheckFailedException', done: true };
};

const atTable = async (
  effect: Effect,
  call: Call,
  monitor: Monitor,
  { told }: Pages,
  silence: () => void,
): Promise<TableDisturbance | undefined> => {
  switch (effect.kind) {
    case 'overtaken':
      return overtake(monitor, call);
    case 'refused page':
      if (hasToken(call)) return { ...effect, kind: 'error' };
      return { kind: 'asked', body: JSON.stringify(shortened(call.input, call.service)), told };
    case 'short':
      return { kind: 'asked', body: JSON.stringify(shortened(call.input, call.service)), told };
    case 'reset':
    case 'lost':
      return { kind: effect.kind };
    case 'silent':
      return { kind: 'silent', told: silence };
    default:
      return effect;
  }
};

const hasNext = (body: string): boolean => /nextToken|NextMarker|LastEvaluatedKey/i.test(body);

/**
 * Puts a wire between a monitor and its account. `shorten`: whether the next page of a Describe call is short; `heard` is told of
 * every call before it is answered, `silent` of one that never will be.
 */
export const wireOf = (
  monitor: Monitor,
  total: Sites,
  shorten: (isShort: boolean) => void,
  heard: (call: Call) => void,
  { silent }: Impatience,
): Wire => {
  const seen = new Map<string, Set<string>>();
  let met: Call[] = [];
  let isCut = false;
  let chooses: (call: Call, invocation: string) => boolean = () => false;
  let effect: Effect | undefined;
  let unnamed = 0;
  const pages: Pages = {
    shorten: () => shorten(true),
    told: (body) => {
      isCut ||= hasNext(body);
    },
  };

  /** The page after a short one, which is a call of its own. */
  const isRefusedPage = (call: Call): boolean =>
    effect?.kind === 'refused page' && hasToken(call) && met.some((before) => siteOf(before) === siteOf(call));

  /** Notes a call, and answers what it meets. */
  const effectOn = (call: Call, invocation: string | null): Effect | undefined => {
    heard(call);
    unnamed += 1;
    const name = invocation ?? `unnamed ${unnamed}`;
    const site = siteOf(call);
    seen.set(site, (seen.get(site) ?? new Set()).add(name));
    if (!chooses(call, name) && !isRefusedPage(call)) return undefined;
    met.push(call);
    return effect;
  };

  for (const endpoint of Object.values(monitor.account.endpoints))
    endpoint.disturb((call: Call, request: RequestText) => {
      shorten(false);
      const invocation = request.headers.get('amz-sdk-invocation-id');
      const found = effectOn(call, invocation);
      return found && atEndpoint(found, call, pages, () => silent(invocation ?? UNNAMED));
    });
  monitor.table.disturb((operation, _index, { body, invocation }) => {
    const call = { service: 'dynamodb', operation, input: parsedJson(body) };
    const found = effectOn(call, invocation);
    return found && atTable(found, call, monitor, pages, () => silent(invocation));
  });

  return {
    sites: () => new Map([...seen].map(([site, invocations]) => [site, invocations.size])),
    happened: () => isCut || !(effect?.kind === 'short' || effect?.kind === 'refused page'),
    meet: (fault) => {
      chooses = () => false;
      if (fault === undefined) return met;
      met = [];
      isCut = false;
      effect = effectOf(fault);
      chooses = chooser(fault, total.get(fault.site) ?? 1);
      return met;
    },
  };
};
