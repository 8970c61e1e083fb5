import type { Alert, Member } from '../domain/alert.ts';
import { type Chapter, type Item, type Rank, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { conditions, isMany, isOver, matterOf, pathsText } from './matter.ts';
import { firstSentence } from './sentence.ts';
import { timeText } from './time.ts';

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
    { rank: ranks.must, text: firstSentence(alert) },
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
