import { nearest } from '../lambda/domain/nearest.ts';
import type { Configuration } from '../lambda/domain/path.ts';
import type { Scope } from '../lambda/domain/silence.ts';
import { line } from './page.ts';
import { misused } from './refusal.ts';

/** Which paths were named at the command line. */
export interface SaidScope {
  readonly paths: readonly string[];
  readonly tags: readonly string[];
  readonly all: boolean;
}

/** The scope that was named. Throws a refusal where it is none, or two. */
export const scopeOf = ({ paths, tags, all }: SaidScope): Scope => {
  const some = paths.length + tags.length > 0;
  if (all && some) throw misused('`--all` is said beside paths or tags', 'leave one of the two out');
  if (!all && !some) throw misused('it is not said which paths', 'name paths, a tag (`--tag key=value`), or `--all`');
  return all ? { kind: 'all' } : { kind: 'some', paths: [...new Set(paths)], tags: [...new Set(tags)] };
};

/** Throws a refusal where a tag is said that no declared path has. */
export const checkTags = (tags: readonly string[], { paths }: Configuration): void => {
  const known = new Set(paths.flatMap((path) => Object.entries(path.tags).map(([key, value]) => `${key}=${value}`)));
  const missing = tags.find((tag) => !known.has(tag));
  if (missing === undefined) return;
  const meant = nearest(missing, [...known]);
  throw misused(
    `no path has the tag \`${line(missing)}\``,
    meant === undefined ? 'write it as `key=value`, as the configuration has it' : `did you mean \`${line(meant)}\`?`,
    'unknown-tag',
  );
};

/** At most so many paths and tags are shown. */
const SHOWN = 5;

export const scopeText = (scope: Scope): string => {
  if (scope.kind === 'all') return 'all paths';
  const names = [...scope.paths, ...scope.tags];
  const left = names.length - SHOWN;
  return `${names.slice(0, SHOWN).map(line).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
};
