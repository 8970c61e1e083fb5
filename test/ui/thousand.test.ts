import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, enter, keepPicture, openBrowser, openPage, violationsIn } from '../support/browser.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { manyPaths } from '../support/many-paths.ts';
import { type ServedPage, servePage } from '../support/page.ts';

/* A thousand paths over thirty days: what a reader does with them, by hand and by keys; all of it is in the page's address. */

const PATHS = 1_000;

describeInBrowser('a thousand paths', () => {
  let browser: Browser;
  let engine: Engine;
  let served: ServedPage;
  let page: Page;
  let troubles: readonly string[];

  beforeAll(async () => {
    [browser, engine] = await Promise.all([openBrowser(), startDynalite()]);
    const { from } = await manyPaths(engine, PATHS, 'bad');
    served = await servePage(from);
    ({ page, troubles } = await openPage(browser));
    await enter(page, served.url);
    await page.locator('.row').first().waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
    await engine.close();
  });

  const address = () => new URL(page.url()).search;

  test('are all there, problems first, and found by words, state and tag, which the address keeps', async () => {
    await page.goto(served.origin);
    await page.locator('.row').first().waitFor();
    expect(await page.locator('.row').count()).toBe(PATHS);
    const bad = await page.locator('.problems .row').count();
    expect(bad).toBeGreaterThan(0);
    expect(await page.locator('.row').first().getAttribute('class')).toBe('row unexpected');
    await keepPicture(page, 'thousand');

    await page.getByRole('button', { name: 'not as expected' }).click();
    expect(await page.locator('.row').count()).toBe(bad);
    expect(address()).toBe('?standing=unexpected');
    await page.getByRole('button', { name: 'not as expected' }).click();

    await page.keyboard.press('/');
    await page.keyboard.type('team-3 path-00');
    expect(await page.locator('.row').count()).toBeLessThan(20);
    expect(address()).toBe('?q=team-3+path-00');
    await page.getByLabel('Group by').selectOption('team');
    expect(await page.locator('.group h3').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^team=team-3 1\d paths$/),
    );

    // Another reader who opens the address sees the same.
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.locator('.row').first().waitFor();
    expect(await other.locator('.row').count()).toBe(await page.locator('.row').count());
    expect(await other.getByLabel('Find').inputValue()).toBe('team-3 path-00');
    await other.close();

    await page.getByLabel('Find').fill('nothing is like this');
    await page.getByText('No path is what you look for.').waitFor();
    expect(troubles).toEqual([]);
  });

  test('are read by keys alone: to a path and back', async () => {
    await page.goto(`${served.origin}/?q=path-0005`);
    await page.locator('.row').first().waitFor();
    await page.locator('.row a').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('article.path').waitFor();
    expect(new URL(page.url()).pathname).toBe('/path/path-0005');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.goBack();
    await page.locator('.row').first().waitFor();
    expect(address()).toBe('?q=path-0005');
    await page.keyboard.press('Control+Home');
    expect(troubles).toEqual([]);
  });

  test('are accessible', async () => {
    await page.goto(`${served.origin}/?q=path-00`);
    await page.locator('.row').first().waitFor();
    expect(await violationsIn(page)).toEqual([]);
  });
});
