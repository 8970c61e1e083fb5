import type { Alert } from '../domain/alert.ts';
import { faultOf } from '../domain/fault.ts';
import type { SweepRecord } from '../domain/sweep.ts';
import type { Services } from './ports.ts';
import { unlooked } from './unlooked.ts';

/** A message that tells of nothing, in the words that a real one would have. */
const testAlert = (id: string, at: string, channel: string): Alert => ({
  id: `test-${id}/1/test/${channel}`,
  kind: 'test',
  at,
  incidentId: `test-${id}`,
  severity: 'info',
  lead: {
    id: `test/1/broke`,
    kind: 'broke',
    number: 1,
    pathId: 'test',
    path: 'no path: somebody tries this channel',
    severity: 'info',
    tags: {},
    expect: 'reachable',
    since: at,
    findings: [],
    open: [],
    checkId: id,
  },
  down: { count: 0, first: [] },
  up: { count: 0, first: [] },
  startedAt: at,
});

/** Sends a test message to one channel; the record says what came of it. Throws only where the record cannot be kept. */
export const testChannel = async (
  services: Services,
  given: Pick<SweepRecord, 'id' | 'execution' | 'startedAt'> & { readonly channel: string },
): Promise<SweepRecord> => {
  const { channel, ...made } = given;
  const trigger = { by: 'test', channel } as const;
  let record: SweepRecord;
  try {
    await services.announcer.publish(testAlert(made.id, made.startedAt, channel), channel);
    record = unlooked({ ...made, trigger }, [`${channel} has taken the test message`]);
  } catch (error) {
    const fault = faultOf(error, 'Publish');
    services.log.error('a test message could not be published', { channel, fault });
    record = unlooked(
      { ...made, trigger },
      [`${channel} did not take the test message: ${fault.code}: ${fault.message}`],
      1,
    );
  }
  await services.store.putSweep(record);
  return record;
};
