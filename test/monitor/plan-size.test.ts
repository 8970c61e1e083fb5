import type { Path } from '../../lambda/domain/path.ts';
import { consult } from '../../lambda/monitor/consult.ts';
import { portionOf } from '../../lambda/monitor/due.ts';
import { planPath } from '../../lambda/monitor/plan.ts';
import type { Registration } from '../../lambda/monitor/ports.ts';
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
    for (const maxPairs of [1, 5, 20]) {
      const configuration = { paths: pathsWith(maxPairs), channels: { email: [] }, retentionDays: 90 };
      const part = { of: 'sweep', index: 0, count: 5 };
      const { paths } = portionOf(configuration, { trigger: { by: 'hand' }, part });
      const deployment = { name: 'pathwatch', account: '111111111111', region: 'ap-southeast-3' };
      const plans = consult(
        paths.map((path) => planPath(path, inventory, new Map(), routes, deployment)),
        inventory.snapshot,
      );
      expect(plans.every((plan) => plan.questions.every(({ model }) => model?.kind === 'succeeded'))).toBe(true);
      const bytes = Buffer.byteLength(JSON.stringify(plans));
      expect(plans.flatMap((plan) => plan.questions).length).toBeGreaterThanOrEqual(60);
      expect(bytes).toBeLessThan(CHECKPOINT_BYTES * 0.9);
    }
  });
});
