import type { ServedCall } from '../ec2/service.ts';
import { isReading } from '../ec2/throttle.ts';
import type { Events } from '../events/bus.ts';
import { callEvent } from '../events/event.ts';
import type { History } from './history.ts';
import { type RecordOptions, recordOf } from './record.ts';
import { logs, type TrailSetup } from './trails.ts';

/**
 * Hears of every call of EC2: those that change something become events in the history, and through a trail that logs
 * them, events of the bus. Calls that only read are left out: no rule here asks for them.
 */
export const recorder =
  (
    options: RecordOptions & {
      readonly history: History;
      readonly trails: readonly TrailSetup[];
      readonly events: Pick<Events, 'put'>;
    },
  ) =>
  (call: ServedCall): void => {
    if (isReading(call.operation)) return;
    const record = recordOf(call, options);
    options.history.keep(record);
    // However many trails log it, EventBridge hears of a call once.
    if (options.trails.some((trail) => logs(trail, record))) options.events.put(callEvent(record));
  };
