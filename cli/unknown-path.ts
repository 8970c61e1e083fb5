import { nearest } from '../lambda/domain/nearest.ts';
import { line } from './page.ts';
import { misused, type Refusal } from './refusal.ts';

/** At most so many ids are listed where none is near. */
const listed = 10;

/** Ids that name no path; `known` are those that do. */
export const unknownPath = (ids: readonly string[], known: readonly string[]): Refusal => {
  const [first = ''] = ids;
  const meant = nearest(first, known);
  const shown = known.slice(0, listed).join(', ');
  return misused(
    `there is no path ${ids.map((id) => `\`${line(id)}\``).join(', ')}`,
    meant !== undefined
      ? `did you mean \`${meant}\`?`
      : known.length === 0
        ? 'nothing is declared here, and nothing was checked yet: go to the folder of the configuration, or name it: `--config FILE`'
        : `known are ${shown}${known.length > listed ? ` and ${known.length - listed} more` : ''}`,
    'unknown-path',
  );
};

/** Throws a refusal where an id is not among the known ones. */
export const checkIds = (ids: readonly string[], known: readonly string[]): void => {
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length > 0) throw unknownPath(unknown, known);
};
