import type { Alert } from '../domain/alert.ts';
import { type FaultInfo, faultOf } from '../domain/fault.ts';
import type { Incident, Message, Waiting } from '../domain/incident.ts';
import type { Announced } from './announce.ts';
import { changeIncident } from './change-incident.ts';
import type { Notice, Services } from './ports.ts';
import { tell } from './tell.ts';

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

/**
 * Delivers to one channel, until that time (milliseconds). A fault of the table leaves what it concerns to the next pass, and
 * the other channels theirs.
 */
export const deliverSafely = async (
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
