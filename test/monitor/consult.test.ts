import type { ModelReport, Run } from '../../lambda/domain/evidence.ts';
import { consult } from '../../lambda/monitor/consult.ts';
import { foundOf } from '../../lambda/monitor/footprint.ts';
import type { PlannedPath } from '../../lambda/monitor/plan.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import { modelOf as theModelOf } from '../../lambda/reachability/analyze.ts';
import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { addressB, ids } from '../../local/scenario/ids.ts';
import { scenario } from '../../local/scenario.ts';
import { aQuestion } from '../support/evidence.ts';
import { aFault } from '../support/network.ts';

const takenAt = '2026-11-22T10:00:00.000Z';
const healthy: Snapshot = { takenAt, documents: scenario, unreadable: {} };

/** The scenario with one of its parts changed. */
const changed = (
  key: 'RouteTables' | 'TransitGatewayRoutes',
  change: (element: Record<string, unknown>) => unknown,
) => ({
  ...healthy,
  documents: { ...scenario, [key]: (scenario[key] ?? []).map((element) => change({ ...element })) },
});

const rdp = aQuestion({ source: ids.instanceA, destination: ids.instanceB, ports: { from: 3389, to: 3389 } });

const planned = (...questions: readonly PlannedPath['questions'][number]['question'][]): PlannedPath => ({
  pathId: 'a-to-b',
  questions: questions.map((question) => ({ pair: 0, question })),
  routes: [],
  unresolved: [],
  pairs: { count: 1, left: 0 },
});

const consulted = (snapshot: Snapshot, question = rdp) => consult(planned(question), worldOf(snapshot));

const modelOf = (snapshot: Snapshot, question = rdp): Run<ModelReport> | undefined =>
  reporting([consulted(snapshot, question)])[0]?.questions[0]?.model;

const reportOf = (run: Run<ModelReport> | undefined): ModelReport => {
  if (run?.kind !== 'succeeded') throw new Error('the model gave no answer');
  return run.report;
};

const withoutWayBack = changed('RouteTables', (table) => ({
  ...table,
  ...(table.RouteTableId === ids.routesB && {
    Routes: [{ DestinationCidrBlock: '172.16.0.0/16', GatewayId: 'local' }],
  }),
}));

describe('the model consulted over the scenario', () => {
  test('healthy: open both ways', () => {
    expect(reportOf(modelOf(healthy))).toMatchObject({
      verdict: 'reachable',
      forward: 'reachable',
      back: 'reachable',
      findings: [],
    });
  });

  test('case 3: the route table of B lacks the way back', () => {
    expect(reportOf(modelOf(withoutWayBack))).toMatchObject({
      verdict: 'unreachable',
      forward: 'reachable',
      back: 'unreachable',
      findings: [{ code: 'NO_ROUTE_TO_DESTINATION', direction: 'return', component: 'rtb-021ab122f4f50d879' }],
    });
  });

  test('names the rules that admit the packets where something else stops them, and nowhere else', () => {
    expect(reportOf(modelOf(withoutWayBack)).admitted).toEqual([
      {
        interface: ids.interfaceA,
        group: ids.groupA,
        side: 'egress',
        rule: `${ids.groupA} allows all traffic to 0.0.0.0/0`,
      },
      {
        interface: ids.interfaceB,
        group: ids.groupB,
        side: 'ingress',
        rule: `${ids.groupB} allows tcp/3389 from 10.0.0.0/16`,
      },
    ]);
    expect(reportOf(modelOf(healthy))).not.toHaveProperty('admitted');
  });

  test('case 1: the transit gateway route table lacks it', () => {
    const snapshot = changed('TransitGatewayRoutes', (table) => ({
      ...table,
      ...(table.TransitGatewayRouteTableId === ids.transitRoutesB && { Routes: [] }),
    }));
    expect(reportOf(modelOf(snapshot))).toMatchObject({
      back: 'unreachable',
      findings: [{ direction: 'return', component: 'tgw-rtb-05c9fa8db5415ce07' }],
    });
  });

  test('an address and source ports are asked as they are declared', () => {
    const { destination: _, ...rest } = rdp;
    const byAddress = { ...rest, destinationAddress: addressB, sourcePorts: { from: 1024, to: 65_535 } };
    expect(reportOf(modelOf(healthy, byAddress)).verdict).toBe('reachable');
  });

  test('a part that could not be read is unknown, with the reason', () => {
    const { RouteTables: _, ...documents } = scenario;
    const unreadable = { RouteTables: aFault('DescribeRouteTables') };
    const report = reportOf(modelOf({ takenAt, documents, unreadable }));
    expect(report.verdict).toBe('unknown');
    expect(report.findings[0]?.says).toBe('unknown');
    expect(report.findings[0]?.message).toContain('RouteTables could not be read');
  });

  test('the footprint is the same for the same facts, and another once they changed', () => {
    const { footprint } = foundOf(consulted(healthy));
    expect(foundOf(consulted({ ...healthy, takenAt: '2026-11-23T10:00:00.000Z' })).footprint).toBe(footprint);
    expect(foundOf(consulted(withoutWayBack)).footprint).not.toBe(footprint);
  });

  test('a snapshot that breaks the model is an answer that says so', () => {
    const documents = new Proxy(scenario, {
      get: () => {
        throw new Error('broken '.repeat(200));
      },
    });
    const inventory = inventoryOf(healthy);
    const snapshot = { ...healthy, documents };
    const world = { snapshot, inventory, model: () => theModelOf(snapshot) };
    const run = reporting([consult(planned(rdp), world)])[0]?.questions[0]?.model;
    expect(run).toMatchObject({ kind: 'fault', fault: { kind: 'malformed', operation: 'analyze', code: 'Error' } });
    expect(JSON.stringify(run).length).toBeLessThan(600);
  });

  test('a plan without questions asks nothing', () => {
    expect(consult(planned(), worldOf(healthy))).toEqual({ plan: planned(), replies: [], routed: [] });
  });
});

describe('the size of what is kept', () => {
  const everywhere = [withoutWayBack, healthy, { takenAt, documents: {}, unreadable: {} }];

  test.each([1, 60, 100])('of %i questions is within its budget, and a break keeps its reason', (count) => {
    for (const snapshot of everywhere) {
      const plan = planned(...Array.from({ length: count }, () => rdp));
      const plans = reporting([consult(plan, worldOf(snapshot))]);
      const models = plans.flatMap(({ questions }) => questions.flatMap(({ model }) => model ?? []));
      expect(models).toHaveLength(count);
      expect(Buffer.byteLength(JSON.stringify(models))).toBeLessThan(70_000);
      for (const { verdict, findings, admitted } of models.map(reportOf)) {
        if (verdict !== 'reachable') expect(findings[0]?.says).toBe(verdict);
        // Where room is short, what blocks is kept, and what admits is not.
        if (count === 1 && verdict === 'unreachable') expect(admitted).toHaveLength(2);
      }
    }
  });
});
