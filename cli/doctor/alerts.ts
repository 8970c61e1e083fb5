import { endOf } from '../../lambda/domain/day.ts';
import { grouped } from '../../lambda/domain/grouped.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import type { OutboxEntry, State } from '../../lambda/domain/state.ts';
import { again } from '../options.ts';
import { counted } from '../page.ts';
import { failed, type Judgement, ok, unknown, warning } from './judgement.ts';
import { countedNames, named } from './named.ts';
import type { Examination } from './patient.ts';

/** Within so long whatever there is to tell is told, or a channel is at fault. Milliseconds. */
const SOON = 15 * 60 * 1000;

/** ISO time since when it is to be done, or a little before. */
const sinceOf = (entry: OutboxEntry): string => {
  switch (entry.kind) {
    case 'check':
      return entry.check.settledAt;
    case 'day':
      return endOf(entry.day.date);
    case 'signal':
      return entry.signal.since;
  }
};

interface Undelivered {
  readonly channel: string;
  readonly alertId: string;
  readonly late: boolean;
  readonly fault: string | undefined;
}

const undeliveredOf = (open: readonly Incident[], isLate: (at: string) => boolean): readonly Undelivered[] =>
  open.flatMap(({ outbox }) =>
    outbox.flatMap(({ alert, waiting }) =>
      waiting.map(({ channel, lastFault }) => ({
        channel,
        alertId: alert.id,
        late: isLate(alert.at),
        fault: lastFault,
      })),
    ),
  );

const channelText = (undelivered: readonly Undelivered[]): readonly string[] =>
  [...grouped(undelivered, ({ channel }) => [channel])].map(([channel, all]) => {
    const fault = all.find((each) => each.fault !== undefined)?.fault;
    return `${channel} has not taken ${counted(new Set(all.map(({ alertId }) => alertId)).size, 'alert')}${fault === undefined ? '' : ` (${fault})`}`;
  });

export interface AlertsSeen {
  readonly states: readonly Pick<State, 'pathId' | 'outbox'>[];
  readonly open: readonly Incident[];
  /** Incidents that could not be read. */
  readonly unreadable: number;
  readonly now: Date;
}

/** What should have been told, and was not. */
export const judgeAlerts = (
  { states, open, unreadable, now }: AlertsSeen,
  remedies: { readonly channel: (channel: string) => string; readonly look: string },
): Judgement => {
  const isLate = (at: string): boolean => now.getTime() - Date.parse(at) > SOON;
  const undelivered = undeliveredOf(open, isLate);
  const late = undelivered.filter((each) => each.late);
  const owing = states
    .filter(({ outbox }) => outbox.some((entry) => isLate(sinceOf(entry))))
    .map(({ pathId }) => pathId);
  const [first] = late;
  if (first !== undefined) return failed(named(channelText(late)), remedies.channel(first.channel));
  if (owing.length > 0)
    return failed(`what there is to tell of ${countedNames(owing, 'path')} was taken by no incident`, remedies.look);
  if (unreadable > 0)
    return unknown(
      `${counted(unreadable, 'open incident')} cannot be read`,
      'deploy the version that wrote it, or this one anew: `npm run -s cdk -- deploy`',
    );
  const refused = undelivered.filter(({ fault }) => fault !== undefined);
  const [tried] = refused;
  if (tried !== undefined) return warning(named(channelText(refused)), remedies.channel(tried.channel));
  const waiting = undelivered.length === 0 ? '' : `; ${counted(undelivered.length, 'message')} on the way`;
  return ok(`all alerts are delivered${waiting}`);
};

export const alerts: Examination = {
  name: 'alerts',
  of: 'both',
  examine: async (patient) => {
    const [states, { open, unreadable }] = await Promise.all([patient.states(), patient.incidents()]);
    const command = (words: string): string => `\`${again(words, patient.options)}\``;
    return judgeAlerts(
      { states, open, unreadable, now: patient.now },
      {
        channel: (channel) => `put the channel right, then try it: ${command(`alert test ${channel}`)}`,
        look: `the next sweep tells it: ${command('check')}`,
      },
    );
  },
};
