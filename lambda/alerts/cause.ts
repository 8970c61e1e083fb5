import type { Alert } from '../domain/alert.ts';
import type { Candidate, Cause } from '../domain/change.ts';
import { type Chapter, type Item, ranks } from './chapter.ts';
import { clean } from './clean.ts';
import { isOver } from './matter.ts';
import { timeText } from './time.ts';

/** How many are told at most. */
const shown = { facts: 5, candidates: 3 };

const fits = {
  explains: '',
  touches: ' (it touches what changed)',
  nearby: ' (it came in that time)',
} as const satisfies Readonly<Record<Candidate['fit'], string>>;

/** Who, by which call, when, from where, with what: everything in it was written by strangers. */
const candidateText = ({ change, fit }: Candidate): string => {
  const { name, at, author, source, concern } = change;
  const resource = concern.kind === 'resources' ? (concern.ids[0] ?? '') : '';
  const what = source === 'instance-state' ? `${resource} is ${name}` : name;
  const parts = [
    `${clean(what, 100)}${author === undefined ? '' : ` by ${clean(author.principal, 150)}`}`,
    timeText(at),
    author?.sourceAddress === undefined ? undefined : `from ${clean(author.sourceAddress, 60)}`,
    author?.tool === undefined ? undefined : `with ${clean(author.tool, 40)}`,
  ];
  return `${parts.filter((part) => part !== undefined).join(', ')}${fits[fit]}`;
};

/** An update follows of incidents that go on. */
const searchText = ({ search }: Cause, follows: boolean): string | undefined => {
  switch (search.kind) {
    case 'found':
      return undefined;
    case 'pending':
      return follows
        ? "who did it is not known yet: CloudTrail's history is minutes late; an update follows"
        : 'who did it is not known';
    case 'given-up':
      return clean(search.reason, 200);
  }
};

/** How many facts and calls are not told. */
const unsaidOf = ({ left, facts, candidates }: Cause): number =>
  left + Math.max(0, facts.length - shown.facts) + Math.max(0, candidates.length - shown.candidates);

const itemsOf = (cause: Cause, follows: boolean): readonly Item[] => {
  const search = searchText(cause, follows);
  return [
    ...cause.facts.slice(0, shown.facts).map(({ message }, place) => ({
      rank: place === 0 ? ranks.must : ranks.helps,
      text: clean(message, 300),
    })),
    ...cause.candidates.slice(0, shown.candidates).map((candidate, place) => ({
      rank: place === 0 ? ranks.must : ranks.helps,
      text: candidateText(candidate),
    })),
    ...(search === undefined ? [] : [{ rank: cause.candidates.length === 0 ? ranks.must : ranks.helps, text: search }]),
  ];
};

/** The same as sentences; what was left out is counted at the end. */
export const changeTexts = (cause: Cause, follows: boolean): readonly string[] => {
  const unsaid = unsaidOf(cause);
  return [...itemsOf(cause, follows).map(({ text }) => text), ...(unsaid === 0 ? [] : [`and ${unsaid} more`])];
};

const titleOf = ({ candidates, between: [from, to] }: Cause): string =>
  candidates.length > 0 ? 'What changed' : `What changed between ${timeText(from)} and ${timeText(to)}`;

/** What changed and who changed it; nothing where the verdict did not turn. */
export const changesOf = (alert: Alert): Chapter => {
  const { cause } = alert.lead;
  if (cause === undefined || alert.kind === 'test') return { name: 'changes', items: [] };
  const items = itemsOf(cause, !isOver(alert) && alert.endedAt === undefined);
  const unsaid = unsaidOf(cause);
  return {
    name: 'changes',
    title: titleOf(cause),
    items,
    more: (left) => {
      const count = left.length + unsaid;
      return count === 0
        ? undefined
        : `and ${count} more; \`pathwatch history --json\` has ${cause.left === 0 ? 'them' : `all but ${cause.left}`}`;
    },
  };
};
