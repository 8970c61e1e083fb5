import type { Alert } from '../domain/alert.ts';
import type { InterfaceRecords, Witness } from '../domain/witness.ts';
import { type Chapter, type Item, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { isOver } from './matter.ts';
import { timeText } from './time.ts';

/** How many network interfaces are told of at most. */
const TOLD = 4;

const counts = ({ accepted, rejected }: InterfaceRecords['requests']): string =>
  `${accepted} accepted, ${rejected} rejected`;

const recordsText = ({ interfaceId, flowLogId, requests, replies, skipped }: InterfaceRecords): string =>
  `${clean(interfaceId, 40)}: requests ${counts(requests)}; replies ${counts(replies)}${
    skipped === 0 ? '' : `; ${skipped} windows skipped`
  } (${clean(flowLogId, 40)})`;

const itemsOf = (witness: Witness | undefined, isSubject: boolean): readonly Item[] => {
  if (witness?.kind === 'none') return [{ rank: ranks.last, text: `nothing: ${clean(witness.reason, 200)}` }];
  if (witness?.kind !== 'heard') return [];
  const [from, to] = witness.between;
  return [
    {
      rank: isSubject ? ranks.must : ranks.should,
      text: `${clean(witness.message, 300)}, from ${timeText(from)} to ${timeText(to)}`,
    },
    ...witness.records.slice(0, TOLD).map((records) => ({
      rank: isSubject ? ranks.helps : ranks.room,
      text: recordsText(records),
    })),
  ];
};

/** What the flow logs say; nothing while they are asked. */
export const flowsOf = (alert: Alert): Chapter => ({
  name: 'flows',
  title: 'Flow logs',
  items: isOver(alert) ? [] : itemsOf(alert.lead.witness, alert.kind === 'witnessed'),
});
