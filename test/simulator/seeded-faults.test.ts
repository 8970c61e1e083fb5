import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { randomCases } from '../faults/each.ts';
import { type Fault, faults } from './seeded-faults.ts';
import type { Raced } from './seeded-race.ts';

const root = join(import.meta.dirname, '../..');
const mended = 'the engine as it is';
/** Where the cases of each of two races begin. */
const seeds = [20_261, 30_261];
/**
 * How many cases each race has at least, and at most as long as a fault is not caught: that without a fault there is no
 * disagreement is what agreement.test.ts tries too.
 */
const least = randomCases(6_000, 6);
const most = 10_000;

const run = promisify(execFile);

interface Copy {
  readonly name: string;
  readonly folder: string;
}

/** A copy of the engine, at `folder`. */
const copyTo = async (folder: string, name: string): Promise<Copy> => {
  await mkdir(folder);
  for (const part of ['domain', 'snapshot', 'network', 'reachability'])
    await cp(join(root, 'lambda', part), join(folder, part), { recursive: true });
  return { name, folder };
};

/** Seeds a fault into a copy. A number: its text stands there so many times, not once. */
const seed = async ({ folder }: Copy, { file, from, to }: Fault): Promise<number | undefined> => {
  const parts = (await readFile(join(folder, file), 'utf8')).split(from);
  if (parts.length !== 2) return parts.length - 1;
  await writeFile(join(folder, file), parts.join(to));
  return undefined;
};

const raceOf = async (copies: readonly Copy[], firstSeed: number): Promise<readonly Raced[]> => {
  const program = join(import.meta.dirname, 'seeded-race.ts');
  const engines = copies.flatMap(({ name, folder }) => [name, folder]);
  const { stdout } = await run(process.execPath, [program, `${firstSeed}`, `${least}`, `${most}`, ...engines]);
  return JSON.parse(stdout) as readonly Raced[];
};

describe('faults seeded into the engine one by one', () => {
  const raced = new Map<string, Raced>();
  const unseeded: Raced[] = [];
  const misfits = new Map<string, number>();

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pathwatch-faults-'));
    try {
      await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
      await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
      const whole = await copyTo(join(folder, 'mended'), mended);
      const copies: Copy[] = [];
      for (const [index, fault] of faults.entries()) {
        const copy = await copyTo(join(folder, `fault-${index}`), fault.name);
        const times = await seed(copy, fault);
        if (times === undefined) copies.push(copy);
        else misfits.set(fault.name, times);
      }
      const races = seeds.map((from, race) =>
        raceOf([whole, ...copies.filter((_, index) => index % seeds.length === race)], from),
      );
      for (const [first, ...others] of await Promise.all(races)) {
        if (first !== undefined) unseeded.push(first);
        for (const one of others) raced.set(one.name, one);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  afterAll(() => {
    const lines = faults.map(({ name }) => `${`${raced.get(name)?.cases ?? '?'}`.padStart(6)}  ${name}`);
    process.stdout.write(`Cases until each fault was caught:\n${lines.join('\n')}\n`);
  });

  test('without one, the engine agrees with the simulator', () => {
    expect(unseeded).toHaveLength(seeds.length);
    for (const { cases, how } of unseeded) {
      expect(how).toBeUndefined();
      expect(cases).toBeGreaterThanOrEqual(least);
    }
  });

  test.each(faults)('$name: caught', ({ name, file, from }) => {
    const times = misfits.get(name);
    if (times !== undefined) throw new Error(`${file} has ${times} times, not once: ${from}`);
    expect(raced.get(name)?.how).toMatch(/^\S+: the engine says .+; the simulator .+/);
  });

  test('there are at least twenty, each of its own name', () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    expect(faults.length).toBeGreaterThanOrEqual(20);
  });
});
