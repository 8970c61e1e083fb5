import type { Alert } from '../domain/alert.ts';
import { never } from '../domain/verdict.ts';
import { authorText, changesText, headline, outageText, testimonyText } from './headline.ts';
import { conditions, isMany, matterOf, pathsText, whoText } from './matter.ts';
import { durationText, timeText } from './time.ts';

const verbs = (alert: Alert) =>
  isMany(alert)
    ? { are: 'are', were: 'They were', have: 'have', they: 'they are' }
    : { are: 'is', were: 'It was', have: 'has', they: 'it is' };

const brokeText = (alert: Alert): string => {
  const { up, kind } = alert;
  const { now, after } = conditions[matterOf(alert)];
  const again = up.count === 0 ? '' : `; ${pathsText(up.count)} ${up.count === 1 ? 'is' : 'are'} ${after}`;
  const must = matterOf(alert) === 'opening' && again === '' ? '; it must not be' : '';
  const first = kind === 'baseline' ? '. It was so at the first check' : '';
  // Of one path there is nothing else to update.
  const other = kind === 'updated' && !isMany(alert) && alert.down.count === 1 ? ', now for another cause' : '';
  return `${whoText(alert)} ${verbs(alert).are} ${now}${other}${again}${must}${first}.`;
};

/** `14 paths have been unreachable since 2026-11-22 03:10:00 UTC`. */
const lastingText = (alert: Alert): string =>
  `${whoText(alert)} ${verbs(alert).have} been ${conditions[matterOf(alert)].now} since ${timeText(alert.startedAt)}`;

const recoveredText = (alert: Alert): string => {
  const { lead, startedAt, endedAt } = alert;
  const { now, after } = conditions[matterOf(alert)];
  const { are, were } = verbs(alert);
  const [began, ended] = endedAt === undefined ? [lead.began, lead.since] : [startedAt, endedAt];
  if (began === undefined) return `${whoText(alert)} ${are} ${after} since ${timeText(ended)}.`;
  const duration = durationText(began, ended);
  return `${whoText(alert)} ${are} ${after}. ${were} ${now} from ${timeText(began)} to ${timeText(ended)}${
    duration === undefined ? '' : `, for ${duration}`
  }.`;
};

const blindText = (alert: Alert): string => {
  const { checks, verdict } = alert.lead;
  const { have, they } = verbs(alert);
  const many = checks === undefined ? '' : ` in ${checks} check${checks === 1 ? '' : 's'}`;
  const last = verdict === undefined ? 'none was known before' : `the last known is ${verdict}`;
  return `${whoText(alert)} ${have} no verdict${many}; ${last}. A break goes unnoticed until ${they} seen again.`;
};

const sightedText = (alert: Alert): string => {
  const duration = outageText(alert);
  const { are } = verbs(alert);
  return `${whoText(alert)} ${are} ${alert.lead.verdict ?? 'seen'} again${
    duration === undefined ? '' : `, after ${duration} unseen`
  }.`;
};

/** What is so, and since when, in full sentences. */
const sentence = (alert: Alert): string => {
  const { kind, lead, at } = alert;
  const who = whoText(alert);
  switch (kind) {
    case 'broke':
    case 'baseline':
    case 'updated':
    case 'reminder':
      return brokeText(alert);
    case 'recovered':
      return recoveredText(alert);
    case 'flapping':
      return `${who} ${changesText(alert)}. Single changes are not told until it is steady again.`;
    case 'steady':
      return `${who} ${verbs(alert).have} been ${lead.verdict ?? 'as before'} since ${timeText(lead.since)}; changes are told again.`;
    case 'blind':
      return blindText(alert);
    case 'sighted':
      return sightedText(alert);
    case 'attributed':
      return `it is known now who changed the network. ${lastingText(alert)}.`;
    case 'witnessed':
      return `${testimonyText(alert)}. ${lastingText(alert)}.`;
    case 'disagreement':
      return `AWS and the network model do not say the same of ${who}. The verdict is AWS's: ${lead.verdict ?? 'unknown'}.`;
    case 'test':
      return `alerts of Pathwatch reach this channel. It was tried ${timeText(at)}; nothing is broken.`;
    default:
      return never(kind);
  }
};

/** The state again; while it lasts with how grave it is, and since when. */
const stateText = (alert: Alert): string => {
  const { kind, severity, startedAt, at } = alert;
  const { state } = headline(alert);
  const grave = `${state} (${severity})`;
  const since = `${grave} since ${timeText(startedAt)}`;
  switch (kind) {
    case 'broke':
    case 'baseline':
    case 'updated':
    case 'blind':
      return since;
    case 'reminder': {
      const duration = durationText(startedAt, at);
      return duration === undefined ? since : `${since}, for ${duration}`;
    }
    case 'flapping':
    case 'witnessed':
    case 'disagreement':
      return grave;
    case 'attributed':
      return `${state} ${authorText(alert)}`;
    case 'recovered':
    case 'steady':
    case 'sighted':
    case 'test':
      return state;
    default:
      return never(kind);
  }
};

/** What an alert begins with: its state, and what is so since when, in full sentences. */
export const firstSentence = (alert: Alert): string => `${stateText(alert)}: ${sentence(alert)}`;
