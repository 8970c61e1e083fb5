import { TROUBLES } from '../domain/channel.ts';
import { faultOf } from '../domain/fault.ts';
import type { Incident } from '../domain/incident.ts';
import type { Announced } from './announce.ts';
import { changeIncident } from './change-incident.ts';
import { deliverSafely } from './deliver-to.ts';
import type { Services } from './ports.ts';

/**
 * After so long a claim's holder must have died: a publish call gives up within seconds, and a pass within a minute or two.
 * Longer than any clock skew between two functions.
 */
const CLAIM_MILLISECONDS = 5 * 60 * 1000;

/**
 * For so long one pass publishes: a channel that answers slowly must outlast neither the claim nor the function's five
 * minutes. What is left then waits for the next pass.
 */
const DELIVER_MILLISECONDS = 60 * 1000;

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

const channelsIn = ({ outbox }: Incident): readonly string[] => [
  ...new Set(outbox.flatMap(({ waiting }) => waiting.map(({ channel }) => channel))),
];

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
