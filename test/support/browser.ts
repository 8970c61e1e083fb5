import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeSource from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Debian's browser; another one by its file. */
const file = process.env.PATHWATCH_CHROMIUM ?? '/usr/bin/chromium';

const hasBrowser = existsSync(file);

/** What is drawn is looked at in a real browser; where there is none the tests say so. */
export const describeInBrowser = (name: string, tests: () => void): void => {
  if (hasBrowser) describe(name, tests);
  else test.skip(`skipped: ${name}: there is no Chromium at ${file}`, tests);
};

/** No sandbox of its own: it runs as root in CI, and is shown nothing but what we made. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: file, args: ['--no-sandbox', '--disable-gpu'] });

const pictures = fileURLToPath(new URL('../../screenshots/', import.meta.url));

/** Keeps what a page looks like as test output. */
export const keepPicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
};

/** A page that tells what went wrong in it: what it logged as an error, what was thrown, what the policy refused. */
export interface Watched {
  readonly page: Page;
  readonly troubles: readonly string[];
  /** Addresses that it asked for, in order. */
  readonly asked: readonly string[];
}

export const openPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, timezoneId: 'UTC', ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    // A refusal of the server is the page's business, which shows it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => asked.push(request.url()));
  return { page, troubles, asked };
};

/** What axe finds against accessibility, a line each; run past the page's policy, as an extension is. */
export const violationsIn = async (page: Page): Promise<readonly string[]> => {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await evaluate(AxeSource.source);
  const found = await evaluate(
    'axe.run().then(({ violations }) => violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => [id, help, target.join(" ")].join(": "))))',
  );
  await session.detach();
  return Array.isArray(found) ? found.map(String) : [`axe answered ${JSON.stringify(found)}`];
};

/** Opens the page by its address, and waits until it leads on to the page itself. */
export const enter = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await page.locator('#main').waitFor();
};
