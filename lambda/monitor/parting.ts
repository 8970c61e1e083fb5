import { clean } from '../alerts/clean.ts';
import type { Farewell } from './farewell.ts';
import type { Deployment, Notice } from './ports.ts';

/** How many insights paths are named one by one. */
const NAMED = 20;
const LONGEST = 300;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const named = (lines: readonly string[]): readonly string[] => [
  ...lines.slice(0, NAMED).map((line) => `  ${clean(line, LONGEST)}`),
  ...(lines.length > NAMED ? [`  and ${lines.length - NAMED} more`] : []),
];

const sharedLines = ({ shared }: Farewell): readonly string[] =>
  shared.length === 0
    ? []
    : [
        `- ${counted(shared.length, 'insights path', 'insights paths')} that others have analysed, with those analyses:`,
        ...named(shared),
      ];

const leftLines = ({ left }: Farewell): readonly string[] =>
  left.length === 0
    ? []
    : [
        `- ${counted(left.length, 'insights path', 'insights paths')} that could not be removed. Destroying the stack again tries again:`,
        ...named(left.map(({ id, reason }) => `${id}: ${reason}`)),
      ];

/** What the last message of a deployment says: what was removed with its stack, what stays, and how that is removed too. Pure. */
export const partingOf = (
  { name, account, region }: Deployment,
  table: string,
  farewell: Farewell,
): Pick<Notice, 'subject' | 'body'> => ({
  subject: `REMOVED: Pathwatch watches no path of ${name} any more`,
  body: [
    `The stack ${name} in ${region} of the account ${account} is being destroyed. This is its last message.`,
    '',
    `Removed: ${counted(farewell.removed.length, 'insights path', 'insights paths')} and ${counted(farewell.analyses, 'analysis', 'analyses')} that it had made, and with the stack its functions, schedules, rules, topics and logs.`,
    '',
    'What stays:',
    `- The table ${table}, with its history, protected against deletion. To delete it for good:`,
    `    aws dynamodb update-table --region ${region} --table-name ${table} --no-deletion-protection-enabled`,
    `    aws dynamodb delete-table --region ${region} --table-name ${table}`,
    ...sharedLines(farewell),
    ...leftLines(farewell),
    '- The key of its topics, for 30 days, in which it costs nothing. Then AWS deletes it.',
    '- Where it was deployed, the forwarder, a stack of its own:',
    `    npm run -s forwarder -- destroy -c region=${region} -c stack=${name}`,
    '- What others made for it: the secrets of Slack, the trail, flow logs.',
  ].join('\n'),
});
