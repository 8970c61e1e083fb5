import { bundledConfiguration } from '../../lambda/compose.ts';
import { openDeployed } from '../../test/support/deployed.ts';
import { startDynalite } from '../../test/support/dynamodb.ts';
import { type Exchange, openProxy } from '../../test/support/dynamodb-proxy.ts';
import { median } from '../figures.ts';
import { configurationOf } from '../latency-paths.ts';
import { checksOf, recordedOf } from './items.ts';
import { type Reads, readsIn } from './reads.ts';
import { NOW, type Story, storyOf } from './story.ts';
import { write } from './write.ts';

/** One command over one table. */
export interface Asked extends Reads {
  readonly command: string;
  /** Milliseconds of the whole command, its clients included; the median. */
  readonly milliseconds: number;
}

export interface Queries {
  readonly paths: number;
  readonly days: number;
  readonly incidents: number;
  /** By the number of checks that are stored. */
  readonly measured: readonly { readonly checks: number; readonly asked: readonly Asked[] }[];
}

export interface MeasuringOptions {
  /** Where the table is kept; in memory if absent. */
  readonly folder?: string;
  /** Told of what takes long. */
  readonly tell?: (line: string) => void;
}

const commandsOf = ({ hit, at }: Story): readonly string[] => [
  'status',
  `history ${hit}`,
  'incidents',
  'report --since 30d',
  `explain ${hit} --at ${at}`,
  `history ${hit} --checks`,
];

/**
 * Asks a table of so many paths, of which more and more checks are stored, while all else stays as it is: the real commands over the
 * real clients, on the embedded engine. What they read is heard on the wire; times are without that.
 */
export const measureQueries = async (
  paths: number,
  sizes: readonly number[],
  runs: number,
  { folder, tell = () => undefined }: MeasuringOptions = {},
): Promise<Queries> => {
  const story = storyOf(bundledConfiguration(configurationOf(paths)).paths);
  const engine = await startDynalite(folder);
  const deployed = await openDeployed(engine);
  const heard: Exchange[] = [];
  const proxy = await openProxy(engine.url, (exchange) => heard.push(exchange));

  const run = async (command: string, url: string): Promise<number> => {
    process.env.AWS_ENDPOINT_URL_DYNAMODB = url;
    const begun = performance.now();
    const { stderr } = await deployed.shell.run(command, { now: () => new Date(NOW) });
    if (stderr !== '') throw new Error(`\`${command}\`: ${stderr}`);
    return performance.now() - begun;
  };

  const ask = async (command: string): Promise<Asked> => {
    heard.length = 0;
    await run(command, proxy.url);
    const reads = readsIn(heard);
    const times: number[] = [];
    for (let count = 0; count < runs; count += 1) times.push(await run(command, engine.url));
    return { command, ...reads, milliseconds: median(times) };
  };

  const measured: Queries['measured'][number][] = [];
  try {
    await write(deployed.table, recordedOf(story));
    let kept = 0;
    for (const checks of sizes) {
      const begun = performance.now();
      const each = checks / paths;
      await write(deployed.table, more(story, kept, each));
      kept = each;
      tell(`${checks} checks are stored: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
      const asked: Asked[] = [];
      for (const command of commandsOf(story)) asked.push(await ask(command));
      measured.push({ checks, asked });
    }
  } finally {
    await proxy.close();
    await deployed.close();
    await engine.close();
  }
  return { paths, days: story.days.length, incidents: story.incidents.length, measured };
};

/** The checks of each path from one place on up to another. */
function* more({ checks }: Story, from: number, to: number) {
  for (const each of checks) yield* checksOf(each, from, to);
}
