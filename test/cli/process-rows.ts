import type { PreparedFolder } from '../support/prepared-folder.ts';
import { KEYS } from '../support/process.ts';

/*
 * What each command is run with as a process. A new command wants a row: its name, words, and what comes of them.
 */

export interface Row {
  /** The command, as in the tree: `check`, `alert test`; of what belongs to no command, nothing. */
  readonly command: string;
  /** The words after `pathwatch`. They are run in a copy of a prepared folder: see `prepareFolder`. */
  readonly args: string | ((prepared: PreparedFolder) => string);
  readonly exit: 0 | 1 | 2 | 3;
  /** Some of the text. */
  readonly says: string | RegExp;
  /** Whether that is an error, on standard error; else it is the answer, and there is nothing on standard error. */
  readonly refused?: boolean;
  /** Whether its answer has colours in a terminal. */
  readonly colours: boolean;
  /** Some of the JSON document: keys, or `[]` of a list; absent where the command has none. */
  readonly json?: readonly string[] | '[]';
  /** Files to write before. */
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Of a command that asks: the words of a question, and the keys that answer it. */
  readonly keys?: readonly (readonly [words: string, keys: string])[];
  /** Of a command that runs until it is stopped: what it prints once it runs, with `--json` and without. */
  readonly runs?: { readonly text: string; readonly json: string };
}

const ends = '--from i-0d1c5a8e3f7b92604 --to i-0e4f7a2b6c9d13508 --protocol tcp --port 3389';
const records = [
  '2 111111111111 eni-0f8e7d6c5b4a39281 10.0.1.10 10.0.2.20 49152 5432 6 3 180 1795341600 1795341658 ACCEPT OK',
  '2 111111111111 eni-0f8e7d6c5b4a39281 10.0.2.20 10.0.1.10 5432 49152 6 3 180 1795341600 1795341658 REJECT OK',
].join('\n');

export const rows: readonly Row[] = [
  { command: '', args: '--version', exit: 0, says: /^\d+\.\d+\.\d+\S*\n$/, colours: false, json: ['version'] },
  { command: '', args: '--help', exit: 0, says: 'Usage: pathwatch', colours: true, json: ['help'] },
  { command: '', args: 'stats', exit: 2, says: 'Did you mean status?', refused: true, colours: true, json: ['error'] },
  { command: 'status', args: 'status --local', exit: 1, says: 'NOT AS EXPECTED', colours: true, json: '[]' },
  {
    command: 'history',
    args: 'history a-to-b --local',
    exit: 0,
    says: 'unreachable',
    colours: true,
    json: ['pathId'],
  },
  {
    command: 'incidents',
    args: 'incidents --local',
    exit: 0,
    says: '1 incident.',
    colours: true,
    json: '[]',
  },
  {
    command: 'explain',
    args: 'explain a-to-b --local',
    exit: 0,
    says: 'sg-073c4d556bf048ea0',
    colours: true,
    json: ['pathId'],
  },
  { command: 'report', args: 'report --local', exit: 0, says: 'a-to-b', colours: true, json: ['paths'] },
  {
    command: 'check',
    args: 'check a-to-b --local',
    exit: 1,
    says: 'sg-073c4d556bf048ea0 has no inbound rule',
    colours: true,
    json: ['sweepId', 'paths'],
  },
  {
    command: 'watch',
    args: 'watch --local --for 3s --every 2',
    exit: 1,
    says: /^$/,
    colours: true,
  },
  {
    command: 'mute',
    args: 'mute a-to-b --local --for 2h --reason maintenance',
    exit: 0,
    says: 'Muted until',
    colours: false,
    json: ['id', 'until'],
  },
  { command: 'mutes', args: 'mutes --local', exit: 0, says: 'b-not-to-a', colours: true, json: ['mutes'] },
  {
    command: 'unmute',
    args: ({ mute }) => `unmute ${mute} --local`,
    exit: 0,
    says: 'Unmuted:',
    colours: false,
    json: ['id', 'endedAt'],
  },
  {
    command: 'unmute',
    args: 'unmute nothing --local',
    exit: 2,
    says: 'no mute that is on has the id `nothing`',
    refused: true,
    colours: true,
    json: ['error'],
  },
  {
    command: 'ack',
    args: ({ incident }) => `ack ${incident} --local --reason seen`,
    exit: 0,
    says: 'Acknowledged:',
    colours: false,
    json: '[]',
  },
  {
    command: 'alert test',
    args: 'alert test topic --local',
    exit: 0,
    says: 'nothing was sent to anybody',
    colours: false,
    json: ['channel', 'taken'],
  },
  {
    command: 'init',
    args: 'init --snapshot before --out new.yaml',
    keys: [['Enter:', KEYS.enter]],
    exit: 0,
    says: 'new.yaml: 1 path',
    colours: true,
    json: ['file', 'candidates'],
  },
  {
    command: 'list-targets',
    args: 'list-targets --local',
    exit: 0,
    says: '2 paths: 2 with both ends',
    colours: true,
    json: ['takenAt', 'paths'],
  },
  {
    command: 'doctor',
    args: 'doctor --local',
    exit: 0,
    says: '0 failed, 0 could not be seen',
    colours: true,
    json: '[]',
  },
  {
    command: 'completion',
    args: 'completion bash',
    exit: 0,
    says: 'complete',
    colours: false,
    json: ['script'],
  },
  { command: 'help', args: 'help check', exit: 0, says: 'Usage: pathwatch check', colours: true, json: ['help'] },
  { command: 'validate', args: 'validate', exit: 0, says: 'is right: 2 paths', colours: false, json: ['ok'] },
  {
    command: 'validate',
    args: 'validate --config wrong.yaml',
    files: { 'wrong.yaml': 'paths: 1\n' },
    exit: 2,
    says: 'wrong.yaml:1:8:',
    colours: false,
    json: ['ok', 'problems'],
  },
  { command: 'cost', args: 'cost', exit: 0, says: 'expected', colours: true, json: ['month', 'fixedSchedule'] },
  {
    command: 'analyze',
    args: `analyze --local ${ends}`,
    exit: 1,
    says: 'sg-073c4d556bf048ea0',
    colours: true,
    json: ['verdict', 'forward'],
  },
  {
    command: 'snapshot',
    args: 'snapshot --local --out taken',
    exit: 0,
    says: 'taken',
    colours: true,
    json: ['folder', 'parts'],
  },
  {
    command: 'compare',
    args: 'compare before now --local',
    exit: 1,
    says: 'NEWLY NOT AS EXPECTED',
    colours: true,
    json: ['paths'],
  },
  {
    command: 'flows',
    args: 'flows records.txt',
    files: { 'records.txt': records },
    exit: 0,
    says: 'REJECT',
    colours: true,
    json: ['records', 'conversations'],
  },
  { command: 'complete', args: 'complete -- stat', exit: 0, says: 'status\t', colours: false },
  {
    command: 'report',
    args: 'report --local --html report.html',
    exit: 0,
    says: /^report\.html: \d+ paths, /,
    colours: false,
    json: ['file', 'bytes', 'paths', 'incidents'],
  },
  {
    command: 'ui',
    args: 'ui --local',
    exit: 0,
    says: /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n/,
    colours: false,
    runs: { text: 'Ctrl-C ends it.', json: '}' },
    json: ['url'],
  },
  {
    command: 'local',
    args: 'local',
    runs: { text: 'Ctrl-C ends it', json: '"exports"' },
    exit: 0,
    says: 'export AWS_ENDPOINT_URL_EC2=',
    colours: true,
    json: ['environment', 'exports'],
  },
];
