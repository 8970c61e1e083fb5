import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { describeInBrowser, keepPicture, openBrowser, openPage, violationsIn } from '../support/browser.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';

/* The report as its readers get it: a file, opened from the disk of a machine without a network. */

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(() => shell.remove());

const broken = 'check --local --scene security-group-closed';

describe('report --html', () => {
  test('tells what it has written, to people and to programs', async () => {
    await shell.run(broken);
    const { exit, stdout, stderr } = await shell.run('report --local --html report.html');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/^report\.html: 2 paths, 1 of them whole, 1 incident; \d+ kB, needs no network\n$/);
    expect((await shell.json('report --local --html again.html')).document).toMatchObject({
      file: 'again.html',
      paths: 2,
    });
    expect(readFileSync(join(shell.folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>\n/);
  });

  test('says where it cannot be written, and leaves nothing half done', async () => {
    await shell.run('check --local');
    await shell.write('file', '');
    const { exit, stderr } = await shell.run('report --local --html file/report.html');
    expect(exit).toBe(2);
    expect(stderr).toContain('the report cannot be written: it is a file');
  });

  test('is whole where nothing was ever looked at', async () => {
    expect((await shell.run('report --local --html report.html')).exit).toBe(0);
    expect(readFileSync(join(shell.folder, 'report.html'), 'utf8')).toContain('nobody has looked yet');
  });
});

describeInBrowser('the report as a page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('opens with the network off, tells all, is accessible, and prints', async () => {
    await shell.run('check --local');
    await shell.run(broken);
    await shell.run('report --local --html report.html');
    const { page, troubles, asked } = await openPage(browser, { offline: true });
    const url = pathToFileURL(join(shell.folder, 'report.html')).href;
    await page.goto(url);
    expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toBe('1 of 2 paths is not as expected');
    await page.getByRole('link', { name: 'a-to-b' }).first().click();
    expect(new URL(page.url()).hash).toBe('#path-a-to-b');
    const whole = page.locator('[id="path-a-to-b"]');
    for (const told of ['sg-073c4d556bf048ea0', 'stopped here', 'aws ec2 authorize-security-group-ingress'])
      expect(await whole.innerText()).toContain(told);
    expect(await page.locator('svg.picture[role=img]').count()).toBe(1);
    // What only a program could do is not offered.
    expect(await page.locator('button, form, script').count()).toBe(0);
    await keepPicture(page, 'report');
    expect(await violationsIn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violationsIn(page)).toEqual([]);
    const printed = await page.pdf({ format: 'A4' });
    expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
    expect(troubles).toEqual([]);
    expect(asked.every((one) => one.startsWith(url))).toBe(true);
    await page.context().close();
  });
});
