import { grouped } from '../lambda/domain/grouped.ts';
import { type Examined, NOT_APPLICABLE } from './doctor/examine.ts';
import { type Outcome, outcomes } from './doctor/judgement.ts';
import { counted, line, type Page } from './page.ts';
import { table } from './table.ts';

const marks: Readonly<Record<Outcome, string>> = { failed: '✖', unknown: '?', warning: '!', ok: '✔' };

const markText = (outcome: Outcome, { colours }: Page): string => {
  const paint = { failed: colours.red, unknown: colours.yellow, warning: colours.yellow, ok: colours.green }[outcome];
  return paint(marks[outcome]);
};

/** What was seen, below it what to do, and which other checks came to the very same. */
const rows = (alike: readonly Examined[], page: Page): readonly (readonly string[])[] => {
  const [first, ...others] = alike;
  if (first === undefined) return [];
  const { dim } = page.colours;
  const names = others.map(({ check }) => check).join(', ');
  const too = others.length === 0 ? [] : [['', '', dim(`so too: ${names}`)]];
  if (first.message === NOT_APPLICABLE) return [[dim('-'), dim(first.check), dim(first.message)], ...too];
  return [
    [markText(first.outcome, page), first.check, line(first.message)],
    ...(first.remedy === null ? [] : [['', '', `→ ${line(first.remedy)}`]]),
    ...too,
  ];
};

/** All checks, what failed first, and what they add up to. */
export const doctorText = (all: readonly Examined[], page: Page): string => {
  const count = (outcome: Outcome): number => all.filter((each) => each.outcome === outcome).length;
  const idle = all.filter(({ message }) => message === NOT_APPLICABLE).length;
  const inOrder = outcomes.flatMap((outcome) => all.filter((each) => each.outcome === outcome));
  const alike = grouped(inOrder, ({ outcome, message, remedy }) => [JSON.stringify([outcome, message, remedy])]);
  return [
    table(
      ['', 'check', 'what was seen'],
      [...alike.values()].flatMap((each) => rows(each, page)),
      page,
    ),
    '',
    `${counted(all.length, 'check')}: ${count('failed')} failed, ${count('unknown')} could not be seen, ` +
      `${counted(count('warning'), 'warning')}, ${count('ok') - idle} ok${idle === 0 ? '' : `, ${idle} not applicable`}.`,
  ].join('\n');
};
