import type { Browser, Page } from 'playwright-core';
import { enter, openPage } from '../../test/support/browser.ts';
import type { ManyPaths } from '../../test/support/many-paths.ts';
import { servePage } from '../../test/support/page.ts';
import { median } from '../figures.ts';

/** How long a reader waits for the overview, and what it is made of. */
export interface Paint {
  readonly paths: number;
  /** From the question for the page to the first paths being on the screen. Milliseconds. */
  readonly first: number;
  /** The same of all paths. */
  readonly all: number;
  /** Of the overview as it is sent. Bytes. */
  readonly bytes: number;
  readonly elements: number;
}

/** Notes when the first paths, and when all, were on the screen: two frames after they were there. */
const watching = (paths: number): string => `
  const seen = (name, isThere) => new MutationObserver((_, observer) => {
    if (!isThere()) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => { globalThis[name] = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });
  seen('first', () => document.querySelector('.row') !== null);
  seen('all', () => document.querySelectorAll('.row').length >= ${paths});
`;

const look = async (page: Page, url: string): Promise<Omit<Paint, 'paths'>> => {
  await page.goto(url);
  await page.waitForFunction('globalThis.first !== undefined && globalThis.all !== undefined');
  const read = (expression: string): Promise<number> => page.evaluate(expression);
  const arrived = "performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/overview'))";
  return {
    first: await read('first'),
    all: await read('all'),
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
    // What times the page is no part of it.
    const { page } = await openPage(browser, { bypassCSP: true });
    await enter(page, served.url);
    await page.addInitScript(watching(paths));
    const looks: Omit<Paint, 'paths'>[] = [];
    for (let run = 0; run < runs; run += 1) looks.push(await look(page, served.origin));
    await page.context().close();
    const [first] = looks;
    if (first === undefined) throw new Error('nobody looked');
    return {
      paths,
      first: median(looks.map(({ first: at }) => at)),
      all: median(looks.map(({ all }) => all)),
      bytes: first.bytes,
      elements: first.elements,
    };
  } finally {
    await served.close();
  }
};
