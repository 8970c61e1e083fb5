import type { Unreadable } from '../lambda/monitor/ports.ts';
import { counted, line, type Page } from './page.ts';

/** So many are named. */
const NAMED = 5;

/** Items of the table that could not be read, each with why; nothing where all could. */
export const unreadableLines = (unreadable: readonly Unreadable[], { colours }: Page): readonly string[] =>
  unreadable.length === 0
    ? []
    : [
        colours.yellow(
          `${counted(unreadable.length, 'item')} of the table cannot be read, and what it tells is missing here:`,
        ),
        ...unreadable.slice(0, NAMED).map(({ reason }) => `  ${line(reason)}`),
        ...(unreadable.length > NAMED ? [`  and ${unreadable.length - NAMED} more`] : []),
      ];
