import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { readReport } from '../../ui/read/report.ts';
import { reportHtml } from '../../ui/report/html.ts';
import { describeInBrowser, enter, keepPicture, openBrowser, openPage, violationsIn } from '../support/browser.ts';
import { fillHostile, hostileTexts } from '../support/hostile-table.ts';
import { memoryStore } from '../support/memory-store.ts';
import { bySchedule, openMonitor } from '../support/monitor.ts';
import { readFromMonitor, servePage } from '../support/page.ts';

/* What strangers wrote into names, tags and events is text on every page and in the report, and nothing else. */

const NOW = '2026-11-23T12:00:00.000Z';

/** Whether any of it was taken for more than text. */
const taken = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [
    ...(document.title.includes('pwned') ? ['the title was changed'] : []),
    ...[...document.querySelectorAll('img, iframe, object, [onerror], [onload]')].map((each) =>
      each.outerHTML.slice(0, 80),
    ),
    ...[...document.querySelectorAll('script')].filter((each) => !each.src.endsWith('/page.js')).map(() => 'a script'),
    ...[...document.querySelectorAll('a')]
      .map((link) => link.protocol)
      .filter((protocol) => !['http:', 'https:', 'file:'].includes(protocol)),
    ...(getComputedStyle(document.body).display === 'none' ? ['a style was taken'] : []),
    ...(/[\u202a-\u202e\u2066-\u2069\u200b]/.test(document.body.innerText) ? ['the reading direction is turned'] : []),
    ...(document.documentElement.scrollWidth > innerWidth ? ['it is wider than the page'] : []),
    ...(document.body.innerText.includes('x'.repeat(1000)) ? ['it goes on and on'] : []),
  ]);

describeInBrowser('what strangers wrote', () => {
  let browser: Browser;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathwatch-'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  const hostile = async () => {
    const store = memoryStore();
    await fillHostile(store);
    return store;
  };

  test('is text on the pages of paths and incidents', async () => {
    const store = await hostile();
    const served = await servePage({
      now: () => new Date(NOW),
      configuration: async () => undefined,
      use: (work) => work({ store, name: hostileTexts.script }),
      describe: async () => ({ reason: hostileTexts.image }),
    });
    const { page, troubles } = await openPage(browser);
    await enter(page, served.url);
    await page.locator('.problems').waitFor();
    expect(await page.locator('.problems .row').count()).toBe(Object.keys(hostileTexts).length);
    expect(await page.locator('body').innerText()).toContain('<script>document.title="pwned"</script>');
    expect(await taken(page)).toEqual([]);
    await keepPicture(page, 'hostile-overview');
    expect(await violationsIn(page)).toEqual([]);
    for (const name of Object.keys(hostileTexts))
      for (const place of [`path/hostile-${name}`, `incident/incident-of-hostile-${name}`]) {
        await page.goto(`${served.origin}/${place}`);
        await page.locator('article').waitFor();
        expect({ place, taken: await taken(page) }).toEqual({ place, taken: [] });
      }
    await page.goto(`${served.origin}/network`);
    await page.getByText('cannot be drawn').waitFor();
    expect(await taken(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
    await served.close();
  });

  test('is text in the picture of the network', async () => {
    const monitor = await openMonitor();
    await monitor.run(bySchedule);
    const renamed = async (text: string): Promise<Snapshot> => {
      const snapshot = await monitor.services.network.snapshot();
      const spelt = JSON.stringify(text).slice(1, -1);
      return JSON.parse(
        JSON.stringify(snapshot).replaceAll(/windows2016-private-(sub-)?a|"vpc-[ab]"/g, (found) =>
          found.startsWith('"') ? `"${spelt}"` : spelt,
        ),
      );
    };
    for (const [name, text] of Object.entries(hostileTexts)) {
      const served = await servePage({
        ...readFromMonitor(monitor),
        describe: async () => ({ snapshot: await renamed(text) }),
      });
      const { page, troubles } = await openPage(browser);
      await enter(page, served.url);
      await page.goto(`${served.origin}/network`);
      await page.locator('svg.picture[role=img]').waitFor();
      expect({ name, taken: await taken(page) }).toEqual({ name, taken: [] });
      expect(troubles).toEqual([]);
      await page.context().close();
      await served.close();
    }
    await monitor.close();
  });

  test('is text in the report, which asks nobody for anything', async () => {
    const store = await hostile();
    const window = { since: '2026-10-24T12:00:00.000Z', until: NOW };
    const source = { store, configuration: undefined, name: hostileTexts.style, now: NOW };
    const view = await readReport(source, window, { reason: hostileTexts.image });
    const file = join(folder, 'report.html');
    writeFileSync(file, reportHtml(view, { now: new Date(NOW), timeZone: 'UTC' }));
    const { page, troubles, asked } = await openPage(browser, { offline: true });
    await page.goto(pathToFileURL(file).href);
    expect(await page.locator('article').count()).toBe(2 * Object.keys(hostileTexts).length);
    expect(await taken(page)).toEqual([]);
    expect(await violationsIn(page)).toEqual([]);
    expect(troubles).toEqual([]);
    expect(asked).toEqual([pathToFileURL(file).href]);
    await page.context().close();
  });
});
