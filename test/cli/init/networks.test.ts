import { basename } from 'node:path';
import { largeNetwork } from '../../../bench/large-network/network.ts';
import { isProposed } from '../../../cli/init/offer.ts';
import { resolve } from '../../../lambda/monitor/resolve.ts';
import { worldOf } from '../../../lambda/monitor/world.ts';
import { readFolder } from '../../../lambda/snapshot/read-folder.ts';
import type { Snapshot } from '../../../lambda/snapshot/snapshot.ts';
import { scenario } from '../../../local/scenario.ts';
import { corpusFolders } from '../../support/corpus.ts';
import { onTheInternet } from '../../support/scenario-network.ts';
import { wholeNetwork } from '../../support/whole-network.ts';
import { threeTiers } from '../discover/sample.ts';
import { drafted, idsIn, read, uncommented } from './draft.ts';

/* Whatever the network: each candidate's ends resolve, and what is written of it is right. */

const takenAt = '2026-11-22T10:00:00.000Z';

const inProcess: readonly (readonly [string, () => Snapshot])[] = [
  ['the scenario', () => ({ takenAt, documents: scenario, unreadable: {} })],
  ['the scenario on the internet', () => ({ takenAt, documents: onTheInternet(), unreadable: {} })],
  ['three tiers', () => threeTiers().snapshot()],
  ['a network of every part', () => ({ takenAt, documents: wholeNetwork, unreadable: {} })],
  ['a dozen VPCs', () => ({ takenAt, documents: largeNetwork(12), unreadable: {} })],
  ['nothing', () => ({ takenAt, documents: {}, unreadable: {} })],
];

const hold = (snapshot: Snapshot): void => {
  const { inventory } = worldOf(snapshot);
  const { offers, text } = drafted(snapshot);
  for (const { path, now } of offers) {
    expect(resolve(path.from, inventory)).toMatchObject({ kind: 'found' });
    expect(resolve(path.to, inventory)).toMatchObject({ kind: 'found' });
    expect(now.pairs).toBeGreaterThan(0);
    if (now.verdict !== 'reachable') expect(now.reason).toEqual(expect.any(String));
  }
  const active = offers.filter(isProposed).map(({ entry }) => entry.id);
  expect(idsIn(read(text))).toEqual(active.length === 0 ? ['replace-me'] : active);
  const others = offers.filter((offer) => !isProposed(offer)).map(({ entry }) => entry.id);
  expect(idsIn(read(uncommented(text)))).toEqual([...(active.length === 0 ? ['replace-me'] : active), ...others]);
};

test.each(inProcess)('%s', (_, snapshotOf) => hold(snapshotOf()));

describe('the recorded networks', () => {
  const folders = [...corpusFolders('batfish'), ...corpusFolders('np-guard')];
  const whereThere = folders.length === 0 ? test.skip : test;
  whereThere.each(folders.map((folder) => [basename(folder), folder]))('%s', async (_, folder) =>
    hold((await readFolder(folder, takenAt)).snapshot),
  );
});

test('the same network in another order has the same candidates', () => {
  const documents = largeNetwork(6);
  const reversed = Object.fromEntries(Object.entries(documents).map(([key, elements]) => [key, elements.toReversed()]));
  const [one, other] = [documents, reversed].map((each) => drafted({ takenAt, documents: each, unreadable: {} }));
  expect(one?.offers.length).toBe(20);
  expect(other?.text).toBe(one?.text);
});

test('10,000 interfaces in 200 VPCs are looked through, and what finds no room is counted', () => {
  const { offers, text } = drafted({ takenAt, documents: largeNetwork(200), unreadable: {} });
  expect(offers).toHaveLength(20);
  expect(new Set(offers.map(({ kind }) => kind)).size).toBe(6);
  const [, left] = /# (\d+) more candidates found no room here/.exec(text) ?? [];
  expect(Number(left)).toBeGreaterThan(20_000);
});
