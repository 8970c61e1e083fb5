import { canarying } from './canary.ts';
import { type Fault, faultsAt, nameOf, type Sites, sampled } from './fault.ts';
import { gathering, leaving, type Open, sitesOf, starting, surviveRunning } from './handlers.ts';
import { failuresAmong } from './matrix.ts';

const all = /./;
/** What the canary calls that no other sweep does, or for its own sake. */
const ofCanary = /CANARY|BUDGET|NOTICE|NetworkInsights/;

const functions: readonly (readonly [what: string, open: Open, own: RegExp])[] = [
  ['gathers the changes of the network', gathering, all],
  ['starts a sweep by schedule', starting, all],
  ['clears away when the stack goes', leaving, all],
  ['proves that the monitor still tells open from blocked', canarying, ofCanary],
];

describe.each(functions)('the function that %s', (what, open, own) => {
  let sites: Sites = new Map();

  beforeAll(async () => {
    sites = new Map([...(await sitesOf(open))].filter(([site]) => own.test(site)));
  });

  test('comes to its end through every fault of every call', async () => {
    const faults: readonly Fault[] = sampled(faultsAt(sites), own === all ? 1 : 3);
    expect(faults.length).toBeGreaterThan(8);
    const trials = faults.map(
      (fault) => [`it ${what}, ${nameOf(fault)}`, () => surviveRunning(open, sites, fault)] as const,
    );
    expect(await failuresAmong(trials)).toEqual([]);
  });
});
