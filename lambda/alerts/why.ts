import type { Alert } from '../domain/alert.ts';
import { analyzerNames, type Confidence, type Finding, never } from '../domain/verdict.ts';
import { type Chapter, type Item, type Rank, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { isOver, matterOf } from './matter.ts';

/** Who does not say the same, by the code that tells of it. */
const disputes: Readonly<Record<string, string>> = {
  FLOW_LOGS_DISAGREE: 'the flow logs do not bear it out',
  ANALYZERS_DISAGREE: 'the analyzers of AWS disagree',
};

const confidenceText = (confidence: Confidence, findings: readonly Finding[]): string => {
  switch (confidence) {
    case 'confirmed':
      return 'confirmed by AWS';
    case 'model-only':
      return 'seen by the network model only';
    case 'disputed':
      return (
        Object.entries(disputes).find(([code]) => findings.some((finding) => finding.code === code))?.[1] ??
        'AWS and the model disagree'
      );
    default:
      return never(confidence);
  }
};

/** How many reasons are told at most, and how many components of the others are named. */
const TOLD = 20;
const FOREMOST = 4;
const NAMED = 4;

const sourceText = ({ source, code }: Finding): string =>
  source === 'pathwatch' ? code : `${analyzerNames[source]} ${code}`;

const reasonText = (finding: Finding): string => {
  const isNamed = finding.component !== undefined && finding.message.includes(finding.component);
  const where = [finding.direction, isNamed ? undefined : finding.component, sourceText(finding)]
    .filter((part) => part !== undefined)
    .map((part) => clean(part, 80));
  return `${clean(finding.message, 400)} (${where.join(', ')})`;
};

/** What is the matter itself, though it is only a note: what lets a packet in, and what is disagreed about. */
const isHeart = ({ code }: Finding): boolean => /^(?:LET_IN|MODEL_DISAGREES|ANALYZERS_DISAGREE)$/.test(code);

const rankOf = ({ says, source }: Finding, place: number): Rank => {
  if (place === 0) return ranks.must;
  if (place >= FOREMOST) return says === 'note' ? ranks.last : ranks.helps;
  // Our own notes correct what an analyzer says; an analyzer's are by the way.
  return says === 'note' && source !== 'pathwatch' ? ranks.last : ranks.should;
};

const weightOf = (finding: Finding): number =>
  isHeart(finding) || finding.says === 'unreachable' ? 0 : finding.says === 'unknown' ? 1 : 2;

const moreText = (all: readonly Finding[], items: readonly Item[], left: readonly Item[]): string | undefined => {
  const unsaid = [...left.map((item) => all[items.indexOf(item)]), ...all.slice(items.length)].filter(
    (finding) => finding !== undefined && finding.says !== 'note',
  );
  if (unsaid.length === 0) return undefined;
  const components = [...new Set(unsaid.flatMap((finding) => finding?.component ?? []))].map((id) => clean(id, 40));
  const named = components.slice(0, NAMED).join(', ');
  return `and ${unsaid.length} more${named === '' ? '' : `: ${named}${components.length > NAMED ? '…' : ''}`}`;
};

/** Every reason, what blocks first, and who stands behind the verdict; nothing of what is over. */
export const whyOf = (alert: Alert): Chapter => {
  const { lead, kind } = alert;
  const matter = matterOf(alert);
  // What the flow logs say is told where they are told of.
  const told = isOver(alert) || kind === 'steady' ? [] : lead.findings.filter(({ source }) => source !== 'flow-logs');
  const all = told.toSorted((one, other) => weightOf(one) - weightOf(other));
  const items = all
    .slice(0, TOLD)
    .map((finding, place) => ({ rank: rankOf(finding, place), text: reasonText(finding) }));
  const who = matter === 'outage' || matter === 'opening' ? lead.confidence : undefined;
  return {
    name: 'why',
    title: who === undefined ? 'Why' : `Why (${confidenceText(who, lead.findings)})`,
    items: kind === 'test' ? [] : items,
    more: (left) => moreText(all, items, left),
  };
};
