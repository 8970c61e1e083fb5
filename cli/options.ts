import type { Command } from 'commander';
import { quoted } from '../lambda/fixes/text.ts';
import type { Io } from './io.ts';

/** The options that every command takes; `--debug` is the program's own. */
export interface Options {
  /** The program prints accordingly; a command need only know that nobody is to be asked. */
  readonly json?: boolean;
  readonly config?: string;
  readonly local?: boolean;
  readonly data: string;
  readonly stack?: string;
  readonly region?: string;
  /** Times are read and written in UTC. */
  readonly utc?: boolean;
}

/** What a command is run in. */
export interface Context {
  readonly io: Io;
  readonly options: Options;
}

const DATA = '.pathwatch';

/** A command line that means the same account as this one: `pathwatch unmute ID --local --data other`. */
export const again = (command: string, { local, data, stack, region }: Options): string =>
  [
    `pathwatch ${command}`,
    ...(local === true ? ['--local'] : []),
    ...(data === DATA ? [] : ['--data', quoted(data)]),
    ...(stack === undefined ? [] : ['--stack', quoted(stack)]),
    ...(region === undefined ? [] : ['--region', quoted(region)]),
  ].join(' ');

export const addOptions = (program: Command): Command =>
  program
    .option('--json', 'print one JSON document instead of text')
    .option('--config <file>', 'the configuration (default: pathwatch.yaml, then pathwatch.json)')
    .option('--local', 'use the embedded account instead of AWS')
    .option('--data <folder>', 'where the embedded account keeps its table', DATA)
    .option('--stack <name>', 'the deployed stack, where the account has several')
    .option('--region <region>', 'the Region of the deployed stack (default: as the AWS CLI finds it)')
    .option('--utc', 'read and write times in UTC, in place of the local time zone')
    .option('--debug', 'print where an error comes from');
