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

const itemsOf = (witness: Witness | undefined, weighed: string | undefined, isSubject: boolean): readonly Item[] => {
  if (witness?.kind === 'none') return [{ rank: ranks.last, text: `nothing: ${clean(witness.reason, 200)}` }];
  if (witness?.kind !== 'heard') return [];
  const [from, to] = witness.between;
  return [
    {
      rank: isSubject ? ranks.must : ranks.should,
      text: `${clean(weighed ?? witness.message, 300)}, from ${timeText(from)} to ${timeText(to)}`,
    },
    ...witness.records.slice(0, TOLD).map((records) => ({
      rank: isSubject ? ranks.helps : ranks.room,
      text: recordsText(records),
    })),
  ];
};

/** What the flow logs say; nothing while they are asked. */
export const flowsOf = (alert: Alert): Chapter => {
  const { witness, findings } = alert.lead;
  // Where it is known what they mean for the verdict, that is told.
  const weighed = findings.find(({ source }) => source === 'flow-logs')?.message;
  return {
    name: 'flows',
    title: 'Flow logs',
    items: isOver(alert) ? [] : itemsOf(witness, weighed, alert.kind === 'witnessed'),
  };
};
