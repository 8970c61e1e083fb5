import fc from 'fast-check';
import { analyze } from '../../lambda/reachability/analyze.ts';
import type { Answer } from '../../lambda/reachability/answer.ts';
import { answerDocument } from '../../lambda/reachability/document.ts';
import type { Documents } from '../../lambda/snapshot/snapshot.ts';
import { randomCases } from '../faults/each.ts';
import { type Described, described, documentsOf } from '../simulator/described.ts';
import type { Query } from '../simulator/exists.ts';
import { addTable, routeTo } from '../simulator/joints.ts';
import { anyCase, mutation } from '../simulator/networks.ts';
import { addAcl, addEni, addGroup, addSubnet, addVpc, entry, everything } from '../simulator/parts.ts';

const seed = Number(process.env.PATHWATCH_SEED ?? 12);
const runs = Number(process.env.PATHWATCH_RUNS ?? randomCases(800, 2));
const holds = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>, numRuns = runs): void =>
  fc.assert(property, { seed, numRuns });

const ask = (documents: Documents, query: Query): Answer =>
  analyze({ takenAt: '2026-11-22T00:00:00.000Z', documents, unreadable: {} }, query);

const changed = (documents: Documents, change: (network: Described) => void): Documents => {
  const network = structuredClone(described(documents));
  change(network);
  return documentsOf(network);
};

const isEqual = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Changes of things that no packet of any query meets: a VPC that nothing leads to, a group that nobody has, a route to elsewhere. */
const unrelated: Readonly<Record<string, (network: Described) => void>> = {
  'a rule of a group that nobody has': (network) => {
    addGroup(network, 'sg-spare', 'vpc-0', [everything()], []);
  },
  'a route to where no query goes': (network) => {
    for (const table of network.RouteTables)
      if (!table.Associations?.some((each) => each.GatewayId !== undefined))
        table.Routes?.push(routeTo('203.0.113.0/29', 'igw-elsewhere'));
  },
  'another VPC': (network) => {
    addVpc(network, 'vpc-other', ['10.200.0.0/16']);
    addSubnet(network, 'subnet-other', 'vpc-other', '10.200.0.0/24', 'eu-west-1a');
    addGroup(network, 'sg-other', 'vpc-other', [everything()], [everything()]);
    addTable(network, 'rtb-other', 'vpc-other', 'main', []);
    addAcl(network, 'acl-other', 'vpc-other', [], [entry(100, 'in', 'allow')], true);
    addEni(network, 'eni-other', {
      subnetId: 'subnet-other',
      addresses: [{ address: '10.200.0.10' }],
      groups: ['sg-other'],
      instanceId: 'i-other',
    });
  },
  'an ENI in no query': (network) => {
    const [subnet] = network.Subnets;
    const address = subnet?.CidrBlock?.replace(/0\/24$/, '250') ?? '10.0.0.250';
    addGroup(network, 'sg-alone', subnet?.VpcId ?? '', [], []);
    addEni(network, 'eni-alone', {
      subnetId: subnet?.SubnetId ?? '',
      addresses: [{ address }],
      groups: ['sg-alone'],
    });
  },
  'tags and names': (network) => {
    for (const each of [...network.Vpcs, ...network.Subnets, ...network.SecurityGroups])
      each.Tags = [{ Key: 'Name', Value: 'changed' }];
  },
};

/** What a query to the whole internet or by address alone looks at is more: every interface that might have it. */
const isBetweenInterfaces = ({ from, to }: Query): boolean => from.startsWith('eni-') && to.startsWith('eni-');

describe('the footprint of an answer', () => {
  test('tells all that the answer depends on: same facts, same answer', () => {
    let same = 0;
    let sameInOther = 0;
    holds(
      fc.property(anyCase, fc.array(mutation, { minLength: 1, maxLength: 3 }), ({ documents, query }, changes) => {
        const other = changes.reduce((before, change) => change(before), documents);
        const one = ask(documents, query);
        const two = ask(other, query);
        if (!isEqual(one.footprint(), two.footprint())) return;
        same += 1;
        if (!isEqual(documents, other)) sameInOther += 1;
        expect(answerDocument(two)).toEqual(answerDocument(one));
        expect({ ...two, footprint: undefined }).toEqual({ ...one, footprint: undefined });
      }),
    );
    // Of changes at random, many are of things that the packets never meet.
    expect(sameInOther / runs).toBeGreaterThan(0.25);
    expect(same / runs).toBeLessThan(0.95);
  });

  test('changes whenever the answer does', () => {
    let differ = 0;
    holds(
      fc.property(anyCase, mutation, ({ documents, query }, change) => {
        const one = ask(documents, query);
        const two = ask(change(documents), query);
        if (isEqual(answerDocument(one), answerDocument(two))) return;
        differ += 1;
        expect(two.footprint()).not.toEqual(one.footprint());
      }),
    );
    expect(differ).toBeGreaterThan(0);
  });

  test.each(Object.entries(unrelated))('is not changed by %s', (_name, change) => {
    holds(
      fc.property(
        anyCase.filter(({ query }) => isBetweenInterfaces(query)),
        ({ documents, query }) => {
          const one = ask(documents, query);
          const two = ask(changed(documents, change), query);
          expect(two.footprint()).toEqual(one.footprint());
          expect(answerDocument(two)).toEqual(answerDocument(one));
        },
      ),
      300,
    );
  });

  test('is the same in two runs, sorted by its keys, each a fact with a value', () => {
    holds(
      fc.property(anyCase, ({ documents, query }) => {
        const answer = ask(documents, query);
        const footprint = answer.footprint();
        expect(ask(structuredClone(documents), query).footprint()).toEqual(footprint);
        expect(answer.footprint()).toEqual(footprint);
        const keys = Object.keys(footprint);
        expect(keys).toEqual(keys.toSorted());
        expect(keys.length).toBeGreaterThan(0);
      }),
      500,
    );
  });
});
