import type { Alert } from '../domain/alert.ts';
import { changesOf } from './cause.ts';
import { type Chapter, type Item, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { analysisId } from './console.ts';
import { flowsOf } from './flows.ts';
import { isOver, matterOf } from './matter.ts';
import { openingOf } from './opening.ts';
import { remedyOf } from './remedy.ts';
import { whyOf } from './why.ts';

const OPEN = 10;

/** What the analyses leave open: of what is over nobody asks any more. */
const openOf = (alert: Alert): Chapter => {
  const { kind, lead } = alert;
  const told = kind === 'test' || isOver(alert) ? [] : lead.open.slice(0, OPEN);
  return {
    name: 'open',
    title: 'Left open',
    items: told.map((sentence, place) => ({
      // Of a verdict of the model alone it is said why.
      rank: place > 0 ? ranks.room : lead.modelOnly === true ? ranks.should : ranks.helps,
      text: clean(sentence, 300),
    })),
    more: (left) => {
      const count = left.length + lead.open.length - told.length;
      return count === 0 || left.length === told.length ? undefined : `and ${count} more`;
    },
  };
};

/** An alert's id begins with its incident's, which is not said twice. */
const idText = ({ id, incidentId }: Alert): string => {
  const own = id.startsWith(`${incidentId}/`) ? id.slice(incidentId.length + 1) : id;
  return `Incident ${clean(incidentId, 128)}, alert ${clean(own, 140)}`;
};

/** How to say that somebody takes care of it, while it lasts and nobody has. */
const acknowledging = (alert: Alert): readonly Item[] => {
  const { endedAt, down, acknowledged, lead } = alert;
  const matter = matterOf(alert);
  const isLasting = !isOver(alert) && endedAt === undefined && down.count > 0;
  // Of nothing else is anybody reminded.
  return isLasting && acknowledged === undefined && (matter === 'outage' || matter === 'opening')
    ? [{ rank: ranks.last, text: `Acknowledge: pathwatch ack ${clean(lead.pathId, 64)} --reason WHY` }]
    : [];
};

/** By what it is found again. */
const idsOf = (alert: Alert): Chapter => {
  const { id, lead, kind } = alert;
  const analysis = analysisId(alert);
  return {
    name: 'ids',
    items: [
      ...(kind === 'test'
        ? [{ rank: ranks.must, text: `Alert ${clean(id, 140)}` }]
        : [
            { rank: ranks.must, text: `History: pathwatch history ${clean(lead.pathId, 64)}` },
            { rank: ranks.must, text: idText(alert) },
            ...acknowledging(alert),
          ]),
      ...(analysis === undefined || kind === 'test' ? [] : [{ rank: ranks.helps, text: `Analysis ${analysis}` }]),
    ],
  };
};

/**
 * What an alert tells, in the order in which it is read; each channel puts it into its own form, and leaves out what it has
 * no room for. `room`: characters for the names of the incident's other paths.
 */
export const storyOf = (alert: Alert, room: number): readonly Chapter[] => {
  const [opening, flows, why, changes, remedy] = [
    openingOf(alert, room),
    flowsOf(alert),
    whyOf(alert),
    changesOf(alert),
    remedyOf(alert),
  ];
  const middle =
    alert.kind === 'witnessed'
      ? [flows, why, changes, remedy]
      : alert.kind === 'attributed'
        ? [changes, remedy, why, flows]
        : [why, changes, remedy, flows];
  return [opening, ...middle, openOf(alert), idsOf(alert)].filter(({ items }) => items.length > 0);
};
