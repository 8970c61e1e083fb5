import type { Command } from 'commander';
import type { Verdict } from '../../lambda/domain/verdict.ts';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import { answerDocument } from '../../lambda/reachability/document.ts';
import type { Query } from '../../lambda/reachability/query.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer, Exit } from '../answer.ts';
import { neededConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import { networkOf } from '../network.ts';
import type { Context } from '../options.ts';
import { pathQuery } from '../path-query.ts';
import { analysisText } from '../print-analysis.ts';
import { answersText } from '../print-answers.ts';
import { readQueries } from '../queries-file.ts';
import { type Asked, idlePorts, queryOf, questionFields, questionFlaws } from '../question.ts';
import { misused, type Refusal } from '../refusal.ts';

export interface AnalyzeOptions extends Asked {
  /** A folder; the network is described where it is absent. */
  readonly snapshot?: string;
  /** A JSON file. */
  readonly queries?: string;
}

const flagOf = (field: string): string => `--${field === 'sourcePort' ? 'source-port' : field}`;

/** The fields that are named in a sentence, as the command line spells them. */
const inFlags = (text: string): string =>
  questionFields.reduce((said, field) => said.replaceAll(`\`${field}\``, `\`${flagOf(field)}\``), text);

const noQuestion = (): Refusal =>
  misused(
    'no question is asked',
    'name a path of the configuration, or write `--from`, `--to`, `--protocol` and `--port`, or `--queries FILE`',
  );

const typedQuery = (asked: Asked): Query => {
  if (questionFields.every((field) => asked[field] === undefined)) throw noQuestion();
  const flaws = [...questionFlaws(asked), ...idlePorts(asked)];
  if (flaws.length === 0) return queryOf(asked);
  const advice = flaws.map(({ field, advice }) => (flaws.length === 1 ? advice : `\`${field}\`: ${advice}`));
  throw misused(inFlags(flaws.map(({ message }) => message).join('; ')), inFlags(advice.join('; ')));
};

const wanted = async (
  context: Context,
  path: string | undefined,
  options: AnalyzeOptions,
): Promise<readonly Query[]> => {
  const { queries } = options;
  const typed = questionFields.filter((field) => options[field] !== undefined).map((field) => `\`${flagOf(field)}\``);
  const asking = [
    ...(path === undefined ? [] : ['a path']),
    ...(queries === undefined ? [] : ['`--queries`']),
    ...(typed.length === 0 ? [] : [typed.join(', ')]),
  ];
  if (asking.length > 1) throw misused(`the question is asked twice: by ${asking.join(' and by ')}`, 'leave one out');
  if (path !== undefined) return [pathQuery(await neededConfiguration(context), path)];
  return queries === undefined ? [typedQuery(options)] : readQueries(queries, context.io.folder);
};

/** As `check` exits: what is unreachable counts more than what nobody could see. */
const exitBy = (verdicts: readonly Verdict[]): Exit => {
  if (verdicts.includes('unreachable')) return 1;
  return verdicts.includes('unknown') ? 3 : 0;
};

/** `pathwatch analyze [PATH]`: what the network model answers, over a snapshot folder or the network as it is now. */
export const analyze = async (context: Context, path: string | undefined, options: AnalyzeOptions): Promise<Answer> => {
  const queries = await wanted(context, path, options);
  const model = modelOf(await networkOf(context, options.snapshot));
  const asked = queries.map((query) => ({ query, answer: model.analyze(query) }));
  const documents = asked.map(({ answer }) => answerDocument(answer));
  const [only] = asked;
  const isOne = options.queries === undefined && only !== undefined;
  return {
    exit: exitBy(asked.map(({ answer }) => answer.verdict)),
    document: isOne ? documents[0] : documents,
    text: (page) => (isOne ? analysisText(only, page) : answersText(asked, page)),
  };
};

export const addAnalyze: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('analyze'), {
    group: 'Before a change',
    examples: [
      [
        'analyze --snapshot examples/web-db --from i-0c1a2b3c4d5e6f708 --to i-0d8f7e6d5c4b3a291 --protocol tcp --port 5432 --source-port 1024-65535',
        'there and back, hop by hop, as a client would ask; needs no account',
      ],
      ['analyze a-to-b-rdp', 'a declared path, over the network as it is now'],
      ['analyze --snapshot examples/web-db --queries examples/web-db-queries.json', 'many questions at once'],
    ],
    exits: { 0: 'reachable', 1: 'unreachable; of many questions, one of them', 3: 'unknown' },
  })
    .description('ask the network model whether one end reaches the other, and why not; free')
    .argument('[path]', 'id of a path of the configuration, in place of --from, --to and so on')
    .option('--snapshot <folder>', 'the network as it was written there; else it is described now')
    .option('--from <end>', 'id, ARN, address, or `internet`')
    .option('--to <end>', 'id, ARN, address, or `internet`')
    .option('--protocol <protocol>', 'tcp, udp, icmp, icmpv6, a number, or any')
    .option('--port <ports>', 'destination: a port, a range or a list of ranges (default: all)')
    .option('--source-port <ports>', 'the same of the source (default: all)')
    .option('--queries <file>', 'a JSON array of {id, from, to, protocol, port, sourcePort}')
    .action(async (path: string | undefined, options, command: Command) => {
      answered(await analyze(contextOf(command), path, options));
    });
};
