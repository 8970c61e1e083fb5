import fc from 'fast-check';
import type { Question } from '../../lambda/domain/evidence.ts';
import { type Consulted, consult, type Reply } from '../../lambda/monitor/consult.ts';
import { digestOf, factsOf, foundOf, modelVerdict } from '../../lambda/monitor/footprint.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import { ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { aQuestion, aRouteQuestion, faultRun } from '../support/evidence.ts';
import { aFault } from '../support/network.ts';
import { aFinding } from '../support/records.ts';

const rdp = aQuestion({ source: ids.instanceA, destination: ids.instanceB, ports: { from: 3389, to: 3389 } });
const reply = { ...rdp, key: 'reply', source: ids.instanceB, destination: 'tgw-attach-1', replyTo: rdp.key };

const planned = (over: Partial<PlannedPath> = {}, questions: readonly Question[] = [rdp]): PlannedPath => ({
  pathId: 'a-to-b',
  questions: questions.map((question) => ({ pair: 0, question })),
  routes: [],
  unresolved: [],
  pairs: { count: 1, left: 0 },
  ...over,
});

const world = worldOf({ takenAt: '2026-11-22T10:00:00.000Z', documents: scenario, unreadable: {} });
const consulted = (plan: PlannedPath): Consulted => consult(plan, world);
const printOf = (plan: PlannedPath): string => foundOf(consulted(plan)).footprint;

describe('the digest of facts', () => {
  const dictionary = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), {
    noNullPrototype: true,
  });

  test('is the same in whatever order they come', () => {
    fc.assert(
      fc.property(
        dictionary.chain((facts) => {
          const entries = Object.entries(facts);
          return fc.tuple(fc.constant(facts), fc.shuffledSubarray(entries, { minLength: entries.length }));
        }),
        ([facts, shuffled]) => expect(digestOf(Object.fromEntries(shuffled))).toBe(digestOf(facts)),
      ),
    );
  });

  test('is another for any other facts', () => {
    fc.assert(
      fc.property(dictionary, dictionary, (one, other) => {
        const isSame = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        expect(digestOf(one) === digestOf(other)).toBe(isSame);
      }),
    );
    const moved = [{ a: 'b', c: 'd' }, { a: 'bc', d: '' }, { ab: 'c', d: '' }, { a: 'b' }, {}].map(digestOf);
    expect(new Set(moved).size).toBe(moved.length);
  });
});

describe('what a path depends on', () => {
  const plain = planned();

  test('is text, of the network and of what is asked', () => {
    const facts = factsOf(consulted(plain));
    expect(Object.keys(facts).length).toBeGreaterThan(10);
    expect(Object.values(facts).every((fact) => typeof fact === 'string')).toBe(true);
    expect(facts['path: its ends']).toContain(`${ids.instanceA} → ${ids.instanceB}`);
  });

  test('is the same whether or not the reply is asked about, for that follows from the rest', () => {
    expect(
      Object.keys(factsOf(consulted(planned({}, [rdp, reply])))).filter((key) => key === 'path: its ends'),
    ).toEqual(['path: its ends']);
    expect(factsOf(consulted(planned({}, [rdp, reply])))['path: its ends']).toBe(
      factsOf(consulted(plain))['path: its ends'],
    );
  });

  test.each<[string, Partial<PlannedPath>, readonly Question[]]>([
    ['another end', {}, [{ ...rdp, destination: ids.interfaceB }]],
    ['another port', {}, [{ ...rdp, ports: { from: 22, to: 22 } }]],
    ['a further pair that maxPairs leaves out', { pairs: { count: 2, left: 1 } }, [rdp]],
    ['an end that is gone', { unresolved: [aFinding({ code: 'RESOURCE_GONE' })] }, [rdp]],
    ['a question to Route Analyzer', { routes: [{ pair: 0, question: aRouteQuestion() }] }, [rdp]],
    ['a reason not to ask it', { routes: [{ pair: 0, notApplicable: 'not registered' }] }, [rdp]],
    [
      'a fault in place of what it is to be asked',
      { routes: [{ pair: 0, question: aRouteQuestion(), fault: aFault('DescribeGlobalNetworks') }] },
      [rdp],
    ],
  ])('is other with %s', (_, over, questions) => {
    expect(printOf(planned(over, questions))).not.toBe(printOf(plain));
  });

  test('is other where the model failed, and names how', () => {
    const failed = {
      plan: plain,
      replies: [faultRun({ code: 'RangeError', message: 'too deep' }) as Reply],
      routed: [],
    };
    expect(foundOf(failed).footprint).not.toBe(printOf(plain));
    expect(foundOf(failed).model).toBe('unknown');
    expect(Object.values(factsOf(failed))).toContain('RangeError: too deep');
  });

  test('is other for another address of the same interface', () => {
    const to = (destinationAddress: string): Question => {
      const { destination: _destination, ...rest } = rdp;
      return { ...rest, destinationAddress };
    };
    expect(printOf(planned({}, [to('172.16.0.89')]))).not.toBe(printOf(planned({}, [to('172.16.0.90')])));
  });
});

