import type { Browser, Page } from 'playwright-core';
import { enter, openPage } from '../../test/support/browser.ts';
import type { ManyPaths } from '../../test/support/many-paths.ts';
import { servePage } from '../../test/support/page.ts';
import { median } from '../figures.ts';

/** How long a reader waits for the overview, and what it is made of. */
export interface Paint {
  readonly paths: number;
  /** From the question for the page to all paths being on the screen. Milliseconds. */
  readonly milliseconds: number;
  /** The same without the server: from the arrival of the overview. */
  readonly drawing: number;
  /** Of the overview as it is sent. Bytes. */
  readonly bytes: number;
  readonly elements: number;
}

/** Notes when the paths were on the screen: two frames after they were there. */
const watch = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('.row') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.painted = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
`;

const look = async (page: Page, url: string) => {
  await page.goto(url);
  await page.waitForFunction('globalThis.painted !== undefined');
  const read = (expression: string): Promise<number> => page.evaluate(expression);
  const arrived = "performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/overview'))";
  return {
    milliseconds: await read('painted'),
    drawing: await read(`painted - ${arrived}.responseEnd`),
    bytes: await read(`${arrived}.encodedBodySize`),
    elements: await read("document.querySelectorAll('*').length"),
  };
};

/** Loads the overview so often in a page of its own, and answers the median. */
export const measurePaint = async (
  browser: Browser,
  { from }: ManyPaths,
  paths: number,
  runs: number,
): Promise<Paint> => {
  const served = await servePage(from);
  try {
    const { page } = await openPage(browser);
    await enter(page, served.url);
    await page.addInitScript(watch);
    const looks: Awaited<ReturnType<typeof look>>[] = [];
    for (let run = 0; run < runs; run += 1) looks.push(await look(page, served.origin));
    await page.context().close();
    const [first] = looks;
    if (first === undefined) throw new Error('nobody looked');
    return {
      paths,
      milliseconds: median(looks.map(({ milliseconds }) => milliseconds)),
      drawing: median(looks.map(({ drawing }) => drawing)),
      bytes: first.bytes,
      elements: first.elements,
    };
  } finally {
    await served.close();
  }
};
