import * as z from 'zod';
import { durationText, parseDuration } from '../duration.ts';
import { meant, type Parsed } from '../parsed.ts';
import type { AlertPolicy } from '../policy.ts';
import { DAY, duration, readBy } from './reading.ts';
import { standard } from './standard.ts';

const LEAST_REMINDER = 300;

/** Seconds; 0 for none. */
const parseReminder = (said: string | number | false): Parsed<number> => {
  if (said === 0 || said === false || said === 'off') return meant(0);
  const parsed = parseDuration(`${said}`, LEAST_REMINDER, 30 * DAY);
  return parsed.ok ? parsed : { ...parsed, advice: `${parsed.advice}, or \`off\` for none` };
};

const threshold = (description: string, least: number) =>
  z.int().min(1).max(10).meta({ description, default: least }).optional();

export const flapMap = z.strictObject({
  changes: z
    .int()
    .min(3)
    .max(20)
    .meta({ description: 'From so many changes on it flaps.', default: standard.alerts.flap.changes })
    .optional(),
  within: duration('Within so long.', { least: 300, most: DAY, usual: standard.alerts.flap.within }, [
    '1 hour',
  ]).optional(),
  steady: duration(
    'Without a change for so long it flaps no more.',
    { least: 300, most: DAY, usual: standard.alerts.flap.steady },
    ['30 minutes'],
  ).optional(),
});

export const alerts = z
  .strictObject({
    blindAfter: z
      .int()
      .min(1)
      .max(100)
      .meta({
        description: 'After so many checks in a row without a verdict the monitor says that it is blind on this path.',
        default: standard.blindAfter,
      })
      .optional(),
    failureThreshold: threshold(
      'So many checks in a row must find the path not as expected before it is told.',
      standard.alerts.failureThreshold,
    ),
    successThreshold: threshold(
      'So many checks in a row must find it as expected again before its recovery is told.',
      standard.alerts.successThreshold,
    ),
    reminderInterval: z
      .union([
        z.literal([0, false]),
        z.string().meta({
          default: durationText(standard.alerts.reminderInterval),
          examples: ['4 hours', 'off'],
        }),
      ])
      .transform(readBy(parseReminder))
      .meta({
        description: `While it lasts it is told again so often: from ${durationText(LEAST_REMINDER)} to 30 days, or \`off\` (\`false\`, \`0\`) for never.`,
      })
      .optional(),
    sendOnResolved: z
      .boolean()
      .meta({ description: 'Whether its recovery is told.', default: standard.alerts.sendOnResolved })
      .optional(),
    flap: z
      .union([flapMap, z.literal(['off', false])])
      .meta({ description: 'From when on its changes are no longer told one by one; `off` (`false`) for never.' })
      .optional(),
  })
  .meta({ description: 'When to tell. What a path does not say is taken from `defaults`, key by key.' });
export type SaidAlerts = z.output<typeof alerts>;

const flapOf = (own: SaidAlerts['flap'], shared: SaidAlerts['flap']): Pick<AlertPolicy, 'flap'> => {
  const said = own ?? shared;
  if (said === 'off' || said === false) return {};
  const { changes, within, steady } = { ...(shared === 'off' || shared === false ? {} : shared), ...said };
  const { flap } = standard.alerts;
  return {
    flap: { changes: changes ?? flap.changes, within: within ?? flap.within, steady: steady ?? flap.steady },
  };
};

/** The policy of a path: what it says itself, then what `defaults` says, then the standard. */
export const policyOf = (own: SaidAlerts = {}, shared: SaidAlerts = {}): AlertPolicy => ({
  failureThreshold: own.failureThreshold ?? shared.failureThreshold ?? standard.alerts.failureThreshold,
  successThreshold: own.successThreshold ?? shared.successThreshold ?? standard.alerts.successThreshold,
  reminderInterval: own.reminderInterval ?? shared.reminderInterval ?? standard.alerts.reminderInterval,
  sendOnResolved: own.sendOnResolved ?? shared.sendOnResolved ?? standard.alerts.sendOnResolved,
  ...flapOf(own.flap, shared.flap),
});
