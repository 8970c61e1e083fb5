import { documentKeys, type Snapshot } from '../lambda/snapshot/snapshot.ts';
import { counted, line, type Page } from './page.ts';
import { table } from './table.ts';
import { sinceText } from './time.ts';
import { wrapped } from './wrap.ts';

/** Each refusal once, with the parts that it leaves open. */
const faultLines = (unreadable: Snapshot['unreadable'], { width }: Page): readonly string[] => {
  const open = new Map<string, string[]>();
  for (const key of documentKeys) {
    const fault = unreadable[key];
    if (fault === undefined) continue;
    const refusal = `${fault.operation}: ${fault.code}: ${fault.message}`;
    open.set(refusal, [...(open.get(refusal) ?? []), key]);
  }
  return [...open].flatMap(([refusal, keys]) => [
    ...wrapped(`  ${line(refusal)}`, width),
    ...wrapped(keys.join(', '), width === undefined ? undefined : width - 4).map((text) => `    ${text}`),
  ]);
};

/** What was described, part by part, and what was refused. */
export const snapshotText = (folder: string, { takenAt, documents, unreadable }: Snapshot, page: Page): string => {
  const { bold, yellow } = page.colours;
  const all = documentKeys.map((key) => ({ key, count: documents[key]?.length ?? 0 }));
  const some = all.filter(({ count }) => count > 0);
  const none = all.filter(({ key, count }) => count === 0 && documents[key] !== undefined && !(key in unreadable));
  const elements = some.reduce((sum, { count }) => sum + count, 0);
  const faults = faultLines(unreadable, page);
  return [
    `${bold(line(folder))}: ${counted(elements, 'element')} in ${counted(some.length, 'part')}, described ${sinceText(takenAt, page)}`,
    ...(some.length === 0
      ? []
      : [
          '',
          table(
            ['elements', 'part'],
            some.map(({ key, count }) => [`${count}`, key]),
            page,
          ),
        ]),
    ...(none.length === 0 ? [] : ['', `There are none of ${counted(none.length, 'other part')}.`]),
    ...(faults.length === 0
      ? []
      : ['', yellow('Could not be read, or not to the end; unknown, not absent:'), ...faults]),
    '',
    `Times: ${page.timeZone}. Ask it: pathwatch analyze --snapshot ${line(folder)} --from ID --to ID --protocol tcp --port 443`,
  ].join('\n');
};
