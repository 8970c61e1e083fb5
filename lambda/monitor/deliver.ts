import type { Alert } from '../domain/alert.ts';
import { TROUBLES } from '../domain/channel.ts';
import { type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Incident, Message, Waiting } from '../domain/incident.ts';
import type { Announced } from './announce.ts';
import type { Notice, Services } from './ports.ts';
import { TURNS } from './record.ts';
import { tell } from './tell.ts';

/**
 * After so long a claim's holder must have died: a publish call gives up within seconds, and a pass within a minute or two.
 * Longer than any clock skew between two functions.
 */
const CLAIM_MILLISECONDS = 5 * 60 * 1000;

/**
 * For so long one pass publishes: a channel that answers slowly must neither outlast the claim nor the function's five minutes. What
 * is left then waits for the next pass.
 */
const DELIVER_MILLISECONDS = 60 * 1000;

/** Changes a stored incident on condition of its version, reading anew when another writer was first. */
const changeIncident = async (
  { store }: Services,
  id: string,
  change: (incident: Incident) => Incident | undefined,
): Promise<Incident | undefined> => {
  for (let turn = 0; turn < TURNS; turn += 1) {
    const incident = await store.incident(id);
    const next = incident && change(incident);
    if (incident === undefined || next === undefined) return undefined;
    const versioned = { ...next, version: incident.version + 1 };
    if (await store.putIncident(versioned, incident.version)) return versioned;
  }
  throw new Error(`the incident ${id} was changed by others ${TURNS} times in a row`);
};

const isFree = ({ claim }: Incident, by: string, now: Date): boolean =>
  claim === undefined || claim.by === by || now.getTime() - Date.parse(claim.at) > CLAIM_MILLISECONDS;

/** Takes the publishing of an incident's messages upon oneself, where there are any and no other has it: `held`. */
const claim = async (services: Services, { id }: Incident, by: string) => {
  const now = services.now();
  let isHeld = false;
  const mine = await changeIncident(services, id, (incident) => {
    isHeld = !isFree(incident, by, now);
    return incident.outbox.length > 0 && !isHeld ? { ...incident, claim: { by, at: now.toISOString() } } : undefined;
  });
  return { mine, isHeld };
};

const release = async (services: Services, id: string, by: string): Promise<void> => {
  await changeIncident(services, id, ({ claim: held, ...incident }) => (held?.by === by ? incident : undefined));
};

/** The last message takes the claim with it: nothing is left that it could be on. */
const mapWaiting = (
  { claim: held, ...incident }: Incident,
  alertId: string,
  channel: string,
  change: (waiting: Waiting) => readonly Waiting[],
): Incident => {
  const outbox = incident.outbox.flatMap((message): readonly Message[] => {
    if (message.alert.id !== alertId) return [message];
    const waiting = message.waiting.flatMap((each) => (each.channel === channel ? change(each) : [each]));
    return waiting.length === 0 ? [] : [{ ...message, waiting }];
  });
  return { ...incident, outbox, ...(held !== undefined && outbox.length > 0 && { claim: held }) };
};

/** Once it has failed in so many passes, the operator hears of it: once a day. */
const REPORTED = 2;

/** What a channel refuses for what it is, is tried for so long, in case the channel is at fault. Milliseconds. */
const REFUSED_MILLISECONDS = 24 * 60 * 60 * 1000;

const notice = (channel: string, { id, kind }: Alert, fault: FaultInfo, now: Date, isLost: boolean): Notice => ({
  id: `channel/${channel}/${now.toISOString().slice(0, 10)}${isLost ? `/${id}` : ''}`,
  subject: `UNDELIVERED: Pathwatch cannot reach ${channel}`,
  body: [
    `The channel ${channel} did not take an alert (${kind}, ${id}): ${fault.code}: ${fault.message}.`,
    '',
    isLost
      ? 'It was tried for a day, and is given up.'
      : 'It is tried again at every sweep. The other channels are not held up.',
    `What to do: put the channel right, then try it: \`pathwatch alert test ${channel}\`.`,
  ].join('\n'),
});

/** What a channel did with what waits for it. */
interface Delivered extends Announced {
  readonly isDown: boolean;
}

