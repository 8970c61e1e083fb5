import { stringify } from 'yaml';
import { parseConfiguration } from '../../../cli/configuration/parse.ts';
import type { Problem } from '../../../cli/configuration/problem.ts';
import { problemLines } from '../../../cli/print-problems.ts';
import { twoPaths } from '../../support/command-line.ts';
import { anyText } from '../any-text.ts';
import { isSame, must, type Target } from '../target.ts';
import { checkTold } from '../told.ts';

const FILE = 'pathwatch.yaml';

const whole = `defaults: &all { protocol: tcp, every: 5 minutes, audit: 7 days, severity: critical, alerts: { after: 2 } }
paths:
  - &web
    id: web-db
    from: { type: instance, tags: { Name: web }, match: any }
    to: 10.0.0.0
    port: "443,8443-8450"
    tags: { team: payments }
    expect: reachable
  - { <<: *web, id: other, to: internet, protocol: udp, port: 53, every: cron(0 6 * * ? *) }
channels:
  email: [netops@example.com, { address: oncall@example.com, severities: [critical] }]
  https: [{ url: https://pager.example.com/sns }]
  slack: [{ name: noc, secret: pathwatch/slack/noc }]
  chat: [{ name: room, workspace: T0123ABCD, channel: C0123ABCD }]
  events: { bus: default }
budget: { perMonth: 50 }
retention: 90 days
maintenance:
  - { paths: [web-db], cron: 0 3 * * SUN, for: 2 hours, timeZone: Europe/Berlin, reason: patches }
`;

const bomb = `a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
paths: [*e, *e, *e]
`;

const json =
  '{"paths": [{"id": "a", "from": "i-0d1c5a8e3f7b92604", "to": "10.0.0.1", "protocol": "tcp", "port": 443}]}';

const words = [
  ...[
    '&a ',
    '*a',
    '*all',
    '*web',
    '<<: *web',
    '? ',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '|\n',
    '>-\n',
    '!!binary ',
    '!!set ',
  ],
  ...[
    '\t',
    'paths:',
    '- id: web-db\n',
    'rate(5 minutes)',
    'cron(0 * * * ? *)',
    '2 weeks',
    '1-65535,22',
    'critical',
    '"',
    "'",
  ],
];

const checkProblem = ({ file, line, column, message, advice }: Problem, lines: number): void => {
  must(file === FILE, 'a problem names its file');
  must(Number.isInteger(line) && line >= 1 && line <= lines, `line ${line} is one of ${lines}`);
  must(Number.isInteger(column) && column >= 1, `column ${column} is one`);
  must(message.trim() !== '' && advice.trim() !== '', 'a problem says what is wrong and what would be right');
};

/** The text of a configuration file: a configuration, or all that is wrong with it and where. */
export const configuration: Target<string> = {
  name: 'configuration',
  parses: 'pathwatch.yaml',
  inputs: anyText([twoPaths, whole, whole, json, bomb], words),
  take: (text) => {
    const answer = parseConfiguration(text, FILE);
    if (!answer.ok) {
      must(answer.problems.length > 0, 'what is refused has a problem');
      const lines = text.split(/\r\n?|\n/).length;
      for (const problem of answer.problems) checkProblem(problem, lines);
      checkTold(problemLines(answer.problems));
      return 'refused';
    }
    must(answer.configuration.paths.length > 0, 'what is right declares a path');
    const again = [JSON.stringify(answer.content), stringify(answer.content)].map((form) =>
      parseConfiguration(form, FILE),
    );
    for (const second of again)
      must(
        second.ok && isSame(second.configuration, answer.configuration),
        'what it says means the same when it is written anew, as JSON and as YAML',
      );
    return 'accepted';
  },
};
