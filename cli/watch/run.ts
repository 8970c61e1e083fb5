import { standingNow } from '../../lambda/asking/path-status.ts';
import { type Exit, exitFor } from '../answer.ts';
import { jsonLine } from '../json.ts';
import type { Context } from '../options.ts';
import { counted, pageOf } from '../page.ts';
import { endedWithin } from '../pause.ts';
import { statusText } from '../print-status.ts';
import { nothing, refresh, type Watched } from './refresh.ts';
import { openScreen, type Screen } from './screen.ts';
import type { Session } from './session.ts';
import { screenLines, transitionText } from './view.ts';

export interface WatchRun {
  readonly paths: readonly string[];
  /** Seconds between two refreshes. */
  readonly every: number;
  /** Seconds after which it ends by itself. */
  readonly length?: number;
  readonly json: boolean;
}

/** By the latest refresh that succeeded. */
export const exitOf = ({ statuses = [] }: Watched): Exit => {
  const counting = statuses.filter(({ declared }) => declared).map(standingNow);
  return counting.length === 0 ? 3 : exitFor(counting);
};

/** What goes on until it is ended. */
interface Going {
  /** Waits so many seconds: false where it is to end meanwhile. */
  pause(seconds: number): Promise<boolean>;
  /** Looks once more: undefined where it is to end meanwhile, for a table that hangs holds nobody. */
  look(before: Watched): Promise<Watched | undefined>;
}

const goingOn = ({ io }: Context, session: Session, { paths, length }: WatchRun, ended: Promise<void>): Going => {
  const began = io.now().getTime();
  return {
    pause: async (seconds) => {
      const left = length === undefined ? seconds : Math.min(seconds, length - (io.now().getTime() - began) / 1000);
      if (left <= 0) return false;
      return !(await endedWithin(io.wait, left, ended)) && left === seconds;
    },
    look: (before) =>
      Promise.race([refresh(session, paths, before, io.now), ended.then((): Watched | undefined => undefined)]),
  };
};

/** Draws each second, for times go on and terminals change their size; looks as often as it was asked to. */
const onScreen = async ({ io, options }: Context, run: WatchRun, { pause, look }: Going): Promise<Watched> => {
  const began = io.now().toISOString();
  const drawOn = (screen: Screen, { statuses, transitions, trouble }: Watched): void => {
    const page = pageOf(io);
    const status =
      statuses === undefined ? 'nothing is known yet' : statusText(statuses, options, { ...page, width: undefined });
    const shown = { status, transitions, trouble, every: run.every, began };
    screen.draw(screenLines(shown, io.size()?.rows ?? 24, page));
  };
  // Before the screen: what was typed wrongly is told without one.
  let watched = await look(nothing);
  if (watched === undefined) return nothing;
  const screen = openScreen(io);
  try {
    for (let second = 1; ; second += 1) {
      drawOn(screen, watched);
      if (!(await pause(1))) return watched;
      if (second % run.every !== 0) continue;
      const next = await look(watched);
      if (next === undefined) return watched;
      watched = next;
    }
  } finally {
    screen.close();
  }
};

/** A line for each change, on standard output; what ails the watch itself, each thing once, on the other. */
const inLines = async ({ io }: Context, run: WatchRun, { pause, look }: Going): Promise<Watched> => {
  let watched = nothing;
  for (;;) {
    const next = await look(watched);
    if (next === undefined) return watched;
    const page = pageOf(io);
    for (const transition of next.fresh.toReversed())
      io.stdout.write(`${run.json ? jsonLine(transition) : transitionText(transition, page)}\n`);
    if (next.trouble !== undefined && next.trouble !== watched.trouble)
      io.stderr.write(`${next.trouble}; tried again every ${counted(run.every, 'second')}\n`);
    if (next.trouble === undefined && watched.trouble !== undefined) io.stderr.write('it answers again\n');
    watched = next;
    if (!(await pause(run.every))) return watched;
  }
};

const ending: readonly string[] = ['q', 'Q', '\u0003'];

/** Watches until it is ended, by `q`, Ctrl-C, or its time: what it knew last. */
export const runWatch = async (context: Context, session: Session, run: WatchRun): Promise<Watched> => {
  const { io } = context;
  const isScreen = !run.json && io.stdout.isTerminal && io.size() !== undefined && io.environment.TERM !== 'dumb';
  let end: () => void = () => undefined;
  const pressed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const release = isScreen
    ? io.keys((key) => {
        if (ending.includes(key)) end();
      })
    : undefined;
  try {
    const going = goingOn(context, session, run, Promise.race([pressed, io.untilStopped()]));
    return await (isScreen ? onScreen : inLines)(context, run, going);
  } finally {
    release?.();
    await session.close();
  }
};
