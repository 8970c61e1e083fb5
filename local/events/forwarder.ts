import { FORWARDER_SOURCE, forwarderSigns } from '../../lambda/changes/patterns.ts';
import type { Events } from './bus.ts';

/** As often as the forwarder's stack signs. Milliseconds. */
const HOUR = 60 * 60 * 1000;

/**
 * Gives the forwarder's sign of life, now and every hour: the events of Network Manager come to the embedded account's bus by
 * themselves, and nobody is to be told that a stack in us-west-2 is missing.
 */
export const openForwarder = (events: Pick<Events, 'put'>): { close(): void } => {
  const sign = (): void =>
    events.put({ source: FORWARDER_SOURCE, 'detail-type': `${forwarderSigns['detail-type'][0]}`, detail: {} });
  sign();
  const timer = setInterval(sign, HOUR);
  timer.unref();
  return { close: () => clearInterval(timer) };
};
