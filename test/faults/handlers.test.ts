import { type Fault, faultsAt, nameOf, type Sites, sampled } from './fault.ts';
import { gathering, leaving, type Open, sitesOf, starting, surviveRunning } from './handlers.ts';
import { failuresAmong } from './matrix.ts';

const functions: readonly (readonly [what: string, open: Open])[] = [
  ['gathers the changes of the network', gathering],
  ['starts a sweep by schedule', starting],
  ['clears away when the stack goes', leaving],
];

describe.each(functions)('the function that %s', (what, open) => {
  let sites: Sites = new Map();

  beforeAll(async () => {
    sites = await sitesOf(open);
  });

  test('comes to its end through every fault of every call', async () => {
    const faults: readonly Fault[] = sampled(faultsAt(sites));
    expect(faults.length).toBeGreaterThan(8);
    const trials = faults.map(
      (fault) => [`it ${what}, ${nameOf(fault)}`, () => surviveRunning(open, sites, fault)] as const,
    );
    expect(await failuresAmong(trials)).toEqual([]);
  });
});
