import type { Command } from 'commander';
import { defaultFormat, type Format, parseFormat } from '../../lambda/flows/format.ts';
import { type LineFlaw, type ReadRecord, readRecords } from '../../lambda/flows/read.ts';
import { formatAdvice } from '../../lambda/flows/record.ts';
import { talksOf } from '../../lambda/flows/summary.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { flowText } from '../flow-file.ts';
import { guided } from '../guide.ts';
import type { Context } from '../options.ts';
import { fieldTexts, flowsText } from '../print-flows.ts';
import { misused, Refusal } from '../refusal.ts';

export interface FlowsOptions {
  /** As `LogFormat` of a flow log has it; that of version 2 if absent. */
  readonly format?: string;
}

/** A file of another format has as many flaws as lines. */
const mostFlaws = 20;

const formatOf = (text: string | undefined): Format => {
  if (text === undefined) return defaultFormat;
  const format = parseFormat(text);
  if (format.ok) return format.value;
  throw misused(`\`--format\`: ${format.message}`, format.advice);
};

const refused = (file: string, flaws: readonly LineFlaw[]): Refusal => {
  const more = flaws.length - mostFlaws;
  // What is to be done about the format is to be done once.
  const isMisread = flaws.some(({ advice }) => advice === formatAdvice);
  const problems = flaws.slice(0, mostFlaws).map((flaw) => ({
    file,
    column: 1,
    path: '',
    ...flaw,
    ...(flaw.advice === formatAdvice && { advice: '' }),
  }));
  return new Refusal(2, {
    code: 'flows',
    message: `${file === '-' ? 'standard input' : file} is wrong${more > 0 ? `; ${more} more lines are too` : ''}`,
    advice: isMisread ? formatAdvice : 'put it right, then run the command again',
    problems,
  });
};

const recordDocument = (record: ReadRecord): object => ({
  line: record.line,
  status: record.status,
  fields: fieldTexts(record),
});

/** `pathwatch flows [FILE]`: flow log records with the meaning of each field, and what became of each conversation. */
export const flows = async ({ io }: Context, file: string, options: FlowsOptions): Promise<Answer> => {
  const format = formatOf(options.format);
  const { records, flaws } = readRecords(await flowText(file, io), format);
  if (flaws.length > 0) throw refused(file, flaws);
  if (records.length === 0) {
    throw refused(file, [{ line: 1, message: 'there is no record', advice: 'give one record a line' }]);
  }
  const talks = talksOf(records);
  return {
    exit: 0,
    document: { records: records.map(recordDocument), conversations: talks },
    text: (page) => flowsText(records, talks, page),
  };
};

export const addFlows: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('flows'), {
    group: 'Asking',
    examples: [
      ['flows examples/web-db-flows.txt', 'each field in words, and which side never answered'],
      ['flows records.log.gz', 'a file as S3 has it'],
      [
        `flows --format '\${srcaddr} \${dstaddr} \${dstport} \${action}' records.txt`,
        'records of a format of your own',
      ],
    ],
    exits: { 0: 'every line could be read', 2: 'some line is no record' },
  })
    .description('read VPC flow log records: what each field means, and whether replies came')
    .argument('[file]', 'a text file, packed by gzip or not; `-` is standard input', '-')
    .option('--format <fields>', `the flow log's own, such as '\${srcaddr} \${dstaddr}' (default: version 2)`)
    .action(async (file: string, options, command: Command) => {
      answered(await flows(contextOf(command), file, options));
    });
};
