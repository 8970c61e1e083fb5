import type { Alert } from '../domain/alert.ts';
import type { Fix } from '../domain/fix.ts';
import { never } from '../domain/verdict.ts';
import { type Chapter, type Item, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { isOver, matterOf } from './matter.ts';

/** How many commands are told at most. */
const TOLD = 4;

/** What undoes the change comes first. */
export const fixesTold = ({ lead }: Pick<Alert, 'lead'>): readonly Fix[] =>
  (lead.fixes ?? [])
    .toSorted((one, other) => Number(other.kind === 'undo') - Number(one.kind === 'undo'))
    .slice(0, TOLD);

/** `to undo the change, add the route again`. */
export const purposeText = ({ kind, title }: Pick<Fix, 'kind' | 'title'>): string =>
  `${kind === 'undo' ? 'to undo the change' : 'to put it right'}, ${clean(title, 120)}`;

/** The words that are to be filled in, and what for; nothing where there are none. */
export const blanksText = ({ blanks }: Pick<Fix, 'blanks'>): string =>
  Object.entries(blanks)
    .slice(0, 4)
    .map(([word, meaning]) => `${clean(word, 40)} is ${clean(meaning, 100)}`)
    .join('; ');

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}:`;

/** The first is spoken of in the title. What is missing is all to be added, or else the change to be undone. */
const joining = (fix: Fix, previous: Fix | undefined): string => {
  if (previous === undefined) return '';
  return previous.kind === fix.kind ? `and ${clean(fix.title, 120)}` : `or ${purposeText(fix)}`;
};

const wordsBefore = (fix: Fix, previous: Fix | undefined): string => {
  const parts = [joining(fix, previous), blanksText(fix)].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join('; ')}:`;
};

const adviceOf = (alert: Alert): readonly string[] => {
  const { lead } = alert;
  // Of notes our own count, such as that a group is blamed falsely; an analyzer's are by the way.
  const given = lead.findings.flatMap(({ advice, says, source }) =>
    advice !== undefined && (says !== 'note' || source === 'pathwatch' || source === 'flow-logs')
      ? [clean(advice, 400)]
      : [],
  );
  const matter = matterOf(alert);
  switch (matter) {
    case 'outage':
      return given;
    case 'opening':
      return given.length > 0 ? given : ['Close the rule or route that lets it through.'];
    case 'blindness':
      return given.length > 0 ? given : ['Put right what keeps the monitor from seeing.'];
    case 'disagreement':
      return ['Report it, with the evidence of the check: until it is mended this path is not looked at for free.'];
    case 'trial':
      return [];
    default:
      return never(matter);
  }
};

const advised = (alert: Alert): readonly Item[] =>
  [...new Set(adviceOf(alert))]
    .slice(0, TOLD)
    .map((text, place) => ({ rank: place === 0 ? ranks.should : ranks.helps, text }));

const moreText = (left: number, all: number): string | undefined => {
  if (left === 0) return undefined;
  const what =
    left < all ? `and ${left} more command${left === 1 ? '' : 's'}` : 'there is no room for the command here';
  return `${what}; \`pathwatch history --json\` has ${left === 1 ? 'it' : 'them'}`;
};

/** What would put it right: commands, which nobody runs but the reader; else advice. Nothing where all is well again. */
export const remedyOf = (alert: Alert): Chapter => {
  const { kind } = alert;
  if (isOver(alert) || kind === 'steady' || kind === 'test') return { name: 'fixes', items: [] };
  // Of two minds neither says for sure what is to be put right.
  const fixes = matterOf(alert) === 'disagreement' ? [] : fixesTold(alert);
  const [first] = fixes;
  if (first === undefined) return { name: 'fixes', title: 'What to do', items: advised(alert) };
  return {
    name: 'fixes',
    title: sentence(purposeText(first)),
    items: fixes.map((fix, place) => ({
      rank: place === 0 ? ranks.must : fix.kind === first.kind ? ranks.should : ranks.helps,
      text: wordsBefore(fix, fixes[place - 1]),
      command: fix,
    })),
    more: (left) => moreText(left.length, fixes.length),
  };
};
