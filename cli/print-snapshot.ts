import { sinceText } from '../lambda/asking/time.ts';
import { documentKeys, type Snapshot } from '../lambda/snapshot/snapshot.ts';
import { counted, line, type Page } from './page.ts';
import { undescribedLines } from './print-undescribed.ts';
import { table } from './table.ts';

/** What was described, part by part, and what was refused. */
export const snapshotText = (folder: string, { takenAt, documents, unreadable }: Snapshot, page: Page): string => {
  const { bold } = page.colours;
  const all = documentKeys.map((key) => ({ key, count: documents[key]?.length ?? 0 }));
  const some = all.filter(({ count }) => count > 0);
  const none = all.filter(({ key, count }) => count === 0 && documents[key] !== undefined && !(key in unreadable));
  const elements = some.reduce((sum, { count }) => sum + count, 0);
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
    ...undescribedLines(unreadable, page),
    '',
    `Times: ${page.timeZone}. Ask it: pathwatch analyze --snapshot ${line(folder)} --from ID --to ID --protocol tcp --port 443`,
  ].join('\n');
};
