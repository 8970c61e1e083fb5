import type { Browser } from 'playwright-core';
import { networkFaults } from '../../local/faults.ts';
import { describeInBrowser, enter, keepPicture, openBrowser, openPage, violationsIn } from '../support/browser.ts';
import { bySchedule, type Monitor, openMonitor } from '../support/monitor.ts';
import { readFromMonitor, type ServedPage, servePage } from '../support/page.ts';

/* Every page over the embedded account, in the state of each case of the scenario. */

describeInBrowser('the page of a scenario case', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  describe.each(networkFaults.map(({ name, cause }) => [name, cause] as const))('%s', (name, cause) => {
    let monitor: Monitor;
    let served: ServedPage;
    beforeAll(async () => {
      monitor = await openMonitor();
      await monitor.run(bySchedule);
      monitor.pass(300);
      await monitor.account.breakNetwork(name);
      monitor.pass(60);
      await monitor.run(bySchedule);
      served = await servePage(readFromMonitor(monitor));
    });
    afterAll(async () => {
      await served.close();
      await monitor.close();
    });

    test('each page names the cause, is accessible, in light and dark, and meets no error', async () => {
      const { page, troubles, asked } = await openPage(browser);
      await enter(page, served.url);
      const problems = page.locator('.problems');
      await problems.getByText('a-to-b', { exact: true }).waitFor();
      expect(await problems.innerText()).toContain(cause);
      expect(await page.title()).toBe('(1) all paths – Pathwatch');
      await keepPicture(page, `${name}-overview`);
      expect(await violationsIn(page)).toEqual([]);

      await problems.getByRole('link', { name: 'a-to-b' }).first().click();
      await page.getByRole('heading', { name: 'The way' }).waitFor();
      const stop = page.locator('.hop.stopped');
      expect(await stop.first().innerText()).toContain(cause);
      expect(await page.getByRole('heading', { name: 'What to do' }).count()).toBe(1);
      expect(await page.locator('.command').first().innerText()).toContain('aws ec2');
      await keepPicture(page, `${name}-path`);
      expect(await violationsIn(page)).toEqual([]);

      await page.locator('header.head a').first().click();
      await page.getByRole('heading', { name: 'Alerts' }).waitFor();
      expect(await page.locator('article').innerText()).toContain('arn:aws:iam::111111111111:user/operator');
      await keepPicture(page, `${name}-incident`);
      expect(await violationsIn(page)).toEqual([]);

      await page.getByRole('link', { name: 'Network' }).click();
      await page.locator('svg.picture[role=img]').waitFor();
      expect(await page.locator('.findings').innerText()).toContain(cause);
      await keepPicture(page, `${name}-network`);
      expect(await violationsIn(page)).toEqual([]);

      await page.emulateMedia({ colorScheme: 'dark' });
      await page.getByRole('link', { name: 'Incidents' }).click();
      await page.locator('table.incidents').waitFor();
      await keepPicture(page, `${name}-incidents-dark`);
      expect(await violationsIn(page)).toEqual([]);
      await page.goto(`${served.origin}/`);
      await problems.waitFor();
      await keepPicture(page, `${name}-overview-dark`);
      expect(await violationsIn(page)).toEqual([]);

      expect(troubles).toEqual([]);
      expect(asked.filter((url) => !url.startsWith(served.origin))).toEqual([]);
      await page.context().close();
    });
  });

  test('on a phone nothing is wider than the screen', async () => {
    const monitor = await openMonitor();
    await monitor.run(bySchedule);
    await monitor.account.breakNetwork('security-group-closed');
    monitor.pass(60);
    await monitor.run(bySchedule);
    const served = await servePage(readFromMonitor(monitor));
    const { page } = await openPage(browser, {
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
    });
    await enter(page, served.url);
    await page.locator('.problems').waitFor();
    await keepPicture(page, 'overview-phone');
    for (const place of ['/', '/path/a-to-b', '/network', '/incidents']) {
      await page.goto(`${served.origin}${place}`);
      await page.locator('.row, article, svg.picture[role=img], table').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      expect(await violationsIn(page)).toEqual([]);
    }
    await page.context().close();
    await served.close();
    await monitor.close();
  });
});
