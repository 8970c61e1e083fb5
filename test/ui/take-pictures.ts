import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { problemText } from '../../cli/configuration/problem.ts';
import { readConfiguration } from '../../cli/configuration/read.ts';
import { openStage, type Stage } from '../../local/demo/stage.ts';
import { faultNamed } from '../../local/faults.ts';
import { enter, openBrowser } from '../support/browser.ts';
import { servePage } from '../support/page.ts';

/*
 * `npm run pictures`: the pictures of README.md and docs/, taken anew of the page over the demo, in which somebody has just
 * deleted a route of the transit gateway.
 */

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** What is to be seen before a picture is taken, and how much of the page is on it. Pixels. */
const pictures = [
  { name: 'overview', place: '/', seen: '.problems', height: 560 },
  { name: 'path', place: '/path/a-to-b-rdp', seen: '.hop.stopped', height: 1_560 },
  { name: 'network', place: '/network', seen: 'svg.picture[role=img]', height: 480 },
] as const;

const take = async (page: Page, origin: string): Promise<void> => {
  for (const { name, place, seen, height } of pictures) {
    await page.setViewportSize({ width: 1_120, height });
    await page.goto(`${origin}${place}`);
    await page.locator(seen).first().waitFor();
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    console.log(path.slice(fileURLToPath(new URL('../../', import.meta.url)).length));
  }
};

const play = async ({ runner, services, configuration, change }: Stage): Promise<void> => {
  await runner.run({ trigger: { by: 'hand' } });
  await change('AKIAALICE', faultNamed('transit-route-missing').breaks);
  const served = await servePage({
    now: services.now,
    configuration: async () => configuration,
    use: (work) => work({ store: services.store, name: 'demo' }),
    describe: async () => ({ snapshot: await services.network.snapshot() }),
  });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ timezoneId: 'UTC' });
    await enter(page, served.url);
    await mkdir(folder, { recursive: true });
    await take(page, served.origin);
  } finally {
    await browser.close();
    await served.close();
  }
};

const read = await readConfiguration('pathwatch.yaml');
if (read.ok) {
  const stage = await openStage(read.configuration);
  try {
    await play(stage);
  } finally {
    await stage.close();
  }
} else {
  for (const problem of read.problems) console.error(problemText(problem));
  process.exitCode = 2;
}
