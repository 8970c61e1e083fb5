import type { Answer } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { checkDocument, historyText } from '../print-history.ts';
import { checkIds } from '../unknown-path.ts';

export interface HistoryOptions {
  readonly limit: number;
  /** ISO times, both included. */
  readonly since?: string;
  readonly until?: string;
  /** Whether to give AWS's own documents too. */
  readonly full: boolean;
}

/** `pathwatch history PATH`: the checks of one path, newest first. Exits by whether they could be read. */
export const history = async (context: Context, pathId: string, options: HistoryOptions): Promise<Answer> => {
  const { full, ...query } = options;
  const configuration = await optionalConfiguration(context);
  const { items, cursor, state } = await withMonitor(context, async ({ store }) => {
    const [page, known] = await Promise.all([store.checks(pathId, query), store.state(pathId)]);
    if (page.items.length === 0) {
      const states = await store.states();
      const declared = configuration?.paths.map((path) => path.id) ?? [];
      checkIds([pathId], [...new Set([...declared, ...states.map((state) => state.pathId)])]);
    }
    return { ...page, state: known };
  });
  return {
    exit: 0,
    document: items.map((check) => checkDocument(check, full)),
    text: (page) => historyText(pathId, { checks: items, more: cursor !== undefined, state }, page),
  };
};
