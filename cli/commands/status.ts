import { type Answer, exitFor } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { standingNow, statuses } from '../path-status.ts';
import { statusText } from '../print-status.ts';

/** `pathwatch status`: how every path is now. */
export const status = async (context: Context): Promise<Answer> => {
  const configuration = await optionalConfiguration(context);
  const states = await withMonitor(context, ({ store }) => store.states());
  const all = statuses(
    states,
    configuration?.paths.map((path) => path.id),
  );
  return {
    exit: exitFor(all.filter((each) => each.declared).map(standingNow)),
    document: all,
    text: (page) => statusText(all, page),
  };
};
