import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import { parsed } from '../../lambda/snapshot/parse.ts';
import { readFolder } from '../../lambda/snapshot/read-folder.ts';
import { type Documents, documentKeys } from '../../lambda/snapshot/snapshot.ts';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import { corpusFiles, corpusFolders } from '../support/corpus.ts';
import { aFolder } from '../support/folders.ts';

const takenAt = '2026-11-22T10:00:00.000Z';

type Counts = Readonly<Record<string, number>>;

const counted = (documents: Documents): Counts =>
  Object.fromEntries(Object.entries(documents).map(([key, elements]) => [key, elements.length]));

/** Straight from the files, by nothing of ours but the names of the keys. */
const lengthsIn = (contents: readonly Readonly<Record<string, unknown>>[]): Counts => {
  const counts: Record<string, number> = {};
  for (const [key, elements] of contents.flatMap((content) => Object.entries(content)))
    if (documentKeys.some((known) => known === key) && Array.isArray(elements))
      counts[key] = (counts[key] ?? 0) + elements.length;
  return counts;
};

const contentOf = (file: string): Readonly<Record<string, unknown>> => JSON.parse(readFileSync(file, 'utf8'));

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !/(^|\/)[_.]/.test(file))
    .map((file) => join(folder, file));

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

describe.each([
  { corpus: 'batfish', folders: 23, elements: 654 },
  { corpus: 'np-guard', folders: 5, elements: 172 },
])('the snapshots of $corpus', ({ corpus, folders, elements }) => {
  const paths = corpusFolders(corpus);
  const whereThere = paths.length === 0 ? test.skip : test;

  whereThere(`are ${folders} with ${elements} elements`, () => {
    expect(paths).toHaveLength(folders);
    expect(total(lengthsIn(paths.flatMap(filesOf).map(contentOf)))).toBe(elements);
  });

  whereThere.each(paths.map((path) => [basename(path), path]))('%s is read whole', async (_, path) => {
    const { snapshot, files, ignored, problems } = await readFolder(path, takenAt);
    expect(counted(snapshot.documents)).toEqual(lengthsIn(filesOf(path).map(contentOf)));
    expect({ unreadable: snapshot.unreadable, problems }).toEqual({ unreadable: {}, problems: [] });
    expect([...files, ...ignored].map((file) => join(path, file)).sort()).toEqual(filesOf(path).toSorted());
    expect(inventoryOf(snapshot).byId.size).toBeGreaterThanOrEqual(snapshot.documents.NetworkInterfaces?.length ?? 0);
  });

  whereThere.each(paths.map((path) => [basename(path), path]))('%s is written and read again', async (_, path) => {
    const folder = aFolder();
    try {
      const { snapshot } = await readFolder(path, takenAt);
      await writeFolder(folder.path, snapshot);
      expect((await readFolder(folder.path, 'another time')).snapshot).toEqual(snapshot);
    } finally {
      folder.remove();
    }
  });
});

describe.each([
  { corpus: 'c7n-placebo', count: 389, errors: 10, elements: 911 },
  { corpus: 'aws-cli-examples', count: 59, errors: 0, elements: 36 },
])('the answers of $corpus', ({ corpus, count, errors, elements }) => {
  const files = corpusFiles(corpus);
  const whereThere = files.length === 0 ? test.skip : test;
  const answerIn = (file: string) => {
    const content = contentOf(file);
    return { content, answer: (content.data ?? content) as Readonly<Record<string, unknown>> };
  };

  whereThere(`are ${count}, of which ${errors} are errors`, () => {
    const answers = files.map(answerIn);
    expect(answers).toHaveLength(count);
    expect(answers.filter(({ answer }) => 'Error' in answer)).toHaveLength(errors);
    for (const { content, answer } of answers) {
      const { Code, Message } = (answer.Error ?? {}) as Readonly<Record<string, string>>;
      expect(parsed(content).refused).toEqual(
        Code === undefined ? undefined : { code: Code, message: `holds an error, not an answer: ${Code}: ${Message}` },
      );
    }
  });

  whereThere(`give their ${elements} elements, each one good`, () => {
    const answers = files.map(answerIn);
    for (const { content, answer } of answers) {
      const { documents, flawed } = parsed(content);
      expect({ counts: counted(documents), flawed }).toEqual({ counts: lengthsIn([answer]), flawed: {} });
    }
    expect(total(lengthsIn(answers.map(({ answer }) => answer)))).toBe(elements);
  });
});
