import { parseArgs } from 'node:util';
import { type Runnable, targets } from './targets.ts';

/*
 * `npm run fuzz`: inputs that were made wrong, thrown at each parser of what comes from outside. A line a parser, exit 1 where
 * something is found: `-- configuration snapshots --inputs 1000 --seed 7` names parsers, how many inputs and which.
 */

/** Milliseconds; some inputs are hundreds of kilobytes, and the machine may be busy. */
const LONGEST = 10_000;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const grouped = (count: number): string => count.toLocaleString('en-US');

const wholeOf = (text: string, name: string): number => {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`--${name} ${text} is no whole number`);
};

const wanted = (names: readonly string[]): readonly Runnable[] => {
  const unknown = names.find((name) => !targets.some((target) => target.name === name));
  if (unknown !== undefined)
    throw new Error(`there is no parser ${unknown}; there are ${targets.map(({ name }) => name).join(', ')}`);
  return names.length === 0 ? targets : targets.filter(({ name }) => names.includes(name));
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      inputs: { type: 'string', default: '100000' },
      seed: { type: 'string', default: `${Math.trunc(Math.random() * 2 ** 31)}` },
      path: { type: 'string' },
    },
  });
  const inputs = wholeOf(values.inputs, 'inputs');
  const seed = wholeOf(values.seed, 'seed');
  const { path } = values;
  const total = { inputs: 0, findings: 0 };
  const from = performance.now();
  const chosen = wanted(positionals);
  for (const { name, parses, run } of chosen) {
    const began = performance.now();
    const ran = await run({ inputs, seed, longest: LONGEST, ...(path !== undefined && { path }) });
    const seconds = (performance.now() - began) / 1000;
    total.inputs += ran.inputs;
    const rate = Math.round((ran.accepted + ran.refused) / seconds);
    print(
      `${name} (${parses}): ${grouped(ran.inputs)} inputs, ${grouped(ran.accepted)} accepted, ${grouped(ran.refused)} refused, ${grouped(rate)} a second, the slowest ${ran.slowest.toFixed(0)} ms, seed ${seed}`,
    );
    if (ran.finding === undefined) continue;
    total.findings += 1;
    const { error, input } = ran.finding;
    print(`FOUND in ${name}, again by \`npm run fuzz -- ${name} --seed ${seed} --path ${ran.finding.path}\`:`);
    print(`${error}\ninput: ${input}`);
  }
  const minutes = ((performance.now() - from) / 60_000).toFixed(1);
  print(
    `fuzz: ${chosen.length} parsers, ${grouped(total.inputs)} inputs, ${total.findings} found, seed ${seed}, ${minutes} min`,
  );
  return total.findings === 0 ? 0 : 1;
};

process.exitCode = await main();
