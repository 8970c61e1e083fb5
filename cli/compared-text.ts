import type { FactChange } from '../lambda/domain/change.ts';
import { type Finding, foremost } from '../lambda/domain/verdict.ts';
import type { ComparedPath } from '../lambda/monitor/compare-path.ts';

/** Ends that are named in a sentence. */
const NAMED = 3;

const endsText = (ends: readonly string[]): string => {
  const left = ends.length - NAMED;
  return ends.length === 0 ? 'nothing' : `${ends.slice(0, NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
};

const sides = ['from', 'to'] as const;

/** Which ends of the path stand for other resources than before. */
export const movedEnds = ({ before, after }: ComparedPath): readonly (typeof sides)[number][] =>
  sides.filter((side) => before.ends[side].join(' ') !== after.ends[side].join(' '));

const endText = (side: (typeof sides)[number], { before, after }: ComparedPath): string => {
  const [then, now] = [before.ends[side], after.ends[side]];
  const gone = then.filter((end) => !now.includes(end));
  return `\`${side}\` stands for ${endsText(now)} now, no longer for ${endsText(gone.length > 0 ? gone : then)}`;
};

/** That the path stands for other pairs is told by its ends. */
const isOfEnds = ({ message }: FactChange): boolean => /^the path (?:no longer )?stands for /.test(message);

/** A fact whose sentence does not tell both sides is told with them. */
const factText = ({ what, kind, before, after, message }: FactChange): string =>
  what === 'attribute' && kind === 'changed' && ![before, after].some((side) => side && message.includes(side))
    ? `${message}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`
    : message;

/** What changed of what the path depends on, a sentence each, at most so many. */
export const changeSentences = (compared: ComparedPath, most: number): readonly string[] => {
  const moved = movedEnds(compared);
  const texts = [
    ...moved.map((side) => endText(side, compared)),
    ...compared.facts.filter((fact) => moved.length === 0 || !isOfEnds(fact)).map(factText),
  ];
  const left = Math.max(0, texts.length - most) + compared.left;
  return [...texts.slice(0, most), ...(left > 0 ? [`and ${left} more`] : [])];
};

/** Whether what is told of it is of the earlier network: what stood in its way, or why it was not known. */
export const isOfBefore = ({ turn }: Pick<ComparedPath, 'turn'>): boolean =>
  turn === 'recovered' || turn === 'found-well';

/** The findings that tell why: of the later network, or of the earlier one where the path is as expected again. */
export const findingsTold = ({ turn, before, after }: ComparedPath): readonly Finding[] => {
  if (isOfBefore({ turn })) return before.findings;
  return turn === 'altered' || turn === 'same' ? [] : after.findings;
};

/** Why, in a sentence; what changed, where nothing is the matter. */
export const whyText = (compared: ComparedPath): string => {
  const { turn, isOtherCause } = compared;
  const finding = foremost(findingsTold(compared));
  const message = finding?.message ?? changeSentences(compared, 1)[0] ?? '';
  switch (turn) {
    case 'recovered':
    case 'found-well':
      return message === '' ? '' : `before: ${message}`;
    case 'still-broken':
      return isOtherCause ? `now for another cause: ${message}` : message;
    case 'broke':
    case 'found-broken':
    case 'lost':
    case 'unseen':
    case 'altered':
    case 'same':
      return message;
  }
};

/** `reachable → unreachable`, or `reachable` in both. */
export const verdictsText = ({ before, after }: ComparedPath): string =>
  before.verdict === after.verdict ? after.verdict : `${before.verdict} → ${after.verdict}`;
