import { resolve } from 'node:path';
import { counted } from '../../lambda/asking/amount.ts';
import { fileTrouble } from '../../lambda/domain/file-trouble.ts';
import type { Window } from '../../lambda/history/timeline.ts';
import { readReport } from '../../ui/read/report.ts';
import { reportHtml } from '../../ui/report/html.ts';
import type { Answer } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { line } from '../page.ts';
import { writeWhole } from '../pipeline/write-whole.ts';
import { misused } from '../refusal.ts';
import { describedOr } from './described.ts';

const written = async (file: string, html: string): Promise<void> => {
  try {
    await writeWhole(file, html);
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    throw misused(`the report cannot be written: ${trouble}`, 'name another file: `--html FILE`', 'out-unusable');
  }
};

/** `pathwatch report --html FILE`: the report of a time as one page. What cannot be drawn is said in it. */
export const writeReport = async (context: Context, file: string, window: Window): Promise<Answer> => {
  const { io } = context;
  const configuration = await optionalConfiguration(context);
  const now = io.now();
  const described = await describedOr(context);
  const view = await withMonitor(context, ({ store, name }) =>
    readReport({ store, configuration, name, now: now.toISOString() }, window, described),
  );
  const html = reportHtml(view, { now, timeZone: io.timeZone });
  await written(resolve(io.folder, file), html);
  const { overview, paths, incidents } = view;
  const bytes = Buffer.byteLength(html);
  return {
    exit: 0,
    document: { file, bytes, paths: overview.paths.length, incidents: overview.incidents.length },
    text: () =>
      `${line(file)}: ${counted(overview.paths.length, 'path')}, ${paths.length} of them whole, ${counted(incidents.length, 'incident')}; ${Math.ceil(bytes / 1000)} kB, needs no network`,
  };
};
