import type { Candidate, Cause } from '../domain/change.ts';
import { clean } from './clean.ts';
import { section } from './section.ts';
import { wrap } from './wrap.ts';

const shown = { facts: 5, candidates: 3 };

const timeText = (iso: string): string => clean(iso, 40).replace(/\.\d+Z$/, 'Z');

/** Who, by which call, when, from where, with what: everything in it was written by strangers. */
const candidateText = ({ change }: Candidate): string => {
  const { name, at, id, author, source, concern } = change;
  const resource = concern.kind === 'resources' ? (concern.ids[0] ?? '') : '';
  const what = source === 'instance-state' ? `${resource} is ${name}` : name;
  const parts = [
    `${what}${author === undefined ? '' : ` by ${author.principal}`}`,
    timeText(at),
    author?.sourceAddress === undefined ? undefined : `from ${author.sourceAddress}`,
    author?.tool === undefined ? undefined : `with ${author.tool}`,
    `event ${id}`,
  ];
  return clean(parts.filter((part) => part !== undefined).join(', '), 500);
};

const fits = {
  explains: '',
  touches: ' (it touches what changed)',
  nearby: ' (it came in that time)',
} as const satisfies Readonly<Record<Candidate['fit'], string>>;

const searchText = (cause: Cause, follows: boolean): string | undefined => {
  switch (cause.search.kind) {
    case 'found':
      return undefined;
    case 'pending':
      return follows ? "not known yet: CloudTrail's history is minutes late; an update follows" : 'not known';
    case 'given-up':
      return clean(cause.search.reason, 200);
  }
};

const more = (count: number, left = 0): readonly string[] =>
  count > 0 ? [`and ${count} more; \`pathwatch history --json\` has ${left === 0 ? 'them' : `all but ${left}`}.`] : [];

/**
 * What changed and who changed it, as sections of an alert; nothing where the verdict did not turn. `follows`: whether an
 * update is told once it is known, which is so of open incidents.
 */
export const causeSections = (cause: Cause | undefined, follows: boolean): readonly string[] => {
  if (cause === undefined) return [];
  const facts = cause.facts.slice(0, shown.facts);
  const candidates = cause.candidates.slice(0, shown.candidates);
  const search = searchText(cause, follows);
  return [
    ...section('What changed', [
      ...facts.flatMap(({ message }) => wrap('- ', clean(message, 400))),
      ...more(cause.facts.length + cause.left - facts.length, cause.left),
    ]),
    ...section('Who changed it', [
      ...(search === undefined ? [] : wrap('- ', search)),
      ...candidates.flatMap((candidate) => wrap('- ', `${candidateText(candidate)}${fits[candidate.fit]}`)),
      ...more(cause.candidates.length - candidates.length),
    ]),
  ];
};
