import { timeText } from '../../lambda/asking/time.ts';
import { counted, line, type Page, standingText } from '../page.ts';
import type { Stand, Transition } from './transitions.ts';

/** What a screen is made of. */
export interface Shown {
  /** The table of `status`: its headings, a line a path, an empty one, what it adds up to. */
  readonly status: string;
  /** Newest first. */
  readonly transitions: readonly Transition[];
  /** Of the latest refresh, where it failed. */
  readonly trouble: string | undefined;
  /** Seconds. */
  readonly every: number;
  /** ISO time. */
  readonly began: string;
}

const standText = (stand: Stand | null, page: Page): string =>
  stand === null ? 'none' : `${stand.verdict}, ${standingText(stand.standing, page)}`;

/** `2026-11-22 20:19:53 a-to-b: reachable, as expected → unreachable, NOT AS EXPECTED: the reason`. */
export const transitionText = ({ at, pathId, from, to, reason }: Transition, page: Page): string =>
  `${timeText(at, page)} ${line(pathId)}: ${standText(from, page)} → ${standText(to, page)}${reason === null ? '' : `: ${line(reason)}`}`;

/** What changed has a third of the screen, and more where the paths leave it. */
const SHARE = 3;
/** Lines of the screen that are there always: its title, headings, what it adds up to, and what parts them. */
const FIXED = 6;

/** As many lines as there is room for, the last of them to say how many are left out. */
const some = (lines: readonly string[], room: number): readonly string[] => {
  if (lines.length <= room) return lines;
  const kept = Math.max(0, room - 1);
  return [...lines.slice(0, kept), `and ${lines.length - kept} more`].slice(0, room);
};

/** Lines for the paths and for what changed: each has at least two, one that is shown and one that counts the others. */
const shares = (room: number, paths: number, changes: number): readonly [number, number] => {
  const least = Math.max(2, Math.floor(room / SHARE));
  const changed = Math.min(Math.max(1, changes), Math.max(least, room - paths));
  return [Math.max(0, room - changed), changed];
};

/** The lines of a screen of so many rows: paths that are not as expected first, then what changed, newest first. */
export const screenLines = (
  { status, transitions, trouble, every, began }: Shown,
  rows: number,
  page: Page,
): readonly string[] => {
  const { bold, dim, yellow } = page.colours;
  const [headings = '', ...rest] = status.split('\n');
  const paths = rest.slice(0, -2);
  const summary = rest.at(-1) ?? headings;
  const told = transitions.map((transition) => transitionText(transition, page));
  const troubles = trouble === undefined ? [] : [yellow(trouble)];
  const [forPaths, forTold] = shares(rows - FIXED - troubles.length, paths.length, told.length);
  return [
    `${bold('pathwatch watch')}  ${timeText(page.now.toISOString(), page)}, every ${counted(every, 'second')}  ${dim('q ends it')}`,
    ...troubles,
    headings,
    ...some(paths, forPaths),
    '',
    summary,
    '',
    dim(`changed since ${timeText(began, page)}:`),
    ...(told.length === 0 ? [dim('nothing')] : some(told, forTold)),
  ].slice(0, rows);
};
