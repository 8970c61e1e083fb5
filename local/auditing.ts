import { randomUUID } from 'node:crypto';
import { openHistory } from './cloudtrail/history.ts';
import type { Principal } from './cloudtrail/identity.ts';
import { recorder } from './cloudtrail/recorder.ts';
import { cloudTrailBuckets, cloudTrailService } from './cloudtrail/service.ts';
import { type TrailSetup, usualTrail } from './cloudtrail/trails.ts';
import type { ServedCall } from './ec2/service.ts';
import type { Service } from './endpoint.ts';
import { type Events, openBus } from './events/bus.ts';
import { stateEvents } from './events/event.ts';
import type { Network } from './network/network.ts';

export interface AuditOptions {
  /** Who stands behind which access key; a key that is not here is the user `operator`'s. */
  readonly principals?: Readonly<Record<string, Principal>>;
  /** The one trail, where it is not the usual one; false: none, so that no call reaches the bus. */
  readonly trail?: false | Partial<TrailSetup>;
  /** Seconds until CloudTrail's history has a call; none if absent. */
  readonly historyLagSeconds?: number;
  /** Seconds of real time for which the bus gathers a batch of events; 0.2 if absent. */
  readonly windowSeconds?: number;
  /** Makes the ids of events and of CloudTrail's records; random if absent. */
  readonly newEventId?: () => string;
}

export interface Auditing {
  readonly events: Events;
  readonly cloudtrail: Service;
  /** To be told of every call of EC2. */
  readonly record: (call: ServedCall) => void;
}

/** What happens in the account, as its bus and its CloudTrail hear of it: instances that change state, and calls. */
export const openAuditing = (
  network: Network,
  place: { readonly account: string; readonly region: string; readonly now: () => Date; readonly throttled: boolean },
  options: AuditOptions,
): Auditing => {
  const { account, region, now } = place;
  const newId = options.newEventId ?? randomUUID;
  const events = openBus({ account, region, now, newId, windowSeconds: options.windowSeconds ?? 0.2 });
  let before = network.documents();
  network.subscribe((after) => {
    for (const event of stateEvents(before, after, place)) events.put(event);
    before = after;
  });
  const trails = options.trail === false ? [] : [{ ...usualTrail(account, region), ...options.trail }];
  const history = openHistory({ now, lagSeconds: options.historyLagSeconds ?? 0 });
  const throttle = place.throttled ? cloudTrailBuckets(now) : undefined;
  const principals = options.principals ?? {};
  return {
    events,
    cloudtrail: cloudTrailService({ account, region, history, trails, throttle }),
    record: recorder({ account, region, now, newId, principals, history, trails, events }),
  };
};
