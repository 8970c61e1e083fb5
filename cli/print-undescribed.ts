import { documentKeys, type Snapshot } from '../lambda/snapshot/snapshot.ts';
import { line, type Page } from './page.ts';
import { wrapped } from './wrap.ts';

/** What could not be described, each refusal once with the parts that it leaves open, after a blank line; none where all could. */
export const undescribedLines = (unreadable: Snapshot['unreadable'], { width, colours }: Page): readonly string[] => {
  const open = new Map<string, string[]>();
  for (const key of documentKeys) {
    const fault = unreadable[key];
    if (fault === undefined) continue;
    const refusal = `${fault.operation}: ${fault.code}: ${fault.message}`;
    open.set(refusal, [...(open.get(refusal) ?? []), key]);
  }
  if (open.size === 0) return [];
  return [
    '',
    colours.yellow('Could not be read, or not to the end; unknown, not absent:'),
    ...[...open].flatMap(([refusal, keys]) => [
      ...wrapped(`  ${line(refusal)}`, width),
      ...wrapped(keys.join(', '), width === undefined ? undefined : width - 4).map((text) => `    ${text}`),
    ]),
  ];
};
