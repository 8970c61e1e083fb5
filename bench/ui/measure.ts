import { gzipSync } from 'node:zlib';
import { openBrowser } from '../../test/support/browser.ts';
import { startDynalite } from '../../test/support/dynamodb.ts';
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

/** Looks at tables of so many paths, in a real browser and through the built function, so often each. */
export const measureSeen = async (folder: string, sizes: readonly number[], runs: number): Promise<Seen> => {
  const { script, style } = await buildPage();
  const [browser, engine] = await Promise.all([openBrowser(), startDynalite()]);
  const paints: Paint[] = [];
  const widgets: WidgetAnswer[] = [];
  try {
    for (const paths of sizes) {
      const many = await manyPaths(engine, paths);
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
