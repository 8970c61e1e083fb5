import type { Browser } from 'playwright-core';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { describeInBrowser, enter, keepPicture, openBrowser, openPage, violationsIn } from '../support/browser.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { type DynamodbProxy, openProxy } from '../support/dynamodb-proxy.ts';
import { fillTable } from '../support/filled-table.ts';
import { servePage } from '../support/page.ts';

/* How the page bears an empty table, one that is slow, one that fails, and credentials that have expired. */

describeInBrowser('the page over a table that is not as one would wish', () => {
  let browser: Browser;
  let engine: Engine;
  let proxy: DynamodbProxy;
  beforeAll(async () => {
    [browser, engine] = await Promise.all([openBrowser(), startDynalite()]);
    proxy = await openProxy(engine.url);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), proxy.close()]);
    await engine.close();
  });

  afterEach(() => proxy.disturb(() => undefined));

  const began = Date.now();
  const now = () => new Date(Date.parse('2026-11-23T12:00:00.000Z') + Date.now() - began);

  /** The page over a table of its own, reached through the proxy, by a client that tries once. */
  const opened = async ({ filled }: { readonly filled: boolean }) => {
    const table = await engine.openTable();
    if (filled) await fillTable(table);
    const store = dynamodbStore(table.by(proxy.url, 1), table.name, 90, now);
    const served = await servePage({
      now,
      configuration: async () => undefined,
      use: (work) => work({ store, name: 'tried' }),
      describe: async () => ({ reason: 'AWS refused DescribeVpcs: UnauthorizedOperation' }),
    });
    const watched = await openPage(browser);
    return {
      ...watched,
      served,
      close: async () => {
        proxy.disturb(() => undefined);
        await watched.page.context().close();
        await served.close();
        table.close();
      },
    };
  };

  test('an empty table says what to do first', async () => {
    const { page, served, troubles, close } = await opened({ filled: false });
    await enter(page, served.url);
    await page.getByText('No path is watched yet').waitFor();
    for (const [place, words] of [
      ['/network', 'cannot be drawn'],
      ['/incidents', 'No incident began in this time'],
      ['/path/none', 'there is no such path'],
      ['/incident/none', 'there is no such incident'],
    ] as const) {
      await page.goto(`${served.origin}${place}`);
      await page.getByText(words).first().waitFor();
      expect(await violationsIn(page)).toEqual([]);
    }
    await page.goto(served.origin);
    await page.getByText('No path is watched yet').waitFor();
    await keepPicture(page, 'empty');
    expect(await violationsIn(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await close();
  });

  test('a slow table is waited for, and the page says so', async () => {
    const { page, served, close } = await opened({ filled: true });
    proxy.disturb(() => ({ kind: 'delay', milliseconds: 1200 }));
    await enter(page, served.url);
    await page.getByText('Reading the table…').waitFor();
    await keepPicture(page, 'slow');
    expect(await violationsIn(page)).toEqual([]);
    await page.getByRole('heading', { name: '1 of 3 paths is not as expected' }).waitFor();
    await close();
  });

  test('one that fails from the first look on says why and what to do, and shows the paths once it answers', async () => {
    const { page, served, close } = await opened({ filled: true });
    proxy.disturb(() => ({ kind: 'error', status: 500, code: 'InternalServerError' }));
    await enter(page, served.url);
    await page.getByText('AWS did not answer').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('What to do: ');
    expect(await page.locator('.row').count()).toBe(0);
    expect(await violationsIn(page)).toEqual([]);
    await keepPicture(page, 'failing');
    proxy.disturb(() => undefined);
    await page.reload();
    await page.getByRole('heading', { name: '1 of 3 paths is not as expected' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    await close();
  });

  test('what was known stays while credentials have expired, and is said to be old', async () => {
    const { page, served, close } = await opened({ filled: true });
    await enter(page, served.url);
    await page.getByRole('heading', { name: '1 of 3 paths is not as expected' }).waitFor();
    proxy.disturb(() => ({ kind: 'error', status: 400, code: 'ExpiredTokenException' }));
    await page.getByText('What is shown was read before').waitFor();
    expect(await page.getByText('sign in').count()).toBe(1);
    expect(await page.locator('.row').count()).toBe(3);
    expect(await violationsIn(page)).toEqual([]);
    await keepPicture(page, 'expired');
    proxy.disturb(() => undefined);
    await page.getByText('What is shown was read before').waitFor({ state: 'detached' });
    await close();
  });

  test('where the network may not be described, a path is drawn as AWS told it, and all else is there', async () => {
    const { page, served, close } = await opened({ filled: true });
    await enter(page, served.url);
    await page.getByRole('link', { name: 'web-db', exact: true }).click();
    await page.getByText('the network could not be described').waitFor();
    expect(await page.locator('article').innerText()).toContain('AWS refused DescribeVpcs');
    expect(await page.locator('.evidence').innerText()).toContain('Reachability Analyzer');
    await keepPicture(page, 'undescribed');
    expect(await violationsIn(page)).toEqual([]);
    await close();
  });

  test('axe is no mere ornament: it finds what is wrong on a page', async () => {
    const { page } = await openPage(browser);
    await page.setContent('<html><body><img src="x"><button></button></body></html>');
    expect((await violationsIn(page)).map((text) => text.split(':')[0])).toEqual(
      expect.arrayContaining(['image-alt', 'button-name', 'html-has-lang']),
    );
    await page.context().close();
  });
});
