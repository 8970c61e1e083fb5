import type { Answer } from './answer.ts';
import { optionalConfiguration } from './configuration-file.ts';
import { type Asked, handTrigger } from './hand-trigger.ts';
import { withMonitor } from './monitor.ts';
import { again, type Context } from './options.ts';
import { counted, line } from './page.ts';
import { misused } from './refusal.ts';
import { checkIds } from './unknown-path.ts';

/** What wants the end of a sweep. */
interface AtItsEnd {
  readonly junit?: string;
  readonly markdown?: string;
  readonly failOn?: string;
}

/** `pathwatch check --no-wait`: starts the deployed sweep, and tells how to see what came of it. */
export const startCheck = async (
  context: Context,
  ids: readonly string[],
  asked: Asked & AtItsEnd,
): Promise<Answer> => {
  const { junit, markdown, failOn } = asked;
  if ([junit, markdown, failOn].some((each) => each !== undefined))
    throw misused(
      '`--no-wait` finds out nothing that a report could hold, or that could fail',
      'leave it out, or `--junit`, `--markdown` and `--fail-on`',
    );
  const here = misused(
    'the sweep of the embedded account runs in this process, and ends with it',
    'leave `--no-wait` out, or `--local`',
  );
  if (context.options.local === true) throw here;
  const configuration = await optionalConfiguration(context);
  if (configuration !== undefined)
    checkIds(
      ids,
      configuration.paths.map((path) => path.id),
    );
  const paths = [...new Set(ids)];
  const trigger = handTrigger(paths, asked);
  const startedAt = context.io.now().toISOString();
  const execution = await withMonitor(context, async ({ start }) => {
    if (start === undefined) throw here;
    return start(trigger);
  });
  return {
    exit: 0,
    document: { execution, startedAt, paths: paths.length === 0 ? null : paths },
    text: () =>
      [
        `Started: the sweep ${execution} of ${paths.length === 0 ? 'all paths' : `${counted(paths.length, 'path')}: ${paths.map(line).join(', ')}`}.`,
        `See what came of it: ${again('status', context.options)}`,
      ].join('\n'),
  };
};
