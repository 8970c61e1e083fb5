import { timesBetween } from '../../lambda/domain/schedule-times.ts';
import type { Look, SweepRecord } from '../../lambda/domain/sweep.ts';
import { again } from '../options.ts';
import { counted } from '../page.ts';
import { atText } from './ago.ts';
import { awsIn } from './aws.ts';
import { failed, type Judgement, ok, warning } from './judgement.ts';
import { named } from './named.ts';
import type { Examination, Patient } from './patient.ts';

export interface SweepsSeen {
  /** Newest first. */
  readonly sweeps: readonly SweepRecord[];
  readonly looks: readonly Look[];
  /** The schedules that are declared; undefined where that is not known. */
  readonly schedules: readonly string[] | undefined;
  /** ISO time of the deployment, from which a schedule that has not come yet is waited for. */
  readonly deployedAt: string | undefined;
  readonly now: Date;
}

/** A look is kept when its sweep ends, which waits for analyses meanwhile. Milliseconds. */
const UNDER_WAY = 5 * 60 * 1000;
/** So many looks in a row that did not come are a failure. */
const FAILED = 2;
/** So many are counted. */
const COUNTED = 100;

const isSchedule = ({ kind }: Look): boolean => /^(rate|cron)\(/.test(kind);

/** Where nobody says what is declared, the schedule that came last is still to come: of an older one that is not known. */
const newest = (looks: readonly Look[]): readonly string[] => {
  const [latest] = looks.filter(isSchedule).toSorted((one, other) => (one.at < other.at ? 1 : -1));
  return latest === undefined ? [] : [latest.kind];
};

interface Overdue {
  readonly every: string;
  readonly missed: number;
  /** Whether it never came though another schedule did: it may be declared here and not be deployed. */
  readonly isNew: boolean;
}

const overdueOf = ({ looks, schedules, deployedAt, now }: SweepsSeen): readonly Overdue[] =>
  (schedules ?? newest(looks)).flatMap((every) => {
    const look = looks.find(({ kind }) => kind === every);
    const since = look?.at ?? deployedAt;
    if (since === undefined) return [];
    const until = new Date(now.getTime() - UNDER_WAY);
    const missed = timesBetween(every, new Date(since), until, COUNTED);
    return missed === 0 ? [] : [{ every, missed, isNew: look === undefined && looks.some(isSchedule) }];
  });

const missedText = ({ every, missed, isNew }: Overdue): string =>
  `${counted(missed, 'look')}${missed === COUNTED ? ' or more' : ''} of ${every}${isNew ? ' (which never came)' : ''}`;

const triggerText = ({ trigger }: SweepRecord): string => {
  switch (trigger.by) {
    case 'schedule':
      return trigger.every;
    case 'change':
      return 'a change of the network';
    case 'hand':
      return 'hand';
    case 'test':
      return 'a test';
  }
};

const sweptText = (sweep: SweepRecord | undefined, now: Date): string => {
  if (sweep === undefined) return 'no sweep has ended yet';
  const { startedAt, due, tally } = sweep;
  const troubled = tally.troubled === 0 ? '' : `, ${counted(tally.troubled, 'path')} not to the end`;
  return `last swept ${atText(startedAt, now)} by ${triggerText(sweep)}: ${counted(due, 'path')}${troubled}`;
};

/** When was looked last, how that ended, and which looks did not come: two in a row of a schedule are a failure. */
export const judgeSweeps = (
  seen: SweepsSeen,
  { look, alarms }: { readonly look: string; readonly alarms: string },
): Judgement => {
  const last = seen.sweeps.find(({ part, trigger }) => part === undefined && trigger.by !== 'test');
  const said = sweptText(last, seen.now);
  const overdue = overdueOf(seen);
  if (overdue.length > 0) {
    const missing = overdue.map(missedText);
    const message = `${named(missing)} did not come; ${said}`;
    return overdue.some(({ missed, isNew }) => missed >= FAILED && !isNew)
      ? failed(message, alarms)
      : warning(message, alarms);
  }
  if (last === undefined) return warning(said, look);
  if (last.tally.troubled === 0) return ok(said);
  const troubles = last.outcomes.flatMap(({ pathId, trouble }) =>
    trouble === undefined ? [] : [`${pathId}: ${trouble}`],
  );
  return warning(troubles.length === 0 ? said : `${said} (${named(troubles)})`, look);
};

const seenOf = async (patient: Patient): Promise<SweepsSeen> => {
  const [sweeps, looks] = await Promise.all([patient.sweeps(), patient.looks()]);
  const { now } = patient;
  // It looks by hand, or at the rates of `pathwatch local` while that runs: nothing is overdue.
  if (patient.kind === 'embedded') return { sweeps, looks, schedules: [], deployedAt: undefined, now };
  const [file, { changedAt: deployedAt }] = await Promise.all([patient.file(), patient.stack()]);
  const schedules = file?.read.ok ? [...new Set(file.read.configuration.paths.map(({ every }) => every))] : undefined;
  return { sweeps, looks, schedules, deployedAt, now };
};

export const sweeps: Examination = {
  name: 'sweeps',
  of: 'both',
  examine: async (patient) =>
    judgeSweeps(await seenOf(patient), {
      look: `look now: \`${again('check', patient.options)}\``,
      alarms: `look now, \`${again('check', patient.options)}\`; see the alarms of the stack, ${awsIn(patient.options.region)('cloudwatch describe-alarms --state-value ALARM')}, and what the function SweepFunction has logged`,
    }),
};
