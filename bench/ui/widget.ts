import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundle } from '../../lib/bundle.ts';
import type { Engine } from '../../test/support/dynamodb.ts';
import type { ManyPaths } from '../../test/support/many-paths.ts';
import { median } from '../figures.ts';

/** What the console waits for. */
export interface WidgetAnswer {
  readonly paths: number;
  /** The first answer of a process, and the median of those after it. Milliseconds. */
  readonly cold: number;
  readonly warm: number;
  /** Of the HTML. Bytes. */
  readonly bytes: number;
}

type Handler = (event: unknown) => Promise<unknown>;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

/** Has the built function answer so often. */
export const measureWidget = async (
  folder: string,
  engine: Engine,
  { table }: ManyPaths,
  paths: number,
  runs: number,
): Promise<WidgetAnswer> => {
  const entry = fileURLToPath(new URL('../../lambda/handlers/widget.ts', import.meta.url));
  const built = await bundle({ entry, outdir: join(folder, `widget-${paths}`) });
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    TABLE_NAME: table.name,
    DEPLOYMENT: 'Pathwatch',
    ENDPOINT_DYNAMODB: engine.url,
  });
  const loaded: Readonly<Record<string, unknown>> = await import(pathToFileURL(join(built.folder, 'index.mjs')).href);
  const { handler } = loaded;
  if (!isHandler(handler)) throw new Error('the widget has no handler');
  const event = { widgetContext: { theme: 'light', timezone: { offsetISO: '+00:00' } } };
  const ask = async (): Promise<readonly [number, string]> => {
    const begun = performance.now();
    const answer = String(await handler(event));
    return [performance.now() - begun, answer];
  };
  const [cold, html] = await ask();
  if (!html.includes('path-')) throw new Error(`the widget answered ${html.slice(0, 200)}`);
  const warm: number[] = [];
  for (let run = 0; run < runs; run += 1) warm.push((await ask())[0]);
  return { paths, cold, warm: median(warm), bytes: Buffer.byteLength(html) };
};