/** Publishes what waits for one channel, oldest first: a break that is told after its recovery would read as a new one. */
const deliverTo = async (
  services: Services,
  incident: Incident,
  channel: string,
  until: number,
): Promise<Delivered> => {
  let published = 0;
  for (const { alert, waiting } of incident.outbox) {
    const mine = waiting.find((each) => each.channel === channel);
    if (mine === undefined) continue;
    if (services.now().getTime() > until) return { published, failed: 0, isDown: true };
    try {
      await services.announcer.publish({ ...alert, id: `${alert.id}/${channel}` }, channel);
    } catch (error) {
      const fault = faultOf(error, 'Publish');
      const now = services.now();
      services.log.error('an alert could not be published', { alert: alert.id, channel, fault });
      // What a channel does not take for what it is must not hold up what follows.
      const isRefused = fault.kind === 'invalid';
      const failingSince = mine.failingSince ?? now.toISOString();
      const attempts = mine.attempts + 1;
      const isLost = isRefused && now.getTime() - Date.parse(failingSince) > REFUSED_MILLISECONDS;
      const lastFault = `${fault.code}: ${fault.message}`;
      await changeIncident(services, incident.id, (stored) =>
        mapWaiting(stored, alert.id, channel, (each) =>
          isLost ? [] : [{ ...each, attempts, failingSince, lastFault }],
        ),
      );
      if (isLost || attempts >= REPORTED) await tell(services, notice(channel, alert, fault, now, isLost));
      if (isRefused) continue;
      return { published, failed: 1, isDown: true };
    }
    await changeIncident(services, incident.id, (stored) => mapWaiting(stored, alert.id, channel, () => []));
    published += 1;
  }
  return { published, failed: 0, isDown: false };
};

const channelsIn = ({ outbox }: Incident): readonly string[] => [
  ...new Set(outbox.flatMap(({ waiting }) => waiting.map(({ channel }) => channel))),
];

/** Delivers to one channel; a fault of the table leaves what it concerns to the next pass, and the other channels theirs. */
const deliverSafely = async (
  services: Services,
  incident: Incident,
  channel: string,
  until: number,
): Promise<Delivered & { readonly channel: string }> => {
  try {
    return { channel, ...(await deliverTo(services, incident, channel, until)) };
  } catch (error) {
    const fault = faultOf(error, 'PutItem');
    services.log.error('what a channel took could not be kept, and may be told again', { id: incident.id, fault });
    return { channel, published: 0, failed: 1, isDown: false };
  }
};

/** Delivers one incident's messages to the channels that are not `down`; those that are so afterwards. */
const deliverOne = async (
  services: Services,
  incident: Incident,
  by: string,
  down: ReadonlySet<string>,
  until: number,
): Promise<Announced & { readonly down: readonly string[] }> => {
  const { mine, isHeld } = await claim(services, incident, by);
  // What another is about to tell comes before what follows it.
  if (mine === undefined) return { published: 0, failed: 0, down: isHeld ? channelsIn(incident) : [] };
  const open = channelsIn(mine).filter((channel) => !down.has(channel));
  const done = await Promise.all(open.map((channel) => deliverSafely(services, mine, channel, until)));
  await release(services, incident.id, by);
  return {
    published: done.reduce((sum, each) => sum + each.published, 0),
    failed: done.reduce((sum, each) => sum + each.failed, 0),
    down: done.flatMap(({ channel, isDown }) => (isDown ? [channel] : [])),
  };
};

/**
 * Publishes what incidents have to tell. Each is claimed, then its channels are served beside one another, each in the order
 * of its messages; what a channel took is struck. A process that dies between the acceptance and the striking leaves a claim
 * behind, and the same alert, with the same id, is published again by whoever resumes it, or by another sweep once the claim
 * is old. A channel that refuses keeps what it has not taken for the next sweep, and is left in peace until then; the others
 * are not held up, nor is an incident by another that cannot be written. `by` names the claimant, and is the same when its
 * step is run again; no two that run at the same time have the same.
 */
export const deliver = async (services: Services, incidents: readonly Incident[], by: string): Promise<Announced> => {
  const { now, log } = services;
  const until = now().getTime() + DELIVER_MILLISECONDS;
  const down = new Set<string>();
  let published = 0;
  let failed = 0;
  // What tells of the monitor itself goes last.
  const order = incidents.toSorted(
    (one, other) => Number(one.channels.includes(TROUBLES)) - Number(other.channels.includes(TROUBLES)),
  );
  for (const one of order) {
    if (one.outbox.length === 0 || channelsIn(one).every((channel) => down.has(channel))) continue;
    if (now().getTime() > until) break;
    try {
      const done = await deliverOne(services, one, by, down, until);
      published += done.published;
      failed += done.failed;
      for (const channel of done.down) down.add(channel);
    } catch (error) {
      failed += 1;
      log.error('an incident could not be told and waits for the next sweep', {
        id: one.id,
        fault: faultOf(error, 'PutItem'),
      });
    }
  }
  return { published, failed };
};
