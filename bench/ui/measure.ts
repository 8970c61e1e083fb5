import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '../../test/support/browser.ts';
import { type Engine, engineAt } from '../../test/support/dynamodb.ts';
import { manyPaths } from '../../test/support/many-paths.ts';
import { buildPage } from '../../ui/build-page.ts';
import { measurePaint, type Paint } from './paint.ts';
import { measureWidget, type WidgetAnswer } from './widget.ts';

/** What the page and the widget cost those who look. */
export interface Seen {
  /** Of the page's program and style, compressed. Bytes. */
  readonly script: number;
  readonly style: number;
  /** Smallest first. */
  readonly paints: readonly Paint[];
  readonly widgets: readonly WidgetAnswer[];
}

const compressed = (text: string): number => gzipSync(text).length;

const openTables = async (): Promise<Engine> => {
  const child = fork(fileURLToPath(new URL('table-process.ts', import.meta.url)), { execArgv: [] });
  const [url] = await once(child, 'message');
  return engineAt({
    url: String(url),
    close: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  });
};

/** Looks at tables of so many paths, in a real browser and through the built function, so often each. */
export const measureSeen = async (folder: string, sizes: readonly number[], runs: number): Promise<Seen> => {
  const { script, style } = await buildPage();
  const [browser, engine] = await Promise.all([openBrowser(), openTables()]);
  const paints: Paint[] = [];
  const widgets: WidgetAnswer[] = [];
  try {
    for (const paths of sizes) {
      const many = await manyPaths(engine, paths, 'ordinary');
      paints.push(await measurePaint(browser, many, paths, runs));
      widgets.push(await measureWidget(folder, engine, many, paths, runs));
      many.table.close();
    }
  } finally {
    await browser.close();
    await engine.close();
  }
  return { script: compressed(script), style: compressed(style), paints, widgets };
};
