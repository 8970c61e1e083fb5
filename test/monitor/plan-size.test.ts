import type { Path } from '../../lambda/domain/path.ts';
import { consult } from '../../lambda/monitor/consult.ts';
import { portionsOf } from '../../lambda/monitor/due.ts';
import { foundOf } from '../../lambda/monitor/footprint.ts';
import { planPath } from '../../lambda/monitor/plan.ts';
import type { Planned } from '../../lambda/monitor/planned.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
import { reporting } from '../../lambda/monitor/report.ts';
import { worldOf } from '../../lambda/monitor/world.ts';
import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import { aPath } from '../support/paths.ts';

/* What one execution plans is one checkpoint, of which Lambda takes 256 KB; here with all that makes it large. */

const CHECKPOINT_BYTES = 256 * 1024;

const longId = (prefix: string, index: number): string => `${prefix}-0${index.toString(16).padStart(16, 'a')}`;

const instances = (vpc: string, name: string, from: number) =>
  Array.from({ length: 20 }, (_, index) => ({
    Instances: [
      {
        InstanceId: longId('i', from + index),
        State: { Name: 'running' },
        VpcId: vpc,
        PrivateIpAddress: `172.31.255.${100 + index}`,
        Tags: [{ Key: 'Name', Value: name }],
      },
    ],
  }));

const vpcs = [longId('vpc', 1), longId('vpc', 2)] as const;
const gateways = [longId('tgw', 1), longId('tgw', 2), longId('tgw', 3)];

const inventory = inventoryOf({
  takenAt: '2026-11-22T10:00:00.000Z',
  unreadable: {},
  documents: {
    Reservations: [...instances(vpcs[0], 'from', 0), ...instances(vpcs[1], 'to', 100)],
    TransitGatewayAttachments: gateways.flatMap((gateway, index) =>
      vpcs.map((vpc, side) => ({
        TransitGatewayAttachmentId: longId('tgw-attach', index * 2 + side),
        TransitGatewayId: gateway,
        TransitGatewayOwnerId: '111111111111',
        ResourceOwnerId: '111111111111',
        ResourceType: 'vpc',
        ResourceId: vpc,
        State: 'available',
      })),
    ),
  },
});

const registrations: readonly Registration[] = gateways.map((gateway) => ({
  globalNetworkId: longId('global-network', 1),
  transitGatewayArn: `arn:aws-us-gov:ec2:ap-southeast-3:111111111111:transit-gateway/${gateway}`,
  state: 'AVAILABLE',
}));

const denied = {
  kind: 'denied',
  operation: 'DescribeGlobalNetworks',
  code: 'AccessDeniedException',
  message: 'an explicit deny in a service control policy '.repeat(22),
} as const;

const end = (name: string): Path['from'] => ({
  kind: 'selector',
  type: 'instance',
  tags: { Name: name },
  match: 'all',
});

const pathsWith = (maxPairs: number): readonly Path[] =>
  Array.from({ length: 300 }, (_, index) =>
    aPath({
      id: `${index}`.padStart(64, 'p'),
      from: end('from'),
      to: end('to'),
      ports: [{ from: 10_000, to: 65_535 }],
      sourcePorts: [{ from: 10_000, to: 65_535 }],
      maxPairs,
    }),
  );

describe('the plan of one execution', () => {
  test.each([
    ['pairs over two gateways', registrations],
    ['Network Manager denied at length', denied],
  ])('fits a checkpoint: %s', (_, routes) => {
    const world = worldOf(inventory.snapshot);
    for (const maxPairs of [1, 5, 20]) {
      const [own = []] = portionsOf(pathsWith(maxPairs));
      const deployment = { name: 'pathwatch', account: '111111111111', region: 'ap-southeast-3' };
      const consulted = own.map((path) =>
        consult(planPath(path, world.inventory, new Map(), routes, deployment), world),
      );
      const plans = reporting(consulted).map((plan, place): Planned => {
        const from = consulted[place];
        if (from === undefined) throw new Error('a plan was lost');
        const { footprint, model } = foundOf(from);
        return {
          ...plan,
          footprint,
          modelVerdict: model,
          reason: 'transition',
          alone: { bound: `budget of ${'team'.repeat(60)}` },
        };
      });
      expect(plans.every((plan) => plan.questions.every(({ model }) => model?.kind === 'succeeded'))).toBe(true);
      const bytes = Buffer.byteLength(JSON.stringify(plans));
      expect(plans.flatMap((plan) => plan.questions).length).toBeGreaterThanOrEqual(40);
      expect(bytes).toBeLessThan(CHECKPOINT_BYTES * 0.9);
    }
  });
});
