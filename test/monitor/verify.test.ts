import { Fault, type FaultKind } from '../../lambda/domain/fault.ts';
import type { Path } from '../../lambda/domain/path.ts';
import type { Started } from '../../lambda/monitor/analyze.ts';
import { consult } from '../../lambda/monitor/consult.ts';
import { factsOf, foundOf } from '../../lambda/monitor/footprint.ts';
import { planPath } from '../../lambda/monitor/plan.ts';
import type { Planned } from '../../lambda/monitor/planned.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
import { verify } from '../../lambda/monitor/verify.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import type { Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { scenario } from '../../local/scenario.ts';
import { aFault } from '../support/network.ts';
import { broken } from '../support/scenario-network.ts';
import { someServices } from '../support/services.ts';
import { twoPaths } from '../support/two-paths.ts';

const [path] = twoPaths;
const AFTER = '2026-11-22T10:05:00.000Z';
const deployment = { name: 'prod', account: '111111111111', region: 'eu-west-1' };

const snapshotOf = (documents: Snapshot['documents'], unreadable: Snapshot['unreadable'] = {}): Snapshot => ({
  takenAt: AFTER,
  documents,
  unreadable,
});
const consulted = (documents: Snapshot['documents'], of: Path = path) => {
  const world = worldOf(snapshotOf(documents));
  return consult(planPath(of, world.inventory, new Map(), [], deployment), world);
};

const before = consulted(scenario);
const plan: Planned = {
  ...before.plan,
  questions: before.plan.questions.map((asked) => ({ ...asked, insightsPathId: 'nip-known' })),
  reason: 'audit',
  footprint: foundOf(before).footprint,
  modelVerdict: 'reachable',
};

const started: Started = { at: AFTER, paid: [], routes: [] };

interface Then {
  readonly snapshot: Snapshot;
  readonly registrations?: readonly Registration[] | Fault;
  readonly isLast?: boolean;
}

const verified = async ({ snapshot, registrations = [], isLast = true }: Then) => {
  const asked: (string | undefined)[] = [];
  const services = someServices({
    deployment,
    network: {
      snapshot: async (notBefore) => {
        asked.push(notBefore);
        return snapshot;
      },
    },
    routes: {
      ...someServices().routes,
      registrations: async (notBefore) => {
        asked.push(notBefore);
        if (registrations instanceof Fault) throw registrations;
        return registrations;
      },
    },
  });
  const outcome = await verify(services, path, plan, [started], AFTER, isLast);
  const factsOver = (footprint: string) => services.store.footprint(path.id, footprint);
  return { outcome, asked, factsOver };
};

const throttled = (kind: FaultKind = 'throttled') => ({ ...aFault('DescribeRouteTables'), kind });
const without = (key: 'RouteTables') => {
  const { [key]: _gone, ...documents } = scenario;
  return documents;
};

describe('the look after the analyses', () => {
  test('finds the same footprint where nothing changed, whose facts were kept before', async () => {
    const { outcome, factsOver } = await verified({ snapshot: snapshotOf(scenario) });
    expect(outcome).toEqual({ kind: 'same' });
    expect(await factsOver(plan.footprint)).toBeUndefined();
  });

  test('is a look at a network that was read after they ended', async () => {
    const { asked } = await verified({ snapshot: snapshotOf(scenario) });
    expect(asked).toEqual([AFTER, AFTER]);
  });

  test('finds another footprint where something on the way changed, keeps its facts, and plans for that', async () => {
    const documents = broken('vpc-route-missing');
    const { outcome, factsOver } = await verified({ snapshot: snapshotOf(documents) });
    const now = consulted(documents);
    expect(outcome).toMatchObject({
      kind: 'changed',
      plan: { reason: 'audit', footprint: foundOf(now).footprint, modelVerdict: 'unreachable' },
    });
    expect(await factsOver(foundOf(now).footprint)).toEqual(factsOf(now));
    if (outcome.kind !== 'changed') throw new Error('it is the same');
    const [first, reply] = outcome.plan.questions;
    expect(first).toMatchObject({ insightsPathId: 'nip-known', model: { kind: 'succeeded' } });
    // The reply was in no question before.
    expect(reply?.question.replyTo).toBe(first?.question.key);
    expect(reply).not.toHaveProperty('insightsPathId');
  });

  test('finds another footprint where Route Analyzer is to be asked something else', async () => {
    const registrations = [
      {
        globalNetworkId: 'g',
        transitGatewayArn: 'arn:aws:ec2:us-east-1:111111111111:transit-gateway/tgw-other',
        state: 'AVAILABLE',
      },
    ];
    expect((await verified({ snapshot: snapshotOf(scenario), registrations })).outcome.kind).toBe('changed');
  });

  test('sees nothing where a part could not be read for a passing reason: at first it is tried again', async () => {
    const snapshot = snapshotOf(without('RouteTables'), { RouteTables: throttled() });
    await expect(verified({ snapshot, isLast: false })).rejects.toThrow(Fault);
    expect((await verified({ snapshot })).outcome).toEqual({ kind: 'unseen', fault: throttled() });
  });

  test('keeps no facts of a network that it could not see', async () => {
    const documents = without('RouteTables');
    const { outcome, factsOver } = await verified({ snapshot: snapshotOf(documents, { RouteTables: throttled() }) });
    expect(outcome.kind).toBe('unseen');
    expect(await factsOver(foundOf(consulted(documents)).footprint)).toBeUndefined();
  });

  test('finds another footprint where a part may no longer be read', async () => {
    const snapshot = snapshotOf(without('RouteTables'), { RouteTables: throttled('denied') });
    expect((await verified({ snapshot, isLast: false })).outcome.kind).toBe('changed');
  });

  test('finds the same where what could not be read is no part of the way', async () => {
    const snapshot = snapshotOf(scenario, { Addresses: { ...throttled(), operation: 'DescribeAddresses' } });
    expect((await verified({ snapshot })).outcome).toEqual({ kind: 'same' });
  });

  test('of registrations that are throttled is tried again', async () => {
    const registrations = new Fault({ ...throttled(), operation: 'DescribeGlobalNetworks' });
    await expect(verified({ snapshot: snapshotOf(scenario), registrations, isLast: false })).rejects.toThrow(Fault);
  });
});