describe('the transit gateway of a path that Route Analyzer is asked about', () => {
  const attachmentArn = (id: string): string =>
    `arn:aws:ec2:ap-northeast-1:111111111111:transit-gateway-attachment/${id}`;
  // Second addresses, which no other question speaks of.
  const [there, back] = ['172.16.0.90', '10.0.20.237'];
  const question = aRouteQuestion({
    transitGatewayId: ids.transitGateway,
    globalNetworkId: ids.globalNetwork,
    sourceAttachmentArn: attachmentArn(ids.attachmentA),
    sourceAddress: back,
    destinationAttachmentArn: attachmentArn(ids.attachmentB),
    destinationAddress: there,
  });
  const asking = planned({ routes: [{ pair: 0, question }] });
  const addedBy = (plan: PlannedPath): readonly string[] => {
    const known = factsOf(consulted(planned()));
    return Object.keys(factsOf(consulted(plan))).filter((key) => !Object.hasOwn(known, key));
  };
  /** With a route that leads nowhere in a table of the transit gateway. */
  const changed = (table: string, cidr: string) => {
    const dropped = { DestinationCidrBlock: cidr, Type: 'static', State: 'blackhole' };
    const TransitGatewayRoutes = (scenario.TransitGatewayRoutes ?? []).map((element) =>
      element.TransitGatewayRouteTableId === table && Array.isArray(element.Routes)
        ? { ...element, Routes: [...element.Routes, dropped] }
        : element,
    );
    return worldOf({ takenAt: 't', documents: { ...scenario, TransitGatewayRoutes }, unreadable: {} });
  };
  const printIn = (plan: PlannedPath, of: ReturnType<typeof worldOf>) => foundOf(consult(plan, of)).footprint;

  test('has the routes to those very addresses, both ways, in the footprint, and nothing of the VPCs', () => {
    const added = addedBy(asking);
    const tables = added.filter((key) => key.startsWith('routes of ')).map((key) => key.split(' ')[2]);
    expect(tables.toSorted()).toEqual([ids.transitRoutesA, ids.transitRoutesB].toSorted());
    for (const key of added) expect(key).toMatch(/^(routes of tgw-rtb-|attachments? |transit gateway )/);
  });

  test.each([
    ['there', ids.transitRoutesA, there],
    ['back', ids.transitRoutesB, back],
  ])('is another by a route %s, to the address that is asked about alone', (_, table, address) => {
    const other = changed(table, `${address}/32`);
    expect(printIn(asking, other)).not.toBe(printIn(asking, world));
    expect(printIn(planned(), other)).toBe(printIn(planned(), world));
  });

  test.each<[string, PlannedPath['routes'][number]]>([
    ['cannot be asked', { pair: 0, notApplicable: 'not registered' }],
    ['cannot be asked for a fault', { pair: 0, question, fault: aFault('DescribeGlobalNetworks') }],
  ])('adds nothing where Route Analyzer %s', (_, route) => {
    expect(addedBy(planned({ routes: [route] }))).toEqual([]);
  });
});

describe('the verdict of the model on a path', () => {
  const asks = [rdp, rdp, reply].map((question) => ({ question }));
  test.each([
    [['reachable', 'reachable', 'unreachable'], 'reachable'],
    [['reachable', 'unreachable', 'reachable'], 'unreachable'],
    [['unknown', 'unreachable', 'reachable'], 'unknown'],
    [['reachable', 'reachable', 'unknown'], 'reachable'],
    [[], 'unknown'],
  ] as const)('of %j, the last of a reply, is %s', (verdicts, expected) => {
    expect(modelVerdict(asks, verdicts)).toBe(expected);
  });
});
