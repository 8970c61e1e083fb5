import { quoted } from '../lambda/fixes/text.ts';
import type { Snapshot } from '../lambda/snapshot/snapshot.ts';
import { type Kind, kinds } from './discover/proposal.ts';
import { nowText } from './init/now-text.ts';
import type { Offer } from './init/offer.ts';
import { counted, dollars, line, type Page } from './page.ts';
import { undescribedLines } from './print-undescribed.ts';
import { wrapped } from './wrap.ts';

export interface Written {
  readonly file: string;
  readonly active: readonly Offer[];
  readonly others: readonly Offer[];
  readonly left: Readonly<Record<Kind, number>>;
  /** Parts of the network that nobody described, in which candidates may be. */
  readonly unasked: readonly string[];
  readonly snapshot: Pick<Snapshot, 'unreadable'>;
}

const kindNames: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  'front-door': ['way in', 'ways in'],
  targets: ['target group', 'target groups'],
  database: ['database', 'databases'],
  service: ['service', 'services'],
  'linked-vpcs': ['pair of VPCs', 'pairs of VPCs'],
  promise: ['promise', 'promises'],
};

const offerLines = (mark: string, offer: Offer, { width, colours }: Page): readonly string[] => {
  const room = width === undefined ? undefined : width - 4;
  return [
    `${mark} ${colours.bold(line(offer.entry.id))}`,
    ...wrapped(line(offer.why), room).map((text) => `    ${text}`),
    ...wrapped(line(nowText(offer)), room).map((text) => `    ${text}`),
  ];
};

const leftText = (left: Written['left']): string => {
  const some = kinds.filter((kind) => left[kind] > 0);
  const count = some.reduce((sum, kind) => sum + left[kind], 0);
  const named = some.map((kind) => counted(left[kind], ...kindNames[kind])).join(', ');
  return `${counted(count, 'more candidate')} found no room: ${named}. \`--max N\` takes more.`;
};

/** Commands that mean this file. */
const nextText = (file: string): string => {
  const named = file === 'pathwatch.yaml' ? '' : ` --config ${quoted(line(file))}`;
  const [check, targets, cost] = ['validate', 'list-targets', 'cost'].map((name) => `\`pathwatch ${name}${named}\``);
  return `Next: read it, then ${check}, ${targets} and ${cost}.`;
};

/** What was written, and what was not. */
export const initText = ({ file, active, others, left, unasked, snapshot }: Written, page: Page): string => {
  const monthly = active.reduce((sum, offer) => sum + offer.monthly, 0);
  const isNothing = active.length + others.length === 0;
  return [
    ...(isNothing
      ? [
          'Nothing was found that looks like a critical path: no load balancer, no database port, no VPCs that are linked.',
        ]
      : [...active.map((offer) => offerLines('✓', offer, page)), ...others.map((offer) => offerLines('#', offer, page))]
          .flat()
          .concat('')),
    ...(Object.values(left).some((count) => count > 0) ? [leftText(left)] : []),
    ...(unasked.length === 0
      ? []
      : [`Not in the snapshot, so that nothing was looked for there: ${unasked.join(', ')}.`]),
    active.length === 0
      ? `${line(file)}: no path is declared; one stands in, to be replaced.`
      : `${line(file)}: ${counted(active.length, 'path')}, about ${dollars(monthly)} a month for analyses.`,
    ...(others.length === 0
      ? []
      : [
          `${counted(others.length, 'other stands', 'others stand')} in it as ${others.length === 1 ? 'a comment' : 'comments'} (#).`,
        ]),
    nextText(file),
    ...undescribedLines(snapshot.unreadable, page),
  ].join('\n');
};
