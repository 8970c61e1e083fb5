import type { Command } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { type Example, guideOf } from './guide.ts';
import type { Page } from './page.ts';
import { wrapped } from './wrap.ts';

const titled = (title: string, lines: readonly string[], { colours }: Page): readonly string[] =>
  lines.length === 0 ? [] : ['', colours.bold(title), ...lines];

const exampleLines = (program: string, [typed, purpose]: Example, { width }: Page): readonly string[] => [
  `  $ ${program} ${typed}`,
  ...wrapped(purpose, (width ?? 80) - 4).map((line) => `    ${line}`),
];

const exitLines = (codes: Readonly<Record<string, string>>, { width }: Page): readonly string[] =>
  Object.entries(codes).flatMap(([code, meaning]) =>
    wrapped(meaning, (width ?? 80) - 5).map((line, index) => `  ${index === 0 ? code : ' '}  ${line}`),
  );

const rootOf = (command: Command): Command => (command.parent === null ? command : rootOf(command.parent));

/** What stands under the help of a command: examples, and exit codes where they are special; of the program all of those. */
export const helpText = (command: Command, page: Page): string => {
  const program = rootOf(command);
  const { examples = [], exits = {} } = guideOf(command) ?? {};
  const shown = examples.flatMap((example) => exampleLines(program.name(), example, page));
  return [
    ...titled('Examples:', shown, page),
    ...titled('Exit codes:', exitLines(command === program ? exitCodes : exits, page), page),
    ...(command === program ? ['', `\`${program.name()} help COMMAND\` has examples of each.`] : []),
    '',
  ].join('\n');
};
