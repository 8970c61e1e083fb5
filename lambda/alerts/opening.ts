import type { Alert, Member } from '../domain/alert.ts';
import { never } from '../domain/verdict.ts';
import { type Chapter, type Item, type Rank, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { authorText, changesText, headline, outageText, testimonyText } from './headline.ts';
import { conditions, isMany, isOver, matterOf, pathsText, whoText } from './matter.ts';
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
  return `${whoText(alert)} ${verbs(alert).are} ${now}${again}${must}${first}.`;
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

/** As many names as have room in so many characters, and how many there are besides. */
const namesText = (members: readonly Member[], count: number, room: number): string => {
  const names: string[] = [];
  let length = 0;
  for (const { id } of members) {
    const name = clean(id, 64);
    length += name.length + 2;
    if (length > room) break;
    names.push(name);
  }
  const left = count - names.length;
  if (names.length === 0) return pathsText(left);
  return left > 0 ? `${names.join(', ')} and ${left.toLocaleString('en-US')} more` : names.join(', ');
};

/** Without the path that is told of already, where it is one of them. */
const namedBut = ({ count, first }: Alert['down'], leadId: string, label: string, rank: Rank, room: number) => {
  const rest = first.filter(({ id }) => id !== leadId);
  const left = count - (first.length - rest.length);
  return left <= 0 ? [] : [{ rank, text: `${label} ${namesText(rest, left, room)}.` }];
};

/** All paths of an incident that is over; else those that are as the one in whose words it is told, and those that are so no more. */
const membersOf = (alert: Alert, room: number): readonly Item[] => {
  const { lead, down, up } = alert;
  const { now, after } = conditions[matterOf(alert)];
  const again = `${after.charAt(0).toUpperCase()}${after.slice(1)}:`;
  if (isOver(alert))
    return isMany(alert) && up.count > 0
      ? [{ rank: ranks.should, text: `${again} ${namesText(up.first, up.count, room)}.` }]
      : [];
  return [
    ...namedBut(down, lead.pathId, `Also ${now}:`, ranks.should, room),
    ...namedBut(up, lead.pathId, again, ranks.helps, room),
  ];
};

/** `2 more tags`, where there are more than so many. */
const TAGS = 10;

const tagsText = (tags: Readonly<Record<string, string>>): string => {
  const all = Object.entries(tags);
  const first = all.slice(0, TAGS).map(([key, value]) => clean(`${key}=${value}`, 60));
  return [...first, ...(all.length > TAGS ? [`${all.length - TAGS} more`] : [])].join(', ');
};

const declaration = (alert: Alert): readonly Item[] => {
  const { pathId, path } = alert.lead;
  if (isMany(alert) && isOver(alert)) return [];
  return [{ rank: ranks.should, text: `${isMany(alert) ? `${clean(pathId, 64)}: ` : ''}${clean(path, 300)}` }];
};

/** What is so since when, of which paths, and what there is to know of the telling. `room`: characters for the names of other paths. */
export const openingOf = (alert: Alert, room: number): Chapter => {
  const { kind, lead, held, acknowledged } = alert;
  const items: readonly Item[] = [
    { rank: ranks.must, text: `${stateText(alert)}: ${sentence(alert)}` },
    ...declaration(alert),
    ...membersOf(alert, room),
    ...(held === undefined ? [] : [{ rank: ranks.should, text: `Told only now because of ${clean(held, 300)}.` }]),
    ...(acknowledged === undefined
      ? []
      : [
          {
            rank: ranks.should,
            text: `Acknowledged by ${clean(acknowledged.by, 150)}, ${timeText(acknowledged.at)}: ${clean(acknowledged.reason, 200)}`,
          },
        ]),
    ...(Object.keys(lead.tags).length === 0 ? [] : [{ rank: ranks.room, text: `Tags: ${tagsText(lead.tags)}` }]),
  ];
  return { name: 'opening', items: kind === 'test' ? items.slice(0, 1) : items };
};
