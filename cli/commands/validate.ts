import type { Command } from 'commander';
import type { Channels } from '../../lambda/domain/channel.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import type { Problem } from '../configuration/problem.ts';
import { findConfiguration, noFile } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import type { Context } from '../options.ts';
import { counted } from '../page.ts';
import { problemLines } from '../print-problems.ts';

const document = (file: string, paths: readonly string[], problems: readonly Problem[]) => ({
  ok: problems.length === 0,
  file,
  paths,
  problems,
});

/** What few files have is counted where there is some. */
const others = ({ https, slack, chat, events }: Channels, windows: number): readonly string[] => [
  ...(https.length > 0 ? [counted(https.length, 'URL')] : []),
  ...(slack.length > 0 ? [counted(slack.length, 'webhook of Slack', 'webhooks of Slack')] : []),
  ...(chat.length > 0 ? [counted(chat.length, 'channel of chat', 'channels of chat')] : []),
  ...(events === undefined ? [] : ['events']),
  ...(windows > 0 ? [counted(windows, 'window of maintenance', 'windows of maintenance')] : []),
];

/** `pathwatch validate`: all that is wrong with the configuration, or what it comes to. */
export const validate = async (context: Context): Promise<Answer> => {
  const found = await findConfiguration(context);
  if (found === undefined) throw noFile();
  const { file, read } = found;
  if (!read.ok)
    return { exit: 2, document: document(file, [], read.problems), text: () => problemLines(read.problems) };
  const { paths, channels, maintenance } = read.configuration;
  const schedules = new Set(paths.map((path) => path.every)).size;
  return {
    exit: 0,
    document: document(
      file,
      paths.map((path) => path.id),
      [],
    ),
    text: () =>
      `${file} is right: ${[
        counted(paths.length, 'path'),
        counted(schedules, 'schedule'),
        counted(channels.email.length, 'e-mail address', 'e-mail addresses'),
        ...others(channels, maintenance.length),
      ].join(', ')}.`,
  };
};

export const addValidate: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('validate'), {
    group: 'Setting up',
    examples: [
      ['validate', 'pathwatch.yaml of this folder, all that is wrong with it at once'],
      ['validate --config production.yaml', 'another file'],
      ['validate --json', 'for programs: line, column and advice of each problem'],
    ],
    exits: { 0: 'the file is right', 2: 'it is wrong, or not there' },
  })
    .description('check the configuration file')
    .action(async (_, command: Command) => {
      answered(await validate(contextOf(command)));
    });
};
