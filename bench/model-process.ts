import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelOf } from '../lambda/reachability/analyze.ts';
import type { Answer } from '../lambda/reachability/answer.ts';
import { grouped } from '../lambda/domain/grouped.ts';
import { joined } from '../lambda/snapshot/join.ts';
import { jsonFiles } from '../lambda/snapshot/json-files.ts';
import { parsed } from '../lambda/snapshot/parse.ts';
import { readFolder } from '../lambda/snapshot/read-folder.ts';
import { median } from './figures.ts';
import { type Question, questionsFor } from './large-network/questions.ts';
import { time } from './large-network/site.ts';
import type { Timed } from './model-timed.ts';

/*
 * The process that is measured: `time FOLDER VPCS` prints how long each step takes, `memory FOLDER VPCS` does what a
 * function does with a folder and prints nothing.
 */

const PATHS = 1_000;
const [purpose = '', folder = '', vpcs = ''] = process.argv.slice(2);

/** Milliseconds of this thread on a processor: what other processes do to the machine does not count. */
const timed = <Value>(work: () => Value): readonly [value: Value, milliseconds: number] => {
  const before = process.threadCpuUsage();
  const value = work();
  const { user, system } = process.threadCpuUsage(before);
  return [value, (user + system) / 1000];
};

const questions = questionsFor(Number(vpcs), PATHS);
/** The first of each kind. */
const firsts = [...new Map(questions.toReversed().map((one) => [one.kind, one])).values()];

/** A network that is not answered as it was built measures nothing. */
const check = ({ kind, query, forward, verdict }: Question, answer: Answer): void => {
  if (answer.forward.verdict !== forward || answer.verdict !== verdict)
    throw new Error(`${kind}, ${JSON.stringify(query)}: ${answer.forward.verdict}, ${answer.verdict}`);
};

const spread = (values: readonly number[]) => ({ median: median(values), most: Math.max(...values) });

const measureTimes = async (): Promise<Timed> => {
  const { files } = await jsonFiles(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const [contents, parse] = timed(() => texts.map((text): unknown => JSON.parse(text)));
  const [snapshot, read] = timed(() =>
    joined(
      time,
      contents.map((content, index) => ({ file: files[index] ?? '', ...parsed(content) })),
    ),
  );
  const [model, index] = timed(() => {
    const made = modelOf(snapshot);
    for (const { query } of firsts) made.analyze(query);
    return made;
  });
  // As in a sweep, no answer outlives its path.
  const ask = (): void => {
    for (const question of questions) check(question, model.analyze(question.query));
  };
  const [, answer] = timed(ask);
  const [, again] = timed(ask);
  let footprint = 0;
  const footprints = questions.map(({ query }) => {
    const [facts, milliseconds] = timed(model.analyze(query).footprint);
    footprint += milliseconds;
    return { facts: Object.keys(facts).length, characters: Object.entries(facts).flat().join('').length };
  });
  const verdicts = grouped(questions, ({ verdict }) => [verdict]);
  return {
    milliseconds: { parse, read, index, answer, again, footprint },
    paths: questions.length,
    verdicts: Object.fromEntries([...verdicts].map(([verdict, of]) => [verdict, of.length])),
    footprints: {
      facts: spread(footprints.map(({ facts }) => facts)),
      characters: spread(footprints.map(({ characters }) => characters)),
    },
  };
};

switch (purpose) {
  case 'time':
    console.log(`timed ${JSON.stringify(await measureTimes())}`);
    break;
  case 'memory': {
    const { snapshot } = await readFolder(folder, time);
    const model = modelOf(snapshot);
    for (const question of questions) check(question, model.analyze(question.query));
    break;
  }
  default:
    throw new Error(`'${purpose}' is neither time nor memory`);
}
