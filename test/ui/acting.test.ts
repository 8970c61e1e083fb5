import type { Browser } from 'playwright-core';
import { describeInBrowser, enter, openBrowser, openPage } from '../support/browser.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';

/* `pathwatch ui` as it is run: what a reader does on the page is what the commands of the same names do. */

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(() => shell.remove());

/** Runs `ui`, until it is stopped. */
const start = async (words = '') => {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let said = '';
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const write = (text: string): void => {
    said += text;
    tell();
  };
  const ended = shell.run(`ui --local ${words}`, {
    stdout: { write, isTerminal: false },
    untilStopped: () => stopped,
  });
  await Promise.race([told, ended]);
  const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(said)?.[0] ?? '';
  return {
    url,
    said: () => said,
    stop: async () => {
      stop();
      return (await ended).exit;
    },
  };
};

describe('ui', () => {
  test('prints an address of this machine, ends when it is stopped, and then answers nobody', async () => {
    const ui = await start();
    expect(ui.said()).toMatch(/^Open this address in your browser; [\s\S]*Ctrl-C ends it\.\n$/);
    expect((await fetch(ui.url)).status).toBe(200);
    expect(await ui.stop()).toBe(0);
    await expect(fetch(ui.url)).rejects.toThrow();
  });

  test('says so where its port is taken, and what a port is', async () => {
    const ui = await start();
    const { port } = new URL(ui.url);
    const { exit, stderr } = await shell.run(`ui --local --port ${port}`);
    expect(exit).toBe(2);
    expect(stderr).toContain(`port ${port} cannot be had`);
    expect((await shell.run('ui --local --port web')).stderr).toContain('write a port, from 1 to 65535');
    await ui.stop();
  });
});

describeInBrowser('what a reader does on the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test('mutes a path and acknowledges an incident, as the commands would, and shows it', async () => {
    await shell.run('check --local');
    await shell.run('check --local --scene security-group-closed');
    const ui = await start('--utc');
    const { page, troubles } = await openPage(browser);
    await enter(page, ui.url);
    await page.getByRole('link', { name: 'a-to-b' }).first().click();
    await page.getByText('Mute', { exact: true }).first().click();
    await page.getByLabel('Why').fill('switch "replaced" <b>now</b>');
    await page.getByLabel('For').selectOption('30 minutes');
    await page.getByRole('button', { name: 'Mute' }).click();
    await page.getByText('Done.').waitFor();
    await page.getByText('switch "replaced" <b>now</b>').waitFor();

    await page.locator('header.head a').first().click();
    await page.getByText('Acknowledge', { exact: true }).first().click();
    await page.getByLabel('Why').fill('on it');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('Done.').waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
    expect(await ui.stop()).toBe(0);

    const { document } = await shell.json('status --local');
    expect(document).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          pathId: 'a-to-b',
          acknowledged: expect.objectContaining({ reason: 'on it' }),
          silenced: expect.objectContaining({ reason: expect.stringContaining('switch "replaced" <b>now</b>') }),
        }),
      ]),
    );
  });
});
