import { parseDuration } from '../duration.ts';
import { isEndless } from '../endless.ts';
import { parseTime } from '../local-time.ts';
import type { Parsed } from '../parsed.ts';
import { meant, mistaken } from '../parsed.ts';
import { parseRecurrence, type Recurrence } from '../recurrence.ts';
import type { Maintenance } from '../silence.ts';
import { parseZone } from '../time-zone.ts';
import { DAY } from './reading.ts';

/** When a window of maintenance is, as it may be declared: texts, or what the schema finds fault with. */
interface SaidWindow {
  readonly from?: unknown;
  readonly until?: unknown;
  readonly cron?: unknown;
  readonly duration?: unknown;
  readonly timezone?: unknown;
}

/** What is wrong with a window, and at which of its keys; undefined: with the window as a whole. */
interface Mistake {
  readonly key?: keyof SaidWindow;
  readonly message: string;
  readonly advice: string;
}

type Read = { readonly when: Maintenance['when'] } | { readonly mistakes: readonly Mistake[] };

const forms =
  'write `from` and `until` for a window that comes once, or `cron` and `duration` for one that comes again';

/** Nothing where there is no text: that is the schema's to tell. */
const readText = <Value>(said: unknown, parse: (text: string) => Parsed<Value>): Parsed<Value | undefined> =>
  typeof said === 'string' ? parse(said) : meant(undefined);

const knownOf = <Value>(parsed: Parsed<Value>): Value | undefined => (parsed.ok ? parsed.value : undefined);

const formOf = ({ from, until, cron, duration }: SaidWindow): Parsed<undefined> => {
  const once = from !== undefined || until !== undefined;
  const recurring = cron !== undefined || duration !== undefined;
  if (once && recurring) return mistaken('the window comes once and again', forms);
  if (once && from === undefined) return mistaken('the window has no `from`', forms);
  if (once && until === undefined) return mistaken('the window has no `until`', forms);
  if (recurring && cron === undefined) return mistaken('the window has no `cron`', forms);
  if (recurring && duration === undefined) return mistaken('the window has no `duration`', forms);
  return once || recurring ? meant(undefined) : mistaken('it is not said when the window is', forms);
};

const orderOf = (from: string | undefined, until: string | undefined): Parsed<undefined> =>
  from !== undefined && until !== undefined && until <= from
    ? mistaken('the window ends before it begins', 'write an `until` after `from`')
    : meant(undefined);

const pauseOf = (recurrence: Recurrence | undefined, seconds: number | undefined): Parsed<undefined> =>
  recurrence !== undefined && seconds !== undefined && isEndless(recurrence.cron, seconds)
    ? mistaken(
        'the window never ends: the next one begins before this one is over, so nothing is ever told of its paths',
        'shorten `duration`; what is never to be told need not be watched: remove its path',
      )
    : meant(undefined);

/** The window that was declared, or all that is wrong with it. */
export const readWindow = (said: SaidWindow): Read => {
  const timezone = readText(said.timezone, parseZone);
  // Where the zone is wrong, the rest is read in another one, so that all is told at once.
  const zone = timezone.ok ? timezone.value : 'UTC';
  const from = readText(said.from, (text) => parseTime(text, zone));
  const until = readText(said.until, (text) => parseTime(text, zone));
  const cron = readText(said.cron, (text) => parseRecurrence(text, zone ?? 'UTC'));
  const duration = readText(said.duration, (text) => parseDuration(text, 60, 7 * DAY));
  const [begin, end, recurrence, seconds] = [knownOf(from), knownOf(until), knownOf(cron), knownOf(duration)];
  const read: readonly (readonly [keyof SaidWindow | undefined, Parsed<unknown>])[] = [
    [undefined, formOf(said)],
    ['from', from],
    ['until', until],
    ['until', orderOf(begin, end)],
    ['cron', cron],
    ['duration', duration],
    ['duration', pauseOf(recurrence, seconds)],
    ['timezone', timezone],
  ];
  const mistakes = read.flatMap(([key, parsed]): readonly Mistake[] =>
    parsed.ok ? [] : [{ ...(key !== undefined && { key }), message: parsed.message, advice: parsed.advice }],
  );
  if (mistakes.length === 0 && begin !== undefined && end !== undefined)
    return { when: { kind: 'once', from: begin, until: end } };
  return mistakes.length === 0 && recurrence !== undefined && seconds !== undefined
    ? { when: { kind: 'recurring', ...recurrence, seconds } }
    : { mistakes };
};
