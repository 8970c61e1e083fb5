import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultNamed } from '../../local/faults.ts';
import { type Keeping, keepNetwork, readKeptNetwork } from '../../local/kept-network.ts';
import { type Network, openNetwork } from '../../local/network/network.ts';
import { scenario } from '../../local/scenario.ts';
import { broken } from '../support/scenario-network.ts';

let folder: string;
let network: Network;
let keeping: Keeping;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kept-'));
  network = openNetwork(scenario);
  keeping = keepNetwork(network, folder, () => new Date('2026-11-22T10:00:00Z'));
});
afterEach(() => rm(folder, { recursive: true }));

const breakRoute = (): void => {
  const { operation, input } = faultNamed('vpc-route-missing').breaks;
  network.operations[operation]?.(input as never);
};

/** As JSON has it, without what is empty. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner) => (Array.isArray(inner) && inner.length === 0 ? undefined : inner)));

test('nothing is kept until something changed, and then the change is', async () => {
  expect(await readKeptNetwork(folder)).toBeUndefined();
  breakRoute();
  await keeping.settled();
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(broken('vpc-route-missing')));
});

test('what is begun with can be kept too, and later changes are kept beside it', async () => {
  keeping.keep();
  await keeping.settled();
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(scenario));
  breakRoute();
  await keeping.end();
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(broken('vpc-route-missing')));
  expect((await readdir(folder)).sort()).toEqual(['network', 'network-1', 'network-2']);
});

test('changes that come while it writes are all kept', async () => {
  keeping.keep();
  breakRoute();
  await keeping.end();
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(broken('vpc-route-missing')));
});

test('a writing that was cut off leaves what was kept before', async () => {
  keeping.keep();
  await keeping.settled();
  await cp(join(folder, 'network-1'), join(folder, 'network-2'), { recursive: true });
  await writeFile(join(folder, 'network-2', 'RouteTables.json'), '{"RouteTables": [');
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(scenario));
  breakRoute();
  await keeping.end();
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(broken('vpc-route-missing')));
});

test('files that are not ours are not written over, and that is said', async () => {
  keeping.keep();
  await keeping.settled();
  await cp(join(folder, 'network-1'), join(folder, 'network-2'), { recursive: true });
  await writeFile(join(folder, 'network-2', 'mine.txt'), 'mine');
  breakRoute();
  await expect(keeping.end()).rejects.toThrow('mine.txt');
  expect(plain(await readKeptNetwork(folder))).toEqual(plain(scenario));
});
