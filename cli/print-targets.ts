import { sinceText } from '../lambda/asking/time.ts';
import type { Snapshot } from '../lambda/snapshot/snapshot.ts';
import { counted, line, type Page } from './page.ts';
import { undescribedLines } from './print-undescribed.ts';
import { table } from './table.ts';
import { isResolved, type PathTargets, type Target, type Targets } from './targets.ts';
import { wrapped } from './wrap.ts';

/** So many resources of one end are listed. */
const LISTED = 20;

const indented = (text: string, { width }: Page): readonly string[] =>
  wrapped(line(text), width === undefined ? undefined : width - 2).map((one) => `  ${one}`);

const rowOf = (end: string, { id, name, type, vpcId, subnetId, address, state, account }: Target): readonly string[] =>
  [end, id, name, type, vpcId, subnetId, address, state ?? (account === null ? null : `of account ${account}`)].map(
    (cell) => line(cell ?? '-'),
  );

const rowsOf = (end: string, { resources }: Targets): readonly (readonly string[])[] => [
  ...resources.slice(0, LISTED).map((target) => rowOf(end, target)),
  ...(resources.length > LISTED ? [[end, `and ${resources.length - LISTED} more`, '', '', '', '', '', '']] : []),
];

const pairsText = ({ pairs: { count, lookedAt, overTransitGateway } }: PathTargets): string => {
  const looked =
    count === lookedAt
      ? `${counted(count, 'pair')}, ${count === 1 ? '' : 'all '}looked at`
      : `${counted(count, 'pair')}, of which ${lookedAt} are looked at (\`maxPairs\`)`;
  if (overTransitGateway === null) return `${looked}; the attachments of transit gateways could not be read`;
  return overTransitGateway === 0 ? looked : `${looked}; ${overTransitGateway} over a transit gateway`;
};

const troubles = (end: string, { declared, note, finding }: Targets, page: Page): readonly string[] => {
  const { yellow } = page.colours;
  if (finding === null) return note === null ? [] : indented(`${end} ${declared}: ${note}`, page);
  const told = indented(`${end}: ${finding.message} [${finding.code}]`, page).map((text) => yellow(text));
  return [...told, ...(finding.advice === undefined ? [] : indented(finding.advice, page).map((text) => `  ${text}`))];
};

const pathLines = (path: PathTargets, page: Page): readonly string[] => {
  const { bold } = page.colours;
  const rows = [...rowsOf('from', path.from), ...rowsOf('to', path.to)];
  const inner = { ...page, width: page.width === undefined ? undefined : page.width - 2 };
  return [
    `${bold(line(path.pathId))}: ${line(path.declared)}`,
    ...(isResolved(path) ? indented(pairsText(path), page) : []),
    ...troubles('from', path.from, page),
    ...troubles('to', path.to, page),
    ...(rows.length === 0
      ? []
      : table(['end', 'resource', 'name', 'type', 'VPC', 'subnet', 'address', 'state'], rows, inner)
          .split('\n')
          .map((row) => `  ${row}`)),
    '',
  ];
};

/** What the ends of every path stand for, path by path. */
export const targetsText = (
  paths: readonly PathTargets[],
  { takenAt, unreadable }: Pick<Snapshot, 'takenAt' | 'unreadable'>,
  page: Page,
): string => {
  const unresolved = paths.filter((path) => !isResolved(path)).length;
  return [
    ...paths.flatMap((path) => pathLines(path, page)),
    `${counted(paths.length, 'path')}: ${paths.length - unresolved} with both ends, ${unresolved} without. ` +
      `The network was described ${sinceText(takenAt, page)}. Times: ${page.timeZone}.`,
    ...undescribedLines(unreadable, page),
  ].join('\n');
};
