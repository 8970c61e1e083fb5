import { documentKeys } from '../../lambda/snapshot/snapshot.ts';
import { changeNetwork } from '../../local/change-network.ts';
import { networkFaults } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { type OpenNetwork, openEmbeddedNetwork } from '../support/embedded-network.ts';
import { flawsOf } from '../support/network-flaws.ts';

let open: OpenNetwork | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

test('the scenario has every part of a snapshot, and all that it names is there', () => {
  expect(Object.keys(scenario).sort()).toEqual([...documentKeys].sort());
  expect(flawsOf(scenario)).toEqual([]);
  // The transit gateway is no resource of a global network here.
  const { globalNetwork: _, ...resources } = ids;
  const written = JSON.stringify(scenario);
  expect(Object.values(resources).filter((id) => !written.includes(`"${id}"`))).toEqual([]);
});

/** Without the order of lists, and without the id that a repaired rule has anew. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([field]) => field !== 'SecurityGroupRuleId');
  return Object.fromEntries(entries.map(([field, inner]) => [field, canonical(inner)]).sort());
};

test.each(networkFaults.map((fault) => [fault.name, fault] as const))(
  '%s is a call that changes the network, and its repair makes it whole',
  async (_name, { breaks, mends, cause }) => {
    open = await openEmbeddedNetwork();
    const { ec2, network } = open;
    await changeNetwork(ec2, breaks);
    expect(JSON.stringify(breaks)).toContain(cause);
    expect(canonical(network.documents())).not.toEqual(canonical(scenario));
    await changeNetwork(ec2, mends);
    expect(canonical(network.documents())).toEqual(canonical(scenario));
  },
);
